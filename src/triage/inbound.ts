import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { isActive } from './states.ts';
import { isSame, type Person, readTicketId, type Ticket, WEBHOOK_PLATFORM } from './ticket.ts';
import type { AgentAction } from './triage.ts';

/** What another ticket system tells of a ticket. docs/webhooks.md shows the schema that is made of this. */

const ticket = z.string().describe('The number, for example DESK-142.');
const by = z
  .object({
    id: z.string().trim().min(1).max(LIMITS.name).describe('Whatever names the person in your system.'),
    name: z.string().trim().min(1).max(LIMITS.name).optional(),
  })
  .optional()
  .describe('Who did it; left out, the system itself.');
const text = z.string().max(LIMITS.text);

export const inboundEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ticket.comment'),
    data: z.object({
      ticket,
      by,
      text,
      internal: z.boolean().default(false).describe('true: a note that the requester does not see.'),
    }),
  }),
  z.object({
    type: z.literal('ticket.status'),
    data: z.object({
      ticket,
      by,
      status: z.enum(['assigned', 'waiting-on-requester', 'resolved', 'closed', 'reopened']),
      text: text
        .optional()
        .describe('What the requester is asked (needed for waiting-on-requester), or what solved it.'),
    }),
  }),
]);

export type InboundEvent = z.infer<typeof inboundEvent>;

/** JSON Schema, draft 2020-12, of what is sent. */
export function inboundSchema(): object {
  return z.toJSONSchema(inboundEvent, { io: 'input' });
}

export function inboundPerson(source: string, { data }: InboundEvent): Person {
  const { id, name } = data.by ?? { id: source, name: source };
  return { platform: WEBHOOK_PLATFORM, tenant: source, user: id, name: name ?? null };
}

export function inboundTicket({ data }: InboundEvent) {
  return readTicketId(data.ticket);
}

/**
 * What an agent would do to the same end; null: the ticket stands so already. The requester has the last word: what is
 * closed elsewhere is resolved here.
 */
export function inboundAction(
  event: InboundEvent,
  { state, assignee }: Pick<Ticket, 'state' | 'assignee'>,
  source: string,
): AgentAction | null {
  if (event.type === 'ticket.comment') return { is: event.data.internal ? 'note' : 'tell', text: event.data.text };
  const { status, text: said = '' } = event.data;
  switch (status) {
    case 'assigned':
      return isActive(state) && assignee ? handedOn(event, assignee, source) : { is: 'claim' };
    case 'waiting-on-requester':
      return { is: 'ask', text: said };
    case 'resolved':
    case 'closed':
      return isActive(state) ? { is: 'resolve', text: said.trim() === '' ? `Resolved in ${source}.` : said } : null;
    case 'reopened':
      return isActive(state) ? null : { is: 'reopen', text: said.trim() === '' ? null : said };
    default:
      return status satisfies never;
  }
}

/** To another one who is named; a system that names nobody takes nothing away from the one who has it. */
function handedOn(event: InboundEvent, assignee: Person, source: string): AgentAction | null {
  const to = inboundPerson(source, event);
  return event.data.by === undefined || isSame(to, assignee) ? null : { is: 'assign', to };
}
