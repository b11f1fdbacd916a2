import { CALLBACKS, INPUTS, readInput } from './actions.ts';

/** What Slack is told while a form stays open: the mistake by input block. */
interface Refusal {
  response_action: 'errors';
  errors: Record<string, string>;
}

/** What is wrong with a form that was sent; null where nothing is, and for every other payload. */
export function refusalOf(body: Readonly<Record<string, unknown>>): Refusal | null {
  if (body.type !== 'view_submission') return null;
  const view = body.view as { callback_id?: unknown; state?: { values?: unknown } } | undefined;
  if (view?.callback_id !== CALLBACKS.question) return null;
  const { question } = readQuestion(view.state?.values);
  if (question !== null) return null;
  return {
    response_action: 'errors',
    errors: { [INPUTS.question.block]: 'Type a question, or pick one from the list below.' },
  };
}

/** A question that was picked goes before one that was typed. */
export function readQuestion(values: unknown): { question: string | null; isPicked: boolean } {
  const picked = readInput(values, INPUTS.suggestion);
  return picked === null
    ? { question: readInput(values, INPUTS.question), isPicked: false }
    : { question: picked, isPicked: true };
}
