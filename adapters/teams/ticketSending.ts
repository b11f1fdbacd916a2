import type { InvokeResponse } from 'botbuilder';
import { DeskError } from '../../src/errors.ts';
import type { Reply } from '../../src/reply.ts';
import { quoted } from '../../src/triage/outgoing.ts';
import { IMPACT_WORDS, URGENCY_WORDS } from '../../src/triage/priority.ts';
import { IMPACTS, URGENCIES } from '../../src/triage/ticket.ts';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import type { DraftView } from '../../src/triage/view.ts';
import { cutPlain } from '../cutPlain.ts';
import { tapped, type Where } from './asked.ts';
import { plainWords } from './compose.ts';
import type { AgentDesk, Case, TeamsDeps } from './deps.ts';
import type { DraftSaid } from './draftActions.ts';
import type { Elsewhere } from './elsewhere.ts';
import { renderPlain } from './forms.ts';
import { lineAnswer, windowWith } from './invokeAnswers.ts';
import { READING } from './limits.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { type Look, TITLE, ticketForm } from './ticketModal.ts';
import type { Turns } from './turn.ts';

/** Sends what a ticket's form holds. Where nothing comes of it, what was typed is given back with the reason. */
export interface TicketSending {
  /** `done`, within the turn: the ticket is one. */
  send(said: DraftSaid, at: Case, where: Where, done: Done): Promise<InvokeResponse>;
  /** The form as it was filled in. */
  form(said: DraftSaid, look: Look): InvokeResponse;
}

/**
 * What is left to do once the turn is over. What goes through the lane of the conversation must not be waited for within
 * it: a message that is at work holds that lane, and waits for its own turn.
 */
type Then = () => Promise<InvokeResponse>;
type Done = (shown: TeamsMessage, reply: Reply) => Promise<Then>;

export interface TicketSendingDeps extends TeamsDeps {
  desk: AgentDesk | null;
  tell: Elsewhere;
}

export const CLOSED: InvokeResponse = { status: 200 };
export const FAILED = 'That did not work just now. Please try again in a moment.';
const EMPTY = 'Say in a sentence what the ticket is about.';

export function createTicketSending(deps: TicketSendingDeps, turns: Turns): TicketSending {
  const { desk, tell, log } = deps;

  async function again(said: DraftSaid, at: Case, where: Where, notice: string): Promise<InvokeResponse> {
    if (!at.isLate()) return form(said, { shared: isShared(at, where), notice });
    // Nobody waits for the window any more: what was typed goes back as a message.
    const words = [said.summary, said.details].filter((each) => each.trim() !== '').join('\n');
    await tell(at, where.conversation, renderPlain(notice, `\n\n${quoted(words)}`), 'refused');
    return CLOSED;
  }

  function form(said: DraftSaid, look: Look): InvokeResponse {
    return windowWith(TITLE, ticketForm(viewOf(said), look));
  }

  function viewOf({ draft: id, summary, details, category, impact, urgency }: DraftSaid): DraftView {
    const categories = [...(desk?.triage.categories ?? [])].map(([each, title]) => ({ id: each, title }));
    return {
      id,
      summary,
      details,
      category,
      categories,
      impact: IMPACTS.find((each) => each === impact) ?? 'person',
      impacts: IMPACTS.map((each) => ({ id: each, title: IMPACT_WORDS[each] })),
      urgency: URGENCIES.find((each) => each === urgency) ?? 'normal',
      urgencies: URGENCIES.map((each) => ({ id: each, title: URGENCY_WORDS[each] })),
      withMessages: false,
      similar: [],
    };
  }

  return {
    form,
    async send(said, at, where, done) {
      const { v: _v, verb: _verb, draft, ...facts } = said;
      const giveBack = (notice: string): Then => {
        return () => again(said, at, where, notice);
      };
      if (said.summary.trim() === '') return again(said, at, where, EMPTY);
      const sent = { ...tapped(at, where, TICKET_VALUES.send(draft)), facts };
      const told = async (shown: TeamsMessage, reply: Reply): Promise<Then> => {
        if (reply.kind === 'error') {
          const why = cutPlain(plainWords(reply), READING.line);
          // It is a ticket already: what was typed is not needed any more.
          return reply.code === 'ticket-state' ? async () => lineAnswer(at.activity, why) : giveBack(why);
        }
        if (reply.kind === 'ticket' && reply.draft !== null) return giveBack(EMPTY);
        return done(shown, reply);
      };
      let then: Then | null;
      try {
        then = await turns.take<Then>(sent, { own: where.own }, at, told, async (why) => giveBack(why));
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        log.warn({ err: error, delivery: at.delivery }, 'could not send a ticket');
        then = giveBack(FAILED);
      }
      return then === null ? CLOSED : then();
    },
  };
}

/** Others read along where the ticket lives. */
export function isShared({ activity }: Case, { own }: Where): boolean {
  return !own && !isPersonal(activity);
}
