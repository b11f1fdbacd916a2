import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { readAction } from './actions.ts';
import { readAgentTap } from './agentActions.ts';
import { type Answer, cardAnswer, expired, line, tell, unreadable } from './answers.ts';
import { here } from './asked.ts';
import type { CardTaps } from './cardTaps.ts';
import type { Case, TeamsDeps } from './deps.ts';
import type { Tap } from './taps.ts';

/** What the data of a button does, on whichever of our cards it stands; null: it is none of ours, or damaged. */
export type TapData = (data: unknown, at: Case) => Promise<Answer> | null;

export function createTapData(tap: Tap, agents: Pick<CardTaps, 'tap'> | null): TapData {
  return (data, at) => {
    const theirs = readAgentTap(data);
    if (theirs) return agents ? agents.tap(theirs, at) : line('Tickets are switched off.');
    const action = readAction(data);
    return action && tap(action, at, here(at));
  };
}

const invoked = z.object({ action: z.object({ verb: z.string().nullish(), data: z.unknown().optional() }) });

/** `adaptiveCard/action`. */
export async function tapped(deps: TeamsDeps, tap: TapData, at: Case): Promise<InvokeResponse> {
  const { verb, data } = invoked.safeParse(at.activity.value).data?.action ?? {};
  const answer = tap(data, at);
  // A button of ours of an earlier make explains itself; any other is none of ours.
  if (!answer && !verb?.startsWith('desk.')) return unreadable();
  const shown = (await answer) ?? expired();
  if (at.isLate()) await tell(deps, at, shown);
  return cardAnswer(at, shown);
}
