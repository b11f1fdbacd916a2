import type { InvokeResponse } from 'botbuilder';
import type { ConversationId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import type { Reply } from '../../src/reply.ts';
import { quoted } from '../../src/triage/outgoing.ts';
import { IMPACT_WORDS, URGENCY_WORDS } from '../../src/triage/priority.ts';
import { IMPACTS, URGENCIES } from '../../src/triage/ticket.ts';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import type { DraftView } from '../../src/triage/view.ts';
import { cutPlain } from '../cutPlain.ts';
import { within } from '../within.ts';
import { windowAnswer } from './answers.ts';
import { here, tapped, type Where } from './asked.ts';
import { type Cards, givenOf } from './cards.ts';
import { plainWords } from './compose.ts';
import type { AgentDesk, Case, TeamsDeps } from './deps.ts';
import type { Direct } from './direct.ts';
import { type DraftSaid, readDraftForm, readDraftSaid } from './draftActions.ts';
import { renderLine } from './forms.ts';
import { lineAnswer, windowWith } from './invokeAnswers.ts';
import { READING } from './limits.ts';
import { createPosts } from './posts.ts';
import type { SendTo } from './proactive.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { TITLE, ticketForm } from './ticketModal.ts';
import type { Turns } from './turn.ts';

/** A ticket as a form: from the menu of any message, or of a draft that stands in a conversation. */
export interface TicketForms {
  /** 'Open a ticket' on a message with these words. The ticket lives in the person's own chat with the app. */
  begin(text: string, at: Case): Promise<InvokeResponse>;
  /** That form was sent; null: the data is none of it. */
  sent(data: unknown, at: Case): Promise<InvokeResponse> | null;
  /** `task/fetch` on a draft's card; null: the same. */
  form(data: unknown, at: Case): Promise<InvokeResponse> | null;
  /** `task/submit` of its form; null: the same. */
  said(data: unknown, at: Case): Promise<InvokeResponse> | null;
}

export interface TicketFormDeps extends TeamsDeps {
  desk: AgentDesk | null;
  direct: Direct;
  sendTo: SendTo;
}

/**
 * What is left to do once the turn is over. What goes through the lane of the conversation must not be waited for within
 * it: a message that is at work holds that lane, and waits for its own turn.
 */
type Then = () => Promise<InvokeResponse>;

/** Characters of a message that go into a draft: what the core reads of one message. */
const MOST = 4000;
/** What was sent stands in the store already: the window does not wait longer for a message to say so. */
const POST_MS = 3000;
const CLOSED: InvokeResponse = { status: 200 };
const ADD_ME = 'Add me to your own chats first, under Apps: what becomes of a ticket is told there.';
const EMPTY = 'Say in a sentence what the ticket is about.';
const FAILED = 'That did not work just now. Please try again in a moment.';
const GONE = 'That draft is no longer there. Begin a new ticket.';

export function createTicketForms(deps: TicketFormDeps, turns: Turns, cards: Cards): TicketForms {
  const { desk, direct, sendTo, store, clock, log } = deps;
  const posts = createPosts(deps);

  /** In the person's own chat with the app, wherever they are. */
  async function inDirect(at: Case, work: (where: Where) => Promise<InvokeResponse>): Promise<InvokeResponse> {
    const conversation = await direct.here(at);
    return conversation === null ? lineAnswer(at.activity, ADD_ME) : work({ conversation, own: true });
  }

  async function post(at: Case, { conversation }: Where, shown: TeamsMessage): Promise<void> {
    const { tenant } = at.sender;
    const message = await sendTo({ tenant, conversation: conversation as ConversationId }, shown);
    if (message === null) return;
    const { delivery } = at;
    await store.savePost({ platform: 'teams', tenant, conversation, delivery, part: 'reply', message, at: clock() });
  }

  /** `done`: where the ticket is shown once it is one. */
  async function send(
    said: DraftSaid,
    at: Case,
    where: Where,
    done: (shown: TeamsMessage, reply: Reply) => Promise<Then>,
  ): Promise<InvokeResponse> {
    const { v: _v, verb: _verb, draft, ...facts } = said;
    const again = async (notice: string) => {
      if (!at.isLate()) return windowWith(TITLE, ticketForm(viewOf(said), { shared: isShared(at, where), notice }));
      // Nobody waits for the window any more: what was typed goes back as a message.
      const words = [said.summary, said.details].filter((each) => each.trim() !== '').join('\n');
      await sendTo(
        { tenant: at.sender.tenant, conversation: where.conversation as ConversationId },
        renderLine(`${notice}\n\n${quoted(words)}`),
      );
      return CLOSED;
    };
    if (said.summary.trim() === '') return again(EMPTY);
    const sent = { ...tapped(at, where, TICKET_VALUES.send(draft)), facts };
    const told = async (shown: TeamsMessage, reply: Reply): Promise<Then> => {
      if (reply.kind === 'error') {
        const why = cutPlain(plainWords(reply), READING.line);
        return async () => (reply.code === 'ticket-state' ? lineAnswer(at.activity, why) : again(why));
      }
      if (reply.kind === 'ticket' && reply.draft !== null) return () => again(EMPTY);
      return done(shown, reply);
    };
    let then: Then | null;
    try {
      then = await turns.take<Then>(sent, { own: where.own }, at, told, async (why) => () => again(why));
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      log.warn({ err: error, delivery: at.delivery }, 'could not send a ticket');
      then = () => again(FAILED);
    }
    return then === null ? CLOSED : then();
  }

  /** The form as it was filled in. */
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

  async function formOf(delivery: string, at: Case): Promise<InvokeResponse> {
    const where = here(at);
    const reply = await cards.given(givenOf(at, where, delivery));
    const draft = reply?.kind === 'ticket' ? reply.draft : null;
    if (draft === null) return lineAnswer(at.activity, GONE);
    return windowWith(TITLE, ticketForm(draft, { shared: isShared(at, where), notice: null }));
  }

  return {
    begin: (text, at) =>
      inDirect(at, async (where) => {
        const begun = tapped(at, where, TICKET_VALUES.begin);
        const answer = await turns.take<InvokeResponse>(
          { ...begun, text: text.slice(0, MOST).toWellFormed() },
          { own: true },
          at,
          async (shown, reply) =>
            reply.kind === 'ticket' && reply.draft !== null
              ? windowWith(TITLE, ticketForm(reply.draft, { shared: isShared(at, where), notice: null }))
              : windowAnswer(at, { is: 'alone', shown }, TITLE),
          async (why) => lineAnswer(at.activity, why),
        );
        return answer ?? CLOSED;
      }),
    sent: (data, at) => {
      const said = readDraftSaid(data);
      if (!said) return null;
      return inDirect(at, (where) =>
        send(said, at, where, async (shown, reply) => async () => {
          await within(POST_MS, post(at, where, shown)).catch((error: unknown) => {
            log.warn({ err: error, delivery: at.delivery }, 'could not show a ticket that was sent');
          });
          const id = reply.kind === 'ticket' ? reply.ticket?.id : undefined;
          return lineAnswer(
            at.activity,
            `${id ?? 'It'} is sent. What becomes of it you are told in your own chat with me.`,
          );
        }),
      );
    },
    form: (data, at) => {
      const delivery = readDraftForm(data);
      return delivery === null ? null : formOf(delivery, at);
    },
    said: (data, at) => {
      const said = readDraftSaid(data);
      if (!said) return null;
      return send(said, at, here(at), async (shown) => {
        const instead = await posts.post(at, shown);
        return async () => (instead ? windowAnswer(at, instead, TITLE) : CLOSED);
      });
    },
  };
}

/** Others read along where the ticket lives. */
function isShared({ activity }: Case, { own }: Where): boolean {
  return !own && !isPersonal(activity);
}
