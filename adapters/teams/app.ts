import type { InvokeResponse } from 'botbuilder';
import { createCards } from './cards.ts';
import { createCardTaps } from './cardTaps.ts';
import type { AgentDesk, Case } from './deps.ts';
import type { Direct } from './direct.ts';
import { createEdits } from './edits.ts';
import { createExtension } from './extension.ts';
import { createFeedback } from './feedback.ts';
import { createMembership, type MembershipDeps } from './membership.ts';
import { createMessages } from './messages.ts';
import { createOffer } from './offer.ts';
import type { SendTo } from './proactive.ts';
import { createTapData, tapped } from './tapped.ts';
import { createTaps } from './taps.ts';
import { createTicketForms } from './ticketForms.ts';
import { createTurns } from './turn.ts';
import { createWindows } from './windows.ts';

/** What is done with each kind of activity. Each may begin again after a crash in its middle. */
export interface Listeners {
  messages(at: Case): Promise<void>;
  /** Teams waits for the answer. */
  invokes(at: Case): Promise<InvokeResponse>;
  /** The bot, or somebody, was added to a conversation or removed from it. */
  membership(at: Case): Promise<void>;
  edits(at: Case): Promise<void>;
}

/** Not implemented: what no part of ours asks Teams to send. */
const UNKNOWN: InvokeResponse = { status: 501 };

export interface ListenerDeps extends MembershipDeps {
  /** Null: there are no tickets. */
  desk: AgentDesk | null;
  direct: Direct;
  sendTo: SendTo;
}

export function createListeners(deps: ListenerDeps): Listeners {
  const { desk, direct, sendTo } = deps;
  const cards = createCards(deps);
  const turns = createTurns(deps, cards);
  const offer = createOffer(turns);
  const feedback = createFeedback(deps, cards, offer);
  const tap = createTaps(deps, turns, cards, feedback, offer);
  const agents = desk && createCardTaps(deps, desk);
  const tapData = createTapData(tap, agents);
  const ticketForms = createTicketForms({ ...deps, direct, sendTo }, turns, cards);
  const extension = createExtension(deps, turns, tap, ticketForms);
  const windows = createWindows(agents, ticketForms);
  return {
    messages: createMessages(deps, turns, tapData, agents),
    membership: createMembership(deps),
    edits: createEdits(deps, turns),
    async invokes(at) {
      switch (at.activity.name) {
        case 'adaptiveCard/action':
          return tapped(deps, tapData, at);
        case 'composeExtension/query':
          return extension.search(at);
        case 'composeExtension/fetchTask':
        case 'composeExtension/submitAction':
          return extension.act(at);
        case 'task/fetch':
          return windows.open(at);
        case 'task/submit':
          return windows.said(at);
        case 'message/fetchTask':
          return feedback.form(at);
        case 'message/submitAction':
          return feedback.submit(at);
        default:
          return UNKNOWN;
      }
    },
  };
}
