import { commentingBy, draftBy } from '../deskState.ts';
import type { Here, RequesterDeps } from './here.ts';
import { LIMITS } from './limits.ts';
import { isPulled } from './outgoing.ts';
import { type Action, nextState } from './states.ts';
import type { Place, Ticket, TicketId } from './ticket.ts';
import type { TicketWords } from './ticketWords.ts';
import type { TicketTap } from './values.ts';

/** Which ticket it is that words without a number are about. */

/**
 * A person's own tickets that belong to a conversation: those that were spoken of there, the newest first, then those
 * that live there.
 */
export async function ownHere({ store }: Pick<RequesterDeps, 'store'>, { desk, person, place }: Here) {
  const own = await store.ticketsOf(person, LIMITS.page);
  const spoken = desk.tickets.flatMap((id) => own.find((each) => each.id === id) ?? []);
  return [...spoken, ...own.filter((each) => !spoken.includes(each) && isSamePlace(each.place, place))];
}

/**
 * Of them the one in which an agent has asked last and waits. A question of the dialog is answered first where it is the
 * newer one, as is that of an entry which an agent has sent; and where nobody can be told that somebody asks.
 */
export function awaitedOf(own: readonly Ticket[], { session: { open } }: Here): Ticket | null {
  const asked = own.filter(({ askedAt }) => askedAt !== null);
  const [newest] = asked.sort((one, other) => (other.askedAt ?? 0) - (one.askedAt ?? 0));
  if (!newest) return null;
  const isFirst = open === null || (!isPulled(newest.place) && (newest.askedAt ?? 0) > open.askedAt);
  return isFirst ? newest : null;
}

/** The first of them to which that can be done, or else the first, to which it is refused. */
export function meant(own: readonly Ticket[], action: Action): TicketId | null {
  const can = own.find(({ state }) => nextState(action, state, true) !== null);
  return (can ?? own[0])?.id ?? null;
}

/** Whether what somebody says to nobody in particular is about a ticket of theirs. */
export function isAboutTicket(own: readonly Ticket[], here: Here, words: TicketWords | null): boolean {
  const { desk, message } = here;
  if (commentingBy(desk, message.user) !== null || (draftBy(desk, message.user)?.changing ?? null) !== null)
    return true;
  if (awaitedOf(own, here) !== null) return true;
  return words !== null && own.length > 0 && ACTS.has(words.is);
}

/**
 * Whether words that fit a button mean something else: a bare number may be what an agent has asked for, and the buttons
 * may be below somebody else's ticket.
 */
export function isNoTap(own: readonly Ticket[], here: Here, text: string, tap: TicketTap): boolean {
  if (!('id' in tap) || tap.is === 'show' || tap.is === 'join') return false;
  if (!own.some(({ id }) => id === tap.id)) return true;
  const isNamed = here.session.offered.some(({ label, value }) => sameWords(label, text) || sameWords(value, text));
  return !isNamed && awaitedOf(own, here)?.id === tap.id;
}

const sameWords = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const ACTS: ReadonlySet<TicketWords['is']> = new Set(['comment', 'withdraw', 'confirm', 'reject', 'rate'] as const);

export function isSamePlace(one: Place, other: Place): boolean {
  return one.platform === other.platform && one.tenant === other.tenant && one.conversation === other.conversation;
}
