import type { InvokeResponse } from 'botbuilder';
import type { ExecuteAction } from './actions.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { attachment } from './elements.ts';
import { renderPlain } from './forms.ts';
import { lineAnswer, windowWith } from './invokeAnswers.ts';
import type { TeamsMessage } from './render.ts';
import { send } from './send.ts';
import { renderExpired } from './spent.ts';

/** What the one who tapped gets to see, beside what was posted and updated for everybody. */
export type Answer =
  /** The card that was tapped, as it stands now: everybody has it already. */
  | { is: 'refreshed'; shown: TeamsMessage }
  /** Something for this person alone, in the place of the card that was tapped. */
  | { is: 'alone'; shown: TeamsMessage }
  /** The same in plain words, beside the card. */
  | { is: 'line'; text: string }
  /** It stands below. */
  | { is: 'below' };

export const line = async (text: string): Promise<Answer> => ({ is: 'line', text });

/** What the button belonged to is kept no longer. */
export function expired(): Answer {
  return { is: 'alone', shown: renderExpired(null) };
}

const BELOW = 'The answer stands below.';

/** The answer to `adaptiveCard/action`. */
export function cardAnswer({ activity }: Case, answer: Answer): InvokeResponse {
  if (answer.is === 'line') return lineAnswer(activity, answer.text);
  const { card = null } = answer.is === 'below' ? {} : answer.shown;
  if (card === null) return lineAnswer(activity, answer.is === 'alone' ? answer.shown.summary : BELOW);
  return { status: 200, body: { statusCode: 200, type: attachment(card).contentType, value: card } };
}

/** A tap that cannot be read. */
export function unreadable(): InvokeResponse {
  const value = { code: 'BadRequest', message: 'This button is none of this app.' };
  return { status: 200, body: { statusCode: 400, type: 'application/vnd.microsoft.error', value } };
}

/**
 * Posts what the one who tapped would have seen alone: their client sent the tap as a message, or has stopped waiting.
 * What stands below or was updated is there already.
 */
export async function tell(deps: TeamsDeps, at: Case, answer: Answer): Promise<void> {
  if (answer.is === 'alone') await send(deps, at, answer.shown, 'alone');
  if (answer.is === 'line') await send(deps, at, renderPlain(answer.text), 'alone');
}

/** The answer to an action of the message extension: a window with the card. */
export function windowAnswer({ activity }: Case, answer: Answer, title: string): InvokeResponse {
  if (answer.is === 'line') return lineAnswer(activity, answer.text);
  if (answer.is === 'below') return lineAnswer(activity, BELOW);
  const { card, summary } = answer.shown;
  if (card === null) return lineAnswer(activity, summary);
  return windowWith(title, submitted(card));
}

/** Windows know Action.Submit alone: each button gives way to its own fall-back. */
function submitted<Part>(part: Part): Part {
  return JSON.parse(JSON.stringify(part), (_key, value) => (isExecute(value) ? value.fallback : value));
}

function isExecute(value: unknown): value is ExecuteAction {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Action.Execute';
}
