import type { InvokeResponse } from 'botbuilder';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import { within } from '../within.ts';
import { windowAnswer } from './answers.ts';
import { here, tapped, type Where } from './asked.ts';
import { type Cards, givenOf } from './cards.ts';
import type { AgentDesk, Case, TeamsDeps } from './deps.ts';
import type { Direct } from './direct.ts';
import { type DraftSaid, readDraftForm, readDraftSaid } from './draftActions.ts';
import { createElsewhere } from './elsewhere.ts';
import { lineAnswer, windowWith } from './invokeAnswers.ts';
import { createPosts } from './posts.ts';
import type { SendTo } from './proactive.ts';
import { TITLE, ticketForm } from './ticketModal.ts';
import { CLOSED, createTicketSending, FAILED, isShared } from './ticketSending.ts';
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

/** Characters of a message that go into a draft: what the core reads of one message. */
const MOST = 4000;
/** What was sent stands in the store already: the window does not wait longer for a message to say so. */
const POST_MS = 3000;
const ADD_ME = 'Add me to your own chats first, under Apps: what becomes of a ticket is told there.';
const GONE = 'That draft is no longer there. Begin a new ticket.';

export function createTicketForms(deps: TicketFormDeps, turns: Turns, cards: Cards): TicketForms {
  const { direct, log } = deps;
  const posts = createPosts(deps);
  const tell = createElsewhere(deps);
  const sending = createTicketSending({ ...deps, tell }, turns);

  /** In the person's own chat with the app, wherever they are. */
  async function inDirect(at: Case, work: (where: Where) => Promise<InvokeResponse>): Promise<InvokeResponse> {
    const conversation = await direct.here(at);
    return conversation === null ? lineAnswer(at.activity, ADD_ME) : work({ conversation, own: true });
  }

  /** What was typed must not be lost where that chat cannot be reached. */
  async function sentFrom(said: DraftSaid, at: Case): Promise<InvokeResponse> {
    let conversation: string | null;
    try {
      conversation = await direct.here(at);
    } catch (error) {
      // Nobody waits for the window any more: it is worked later.
      if (at.isLate()) throw error;
      log.warn({ err: error, delivery: at.delivery }, "could not reach somebody's own chat");
      return sending.form(said, { shared: false, notice: FAILED });
    }
    if (conversation === null) return sending.form(said, { shared: false, notice: ADD_ME });
    const chat = conversation;
    return sending.send(said, at, { conversation: chat, own: true }, async (shown, reply) => async () => {
      await within(POST_MS, tell(at, chat, shown)).catch((error: unknown) => {
        log.warn({ err: error, delivery: at.delivery }, 'could not show a ticket that was sent');
      });
      const id = reply.kind === 'ticket' ? reply.ticket?.id : undefined;
      return lineAnswer(
        at.activity,
        `${id ?? 'It'} is sent. What becomes of it you are told in your own chat with me.`,
      );
    });
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
      return said && sentFrom(said, at);
    },
    form: (data, at) => {
      const delivery = readDraftForm(data);
      return delivery === null ? null : formOf(delivery, at);
    },
    said: (data, at) => {
      const said = readDraftSaid(data);
      if (!said) return null;
      return sending.send(said, at, here(at), async (shown) => {
        const instead = await posts.post(at, shown);
        return async () => (instead ? windowAnswer(at, instead, TITLE) : CLOSED);
      });
    },
  };
}
