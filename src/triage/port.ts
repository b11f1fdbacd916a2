import type { FaqDraft, Outgoing, Person, Ticket, TicketEvent, TicketId } from './ticket.ts';

/** What tickets need of a store. All times are milliseconds since 1970; `src/store/tickets*.ts` implement it. */

/** What one command changes of one ticket. */
export interface TicketChange {
  /** As it is afterwards; its revision is one above the stored one, and 1 where it is new. */
  ticket: Ticket;
  events: readonly TicketEvent[];
  outgoing: readonly Outgoing[];
  /** When the next clock runs out; null: none runs. */
  breachAt: number | null;
  /** When the sweep must look at it; null: never. */
  nextAt: number | null;
  /** Words by which it is found as like another; null: they stay as they are. */
  terms: readonly string[] | null;
  /** Of a new one: how many its requester may have opened since then before it; with more it is a conflict. */
  atMost?: { since: number; count: number };
  /** Replaces the ticket's draft, or is its first one; null: what it was made of holds no more, and it goes. */
  draft?: FaqDraft | null;
}

/** Everything that one command changes. All of it is written in one transaction, or none. */
export interface TicketSave {
  /** Its id, and what it returned as JSON text: the same id again returns the same. */
  command: { id: string; result: string };
  changes: readonly TicketChange[];
  /** What goes out beside them and is about no one ticket. */
  outgoing?: readonly Outgoing[];
  at: number;
}

/** Narrows a queue; what is left out narrows nothing. */
export interface QueueFilter {
  /** Null: nobody has it. */
  assignee?: Person | null;
  category?: string;
  /** A clock runs out before this. */
  breachBefore?: number;
}

/** Where the next page of a queue begins. */
export interface QueueCursor {
  breachAt: number;
  number: number;
}

export interface QueuePage {
  tickets: { ticket: Ticket; breachAt: number | null }[];
  /** Null: that was the last page. */
  next: QueueCursor | null;
}

/** What a channel is told once a day. Categories of which there is nothing to tell are left out. */
export interface Figures {
  /** What somebody works on or should: how many, and of them those that wait on the requester, whose clock has run out or will soon, and that nobody has. */
  open: readonly {
    category: string;
    open: number;
    waiting: number;
    late: number;
    soon: number;
    unassigned: number;
    oldestUnassigned: TicketId | null;
  }[];
  opened: readonly { category: string; count: number }[];
  /** Resolved or closed, and in that state since then. */
  ended: readonly Ticket[];
}

export interface TicketStore {
  /** The next ticket's number; gaps are left where a ticket is not sent after all. */
  takeTicketNumber(): Promise<number>;
  ticket(id: TicketId): Promise<Ticket | null>;
  /** What a command returned that was done before. */
  commandResult(id: string): Promise<string | null>;
  /** `conflict`: another command changed one of the tickets in between, or this one was done already; load again and repeat. */
  saveTickets(save: TicketSave): Promise<'saved' | 'conflict'>;
  /** Oldest first. */
  ticketEvents(id: TicketId): Promise<TicketEvent[]>;
  /** What somebody works on or should, soonest breach first, without followers. */
  queue(filter: QueueFilter, page: { limit: number; after: QueueCursor | null }): Promise<QueuePage>;
  /** Every ticket above a number, in the order of numbers, with its followers. */
  ticketsAfter(number: number, limit: number): Promise<Ticket[]>;
  /** A requester's own, newest first, without followers. */
  ticketsOf(requester: Person, limit: number): Promise<Ticket[]>;
  /** Those of others that somebody joined, newest first, without followers. */
  joinedTickets(person: Person, limit: number): Promise<Ticket[]>;
  /** How many a requester opened since. */
  countOpened(requester: Person, since: number): Promise<number>;
  /** Of each term up to `limit` of the newest open tickets that have it. */
  ticketsWith(terms: readonly string[], limit: number): Promise<{ term: string; ticket: TicketId }[]>;
  /** Those the sweep must look at by `now`, soonest first. */
  dueTickets(now: number, limit: number): Promise<TicketId[]>;
  /** Notes anew when it is due; where it has changed since it was read, nothing. */
  retime(
    read: Pick<Ticket, 'id' | 'revision' | 'state'>,
    times: Pick<TicketChange, 'breachAt' | 'nextAt'>,
  ): Promise<void>;
  /** `soon`: a clock that runs out until then runs out soon; `since`: for what was opened and ended; `limit`: for each way to end. */
  figures(bounds: { now: number; soon: number; since: number; limit: number }): Promise<Figures>;
  faqDraft(id: TicketId): Promise<FaqDraft | null>;
  /** All of them, the oldest ticket first. */
  faqDrafts(): Promise<FaqDraft[]>;
  /** Removes tickets that were closed before `before`, with all that belongs to them, and ids of commands as old. */
  purgeTickets(before: number): Promise<{ tickets: number; commands: number }>;
  readonly outbox: OutboxStore;
}

/** One thing on its way out, leased to the caller. */
export interface OutboxItem extends Outgoing {
  id: string;
  /** `DESK-0` of what is about no one ticket. */
  ticket: TicketId;
  /** How often it was tried and not finished. */
  attempts: number;
}

export interface FailedItem extends OutboxItem {
  why: string;
  /** When it was given up. */
  at: number;
}

/** What is on its way out. Of one ticket and target only the oldest is ever leased: the others wait for it. */
export interface OutboxStore {
  /** Leases to the caller, until `until`, up to `limit` items that were due by `now`, oldest first. */
  claim(lease: { now: number; until: number; limit: number }): Promise<OutboxItem[]>;
  /** Delivered: the item is gone. */
  finish(id: string): Promise<void>;
  postpone(id: string, change: { until: number; why: string }): Promise<void>;
  /** A dead letter: listed, never tried again unless replayed, and nothing waits for it. */
  giveUp(id: string, change: { at: number; why: string }): Promise<void>;
  /** Moves the end of a lease; false: it is no longer the caller's. */
  prolong(id: string, lease: { from: number; until: number }): Promise<boolean>;
  /** Dead letters, newest first; of some kinds, one at least, or of all. */
  failed(limit: number, kinds?: readonly Outgoing['kind'][]): Promise<FailedItem[]>;
  /** Tries a dead letter again; false: there is none of this id and kind. */
  replay(id: string, at: number, kind?: Outgoing['kind']): Promise<boolean>;
}
