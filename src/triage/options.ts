import type { Option } from '../reply.ts';
import { actionsFor } from './states.ts';
import type { Ticket } from './ticket.ts';
import { TICKET_VALUES } from './values.ts';

const STARS = [5, 4, 3, 2, 1] as const;

/** What the requester may do to their ticket, in the order in which it is likely. */
export function requesterOptions({ id, state, rating }: Pick<Ticket, 'id' | 'state' | 'rating'>): Option[] {
  const may = new Set(actionsFor('requester', state));
  const option = (label: string, value: string): Option => ({ label, value });
  return [
    ...(may.has('confirm') ? [option('Solved', TICKET_VALUES.confirm(id))] : []),
    ...(may.has('reject') ? [option('Not solved', TICKET_VALUES.reject(id))] : []),
    ...(may.has('comment') ? [option('Add a comment', TICKET_VALUES.comment(id))] : []),
    ...(may.has('withdraw') ? [option('Withdraw it', TICKET_VALUES.withdraw(id))] : []),
    ...(may.has('rate') && rating === null
      ? STARS.map((stars) => option(`Rate it ${stars} of 5`, TICKET_VALUES.rate(id, stars)))
      : []),
  ];
}
