import type { InvokeResponse } from 'botbuilder';
import { DeskError } from '../../src/errors.ts';
import { addressOf } from '../../src/triage/ticket.ts';
import type { AgentAction } from '../../src/triage/triage.ts';
import { ALL, type Filter, queueOf } from '../agentQueue.ts';
import { AGENT_VERBS, type AgentTap, type Page, readFormWanted, readSaid, type TapName } from './agentActions.ts';
import { type Answer, line } from './answers.ts';
import { cardIn, cardMessage } from './card.ts';
import { createCardForms } from './cardForms.ts';
import { type AgentDesk, type Case, commandId, type TeamsDeps } from './deps.ts';
import { renderLine } from './forms.ts';
import { READING } from './limits.ts';
import { personOf } from './people.ts';
import { queueMessage } from './queueCard.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { redrawQuietly, send } from './send.ts';
import { readQueue } from './words.ts';

/** What agents do on the cards of tickets, in their channel or from the queue. */
export interface CardTaps {
  tap(tapped: AgentTap, at: Case): Promise<Answer>;
  /** `task/fetch`; null: it is about no ticket. */
  form(data: unknown, at: Case): Promise<InvokeResponse> | null;
  /** `task/submit`; null: the same. */
  said(data: unknown, at: Case): Promise<InvokeResponse> | null;
  /** Which part of the queue somebody asks for in words; null: the words are about something else. */
  queueIn(words: string): Filter | null;
  /** Shows it, to an agent alone and in their own chat alone; false: they are none, and their words are for somebody else. */
  queue(filter: Filter, at: Case): Promise<boolean>;
}

export function createCardTaps(deps: TeamsDeps, desk: AgentDesk): CardTaps {
  const { triage } = desk;
  const forms = createCardForms(deps, desk);

  /** Draws the message that was tapped anew, in the agent's own chat; whoever else sees a card has it from the courier. */
  async function turned(at: Case, shown: TeamsMessage): Promise<Answer> {
    const { activity } = at;
    if (!isPersonal(activity)) return { is: 'alone', shown };
    if (activity.replyToId) await redrawQuietly(deps, at, activity.replyToId, shown);
    return { is: 'refreshed', shown };
  }

  async function showQueue(page: Page, at: Case): Promise<Answer> {
    const { filter, after } = page;
    const queue = await queueOf(triage, personOf(at), filter, { now: deps.clock(), limit: READING.queue, after });
    return queue ? turned(at, queueMessage(queue, page)) : line(NO_AGENT);
  }

  async function act(tapped: Extract<AgentTap, { verb: typeof AGENT_VERBS.act }>, at: Case): Promise<Answer> {
    const { ticket, what, from } = tapped;
    const acted = await triage.act({
      ticket,
      action: ACTIONS[what],
      actor: personOf(at),
      id: commandId(at, at.delivery),
    });
    // The card alone does not show it.
    if (acted.ok && acted.said !== undefined) return line(acted.said);
    const notice = acted.ok ? null : acted.error.message;
    // Whoever may not do it is told that, and nothing of the ticket.
    if (!acted.ok && acted.ticket === null) return line(acted.error.message);
    const file = await triage.file(ticket);
    if (!file) return line(notice ?? `There is no ticket ${ticket} any more.`);
    // A message in the channel would show everybody what concerns one alone.
    if (notice !== null && isPosted(at)) return line(notice);
    if (from !== null) return turned(at, cardMessage(file, triage.categories, { from, notice }));
    return { is: 'refreshed', shown: cardIn(channelOf(at), file, triage.categories, notice) };
  }

  async function open({ ticket, filter, after }: Extract<AgentTap, { verb: typeof AGENT_VERBS.open }>, at: Case) {
    const file = await triage.file(ticket);
    const sees = file && (await triage.mayAct(personOf(at), file.ticket.category));
    if (!sees) return line(`${ticket} is not there for you.`);
    return turned(at, cardMessage(file, triage.categories, { from: { filter, after }, notice: null }));
  }

  return {
    async tap(tapped, at) {
      switch (tapped.verb) {
        case AGENT_VERBS.act:
          return act(tapped, at);
        case AGENT_VERBS.form:
          return line(`This client opens no forms. In a terminal the same is done by: desk ticket ${tapped.ticket}`);
        case AGENT_VERBS.queue: {
          const { pick, wanted, filter, after } = tapped;
          return showQueue(pick ? { filter: wanted ?? ALL, after: null } : { filter, after }, at);
        }
        case AGENT_VERBS.open:
          return open(tapped, at);
        default:
          return tapped satisfies never;
      }
    },
    form: (data, at) => {
      const wanted = readFormWanted(data);
      return wanted && forms.open(wanted, at);
    },
    said: (data, at) => {
      const said = readSaid(data);
      return said && forms.said(said, at);
    },
    queueIn: (words) => readQueue(words, triage.categories),
    async queue(filter, at) {
      const page = { filter, after: null };
      try {
        const queue = await queueOf(triage, personOf(at), filter, { now: deps.clock(), limit: READING.queue });
        if (!queue) return false;
        if (isPersonal(at.activity)) await send(deps, at, queueMessage(queue, page));
        else await send(deps, at, renderLine(ELSEWHERE), 'refused');
      } catch (error) {
        if (!(error instanceof DeskError) || error.code !== 'busy') throw error;
        await send(deps, at, renderLine(`${error.message} ${error.todo}`), 'refused');
      }
      return true;
    },
  };
}

const NO_AGENT = 'The queue is for agents, and you are none by the settings. Write "tickets" for your own.';
const ELSEWHERE = 'Others read along here. Write **queue** in your own chat with me.';

const ACTIONS: Readonly<Record<TapName, AgentAction>> = {
  claim: { is: 'claim' },
  reopen: { is: 'reopen', text: null },
  'on-call': { is: 'assign', to: null },
  propose: { is: 'propose' },
};

/** The channel in which a card was tapped: the card begins a thread. */
function channelOf({ activity, sender: { tenant } }: Case): string {
  const [conversation = ''] = activity.conversation.id.split(';messageid=');
  return addressOf({ platform: 'teams', tenant, conversation });
}

/** What the tap is answered with is posted for all. */
function isPosted({ activity, isLate }: Case): boolean {
  return activity.type === 'message' || isLate();
}
