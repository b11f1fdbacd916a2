import type { Activity, InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { readDraftSaid } from './draftActions.ts';
import { type AdaptiveCard, attachment } from './elements.ts';

/** A button on one of our cards. */
const TAP = 'adaptiveCard/action';
const FAILED = 'That did not work just now. Please try again in a moment.';

/** One line as the answer to an invoke, in the form that its kind takes. */
export function lineAnswer({ name }: Pick<Activity, 'name'>, text: string): InvokeResponse {
  switch (name) {
    case TAP:
      return {
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
      };
    case 'composeExtension/query':
    case 'composeExtension/selectItem':
      return { status: 200, body: { composeExtension: { type: 'message', text } } };
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction':
    case 'task/fetch':
    case 'task/submit':
      return { status: 200, body: { task: { type: 'message', value: text } } };
    default:
      return { status: 200 };
  }
}

/**
 * It came to nothing. What can show no line gets a status that Teams tells of by itself: after a 200 it would close the
 * window of a thumb as if the words in it were kept.
 */
export function failedAnswer(activity: Pick<Activity, 'name'>): InvokeResponse {
  const answer = lineAnswer(activity, FAILED);
  return answer.body === undefined ? { status: 503 } : answer;
}

/**
 * Whether it has its effect later where it could not have it now, as a message has; anything else is to be repeated.
 * `late`: nobody waits for its window any more.
 */
export function isKept({ name = '' }: Pick<Activity, 'name'>, late: boolean): boolean {
  return KEPT.has(name) || (late && WINDOWS.has(name));
}

/** Nobody is asked to repeat them: a tap has an answer that follows, and a window for feedback is closed at once. */
const KEPT: ReadonlySet<string> = new Set([TAP, 'message/submitAction']);
/** What a window sent. */
const WINDOWS: ReadonlySet<string> = new Set(['composeExtension/submitAction', 'task/submit']);

/** Where it takes longer than Teams waits: behind a card's button something can follow; what a window sent goes on. */
export function lateAnswer(activity: Pick<Activity, 'name' | 'value'>): InvokeResponse {
  return lineAnswer(activity, `This takes longer than usual. ${thenOf(activity)}`);
}

function thenOf({ name, value }: Pick<Activity, 'name' | 'value'>): string {
  if (name === TAP) return 'The answer follows below.';
  if (!WINDOWS.has(name ?? '')) return AGAIN;
  const { data } = sent.catch({}).parse(value);
  if (readDraftSaid(data)) return 'It goes on: look at your tickets before you send it once more.';
  // What else is tapped in a window is answered there alone.
  return name === 'task/submit' ? 'It goes on: look at the ticket before you send it once more.' : AGAIN;
}

const AGAIN = 'Please try again in a moment.';
const sent = z.object({ data: z.unknown().optional() });

/** A window with a card, as the answer to an invoke that may open one or keeps one open. */
export function windowWith(title: string, card: Pick<AdaptiveCard, 'type' | 'version'>): InvokeResponse {
  const value = { title, width: 'medium', height: 'medium', card: attachment(card) };
  return { status: 200, body: { task: { type: 'continue', value } } };
}
