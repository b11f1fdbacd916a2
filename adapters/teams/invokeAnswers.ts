import type { Activity, InvokeResponse } from 'botbuilder';
import { type AdaptiveCard, attachment } from './elements.ts';

/** A button on one of our cards. */
export const TAP = 'adaptiveCard/action';

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

/** Where it takes longer than Teams waits: behind a card's button something can follow; what a window sent goes on. */
export function lateAnswer(activity: Pick<Activity, 'name'>): InvokeResponse {
  const then = THEN.get(activity.name ?? '') ?? 'Please try again in a moment.';
  return lineAnswer(activity, `This takes longer than usual. ${then}`);
}

const THEN: ReadonlyMap<string, string> = new Map([
  [TAP, 'The answer follows below.'],
  ['task/submit', 'It goes on: look at the ticket before you send it once more.'],
]);

/** A window with a card, as the answer to an invoke that may open one or keeps one open. */
export function windowWith(title: string, card: Pick<AdaptiveCard, 'type' | 'version'>): InvokeResponse {
  const value = { title, width: 'medium', height: 'medium', card: attachment(card) };
  return { status: 200, body: { task: { type: 'continue', value } } };
}
