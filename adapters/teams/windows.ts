import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import type { CardTaps } from './cardTaps.ts';
import type { Case } from './deps.ts';
import { lineAnswer } from './invokeAnswers.ts';
import type { TicketForms } from './ticketForms.ts';

/** Windows that buttons of our cards open: of a ticket's card, of a draft. */
export interface Windows {
  /** `task/fetch`. */
  open(at: Case): Promise<InvokeResponse>;
  /** `task/submit`. */
  said(at: Case): Promise<InvokeResponse>;
}

const given = z.object({ data: z.unknown() });
const OLD = 'This button belongs to an older message and does nothing any more.';

export function createWindows(
  agents: Pick<CardTaps, 'form' | 'said'> | null,
  tickets: Pick<TicketForms, 'form' | 'said'>,
): Windows {
  const dataOf = ({ activity }: Case): unknown => given.safeParse(activity.value).data?.data;
  const none = (at: Case) => lineAnswer(at.activity, OLD);
  return {
    async open(at) {
      const data = dataOf(at);
      return (await (agents?.form(data, at) ?? tickets.form(data, at))) ?? none(at);
    },
    async said(at) {
      const data = dataOf(at);
      return (await (agents?.said(data, at) ?? tickets.said(data, at))) ?? none(at);
    },
  };
}
