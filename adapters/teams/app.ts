import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { readAction } from './actions.ts';
import { cardAnswer, expired, tell, unreadable } from './answers.ts';
import { here } from './asked.ts';
import { createCards } from './cards.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { createEdits } from './edits.ts';
import { createExtension } from './extension.ts';
import { createFeedback } from './feedback.ts';
import { createMembership } from './membership.ts';
import { createMessages } from './messages.ts';
import { createTaps, type Tap } from './taps.ts';
import { createTurns } from './turn.ts';

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

export function createListeners(deps: TeamsDeps): Listeners {
  const cards = createCards(deps);
  const turns = createTurns(deps, cards);
  const feedback = createFeedback(deps, cards);
  const tap = createTaps(deps, turns, cards, feedback);
  const extension = createExtension(deps, turns, tap);
  return {
    messages: createMessages(deps, turns, tap),
    membership: createMembership(deps),
    edits: createEdits(deps, turns),
    async invokes(at) {
      switch (at.activity.name) {
        case 'adaptiveCard/action':
          return tapped(deps, tap, at);
        case 'composeExtension/query':
          return extension.search(at);
        case 'composeExtension/fetchTask':
        case 'composeExtension/submitAction':
          return extension.find(at);
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

const invoked = z.object({ action: z.object({ verb: z.string().nullish(), data: z.unknown().optional() }) });

async function tapped(deps: TeamsDeps, tap: Tap, at: Case): Promise<InvokeResponse> {
  const { verb, data } = invoked.safeParse(at.activity.value).data?.action ?? {};
  const action = readAction(data);
  // A button of ours of an earlier make explains itself; any other is none of ours.
  if (!action && !verb?.startsWith('desk.')) return unreadable();
  const answer = action ? await tap(action, at, here(at)) : expired();
  if (at.isLate()) await tell(deps, at, answer);
  return cardAnswer(at, answer);
}
