import { type DeskState, type Draft, withCommenting, withDraftBy, withSent } from '../deskState.ts';
import type { Ground } from '../dialog/context.ts';
import type { Session } from '../dialog/session.ts';
import { failed, type Turn } from '../dialog/turn.ts';
import type { Message } from '../message.ts';
import type { Reply } from '../reply.ts';
import type { TriageError } from './command.ts';
import { isRefused } from './commit.ts';
import { ticketReply } from './ownTickets.ts';
import type { TicketChange, TicketStore } from './port.ts';
import type { Rules } from './rules.ts';
import type { Person, Place, TicketEvent, TicketId } from './ticket.ts';

/** A turn about tickets. `changes`: what the store writes with it, in the same transaction. */
export interface TicketTurn extends Turn {
  changes: TicketChange[];
}

export interface RequesterDeps {
  ground: Ground;
  rules: Rules;
  store: Pick<
    TicketStore,
    'ticket' | 'ticketEvents' | 'ticketsOf' | 'joinedTickets' | 'ticketsWith' | 'countOpened' | 'takeTicketNumber'
  >;
}

/** Where one message stands. */
export interface Here {
  session: Session;
  desk: DeskState;
  message: Message;
  person: Person;
  place: Place;
  now: number;
}

/** Tickets that a conversation's bare words may speak of. */
const KNOWN = 20;

/** What a turn changes of what the conversation keeps; the person's draft: null where it goes. */
interface Changed {
  tickets?: TicketId[];
  draft?: Draft | null;
  sent?: string;
  commenting?: TicketId;
}

/** The reply as it is sent: the question of the dialog goes on waiting in silence. */
export function finished({ session, desk, message: { user }, now }: Here, changed: Changed, reply: Reply): TicketTurn {
  const { tickets = desk.tickets, draft, sent, commenting = null } = changed;
  const told = withCommenting({ ...desk, tickets }, user, commenting, now);
  const drafted = draft === undefined ? told : withDraftBy(told, user, draft);
  const next = sent === undefined ? drafted : withSent(drafted, sent);
  const full: Reply = { ...reply, facts: { ...session.facts } };
  return { session: { ...session, offered: full.options, desk: next }, reply: full, changes: [] };
}

export function first(id: TicketId, { tickets }: DeskState): TicketId[] {
  return [id, ...tickets.filter((each) => each !== id)].slice(0, KNOWN);
}

/** What a command comes to, as the turn of the one who gave it. */
export function done(
  deps: RequesterDeps,
  here: Here,
  outcome: TicketChange | TriageError,
  before: readonly TicketEvent[],
  said: string,
  changed: Changed,
): TicketTurn {
  if (isRefused(outcome)) return refused(deps, here, outcome);
  const { ticket, events } = outcome;
  const reply = ticketReply(ticket, [...before, ...events], here.person, deps.rules, said);
  if (!reply) return unknownTicket(deps, here, ticket.id);
  const turn = finished(here, { ...changed, tickets: first(ticket.id, here.desk) }, reply);
  return { ...turn, changes: [outcome] };
}

export function unknownTicket(deps: RequesterDeps, here: Here, id: TicketId): TicketTurn {
  return refused(deps, here, { code: 'ticket-unknown', message: `You have no ticket ${id}.` });
}

export function refused({ ground }: RequesterDeps, here: Here, { code, message }: TriageError): TicketTurn {
  return { ...failed({ ground, session: here.session, now: here.now }, code, message), changes: [] };
}

/** What every reply carries, with nothing filled in. */
export function draftless() {
  return { options: [], open: null, reoffered: null, candidates: [], confidence: null, facts: {} };
}
