import { LIMITS as TICKETS } from '../../src/triage/limits.ts';
import { readTicketId } from '../../src/triage/ticket.ts';
import { CALLBACKS, INPUTS, readInput } from './actions.ts';
import { readActOf } from './cardModals.ts';
import { asOne } from './ticketModal.ts';

/** What Slack is told while a form stays open: the mistake by input block. */
interface Refusal {
  response_action: 'errors';
  errors: Record<string, string>;
}

/** What is wrong with a form that was sent; null where nothing is, and for every other payload. */
export function refusalOf(body: Readonly<Record<string, unknown>>): Refusal | null {
  if (body.type !== 'view_submission') return null;
  const view = body.view as
    | { callback_id?: unknown; private_metadata?: unknown; state?: { values?: unknown } }
    | undefined;
  if (view?.callback_id === CALLBACKS.ticket) return ticketRefusal(view.state?.values);
  if (view?.callback_id === CALLBACKS.act) return actRefusal(view.state?.values, view.private_metadata);
  if (view?.callback_id !== CALLBACKS.question) return null;
  const { question } = readQuestion(view.state?.values);
  if (question !== null) return null;
  return {
    response_action: 'errors',
    errors: { [INPUTS.question.block]: 'Type a question, or pick one from the list below.' },
  };
}

function ticketRefusal(values: unknown): Refusal | null {
  const { summary, details = '' } = readTicket(values);
  if (details.length > TICKETS.text) {
    const why = `The details have ${details.length} characters in both fields, a ticket takes at most ${TICKETS.text}.`;
    return { response_action: 'errors', errors: { [INPUTS.ticketMore.block]: why } };
  }
  if (summary !== undefined) return null;
  const errors = { [INPUTS.ticketSummary.block]: 'Say in a sentence what the ticket is about.' };
  return { response_action: 'errors', errors };
}

function actRefusal(values: unknown, metadata: unknown): Refusal | null {
  const typed = readInput(values, INPUTS.act);
  const about = readActOf(metadata);
  const refuse = (why: string): Refusal => ({ response_action: 'errors', errors: { [INPUTS.act.block]: why } });
  if (typed === null) return refuse('There are no words in it.');
  return about?.what === 'duplicate' && readTicketId(typed) === null
    ? refuse('Give the number of the other ticket, for example DESK-142.')
    : null;
}

/** The fields of a ticket's form, by the names that a draft knows. */
export function readTicket(values: unknown): Record<string, string> {
  const fields = {
    summary: INPUTS.ticketSummary,
    category: INPUTS.ticketCategory,
    impact: INPUTS.ticketImpact,
    urgency: INPUTS.ticketUrgency,
  };
  const details = asOne(readInput(values, INPUTS.ticketDetails), readInput(values, INPUTS.ticketMore));
  const given = Object.entries(fields).map(([name, input]) => [name, readInput(values, input)] as const);
  return Object.fromEntries(
    [...given, ['details', details] as const].flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** A question that was picked goes before one that was typed. */
export function readQuestion(values: unknown): { question: string | null; isPicked: boolean } {
  const picked = readInput(values, INPUTS.suggestion);
  return picked === null
    ? { question: readInput(values, INPUTS.question), isPicked: false }
    : { question: picked, isPicked: true };
}
