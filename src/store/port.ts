import type { ConversationId, DeliveryId, UserId } from '../brand.ts';
import type { TicketChange, TicketSave, TicketStore } from '../triage/port.ts';
import type { Person, Ticket, TicketId } from '../triage/ticket.ts';
import type { ChannelStore, FeedbackStore, InstallationStore, PostStore, ReferenceStore } from './platformPort.ts';

export type * from './platformPort.ts';

/** A conversation's key across platforms. */
export interface ConversationKey {
  platform: string;
  tenant: string;
  conversation: ConversationId;
}

/** A session as it lies in the store: the dialog's own state, opaque here, with what the store needs to know of it. */
export interface StoredSession {
  /** JSON text; the dialog reads and validates it. */
  state: string;
  /** The one who began the conversation. */
  startedBy: UserId;
  /** Grows by one with every turn; a save on an older revision is refused. */
  revision: number;
}

/** One row of the question log: what was asked and what came of it, never who asked. */
export interface QuestionRecord {
  platform: string;
  /** Masked for secrets before it comes here; null when the log keeps no texts. */
  text: string | null;
  /** The reply's kind. */
  outcome: string;
  entry: string | null;
  confidence: number | null;
  corpusVersion: string;
}

/** Everything that one turn changes. All of it is written in one transaction, or none. */
export interface Turn {
  key: ConversationKey;
  session: StoredSession;
  delivery: { id: DeliveryId; reply: string } | null;
  question: QuestionRecord | null;
  /** A command that the message gave. */
  tickets?: TicketSave | null;
  /** Milliseconds since 1970, from the clock that was passed in. */
  at: number;
}

/** `conflict`: another turn of this conversation, or the same delivery, was saved in between; load again and repeat. */
export type SaveResult = 'saved' | 'conflict';

/** One delivery of a platform, kept before it is acknowledged. All times are milliseconds since 1970. */
export interface ReceivedDelivery {
  platform: string;
  /** The platform's own id of the delivery, the same on every retry. */
  id: string;
  /** JSON text: what the work needs. Dropped when the work is done. */
  body: string;
  at: number;
  /** Leased until then to the one who received it: nobody else may claim it. */
  until: number;
  /** Where it belongs, where that is known before the work: it is forgotten with its conversation. */
  within?: Within;
}

/** A conversation of the same platform. */
export type Within = Pick<ConversationKey, 'tenant' | 'conversation'>;

/** A delivery whose lease had run out, now leased to the caller. */
export interface ClaimedDelivery {
  id: string;
  body: string;
  /** How often work on it has begun and not been finished: postponed, or ended with its process. */
  attempts: number;
}

/** A delivery that was given up. */
export interface UndeliveredDelivery {
  platform: string;
  id: string;
  body: string;
  /** How often it was leased for work. */
  attempts: number;
  why: string;
  receivedAt: number;
  /** When it was given up. */
  at: number;
}

/** Deliveries from their arrival until what they ask for is done. Changes to a delivery that has ended do nothing. */
export interface InboxStore {
  /** Keeps a delivery; false: it came before, and nothing changes. */
  receive(delivery: ReceivedDelivery): Promise<boolean>;
  /** Done: the body is dropped, the id stays until purged, so that a late retry is still known. */
  finish(platform: string, id: string, at: number): Promise<void>;
  /** Lets it be claimed again from `until` on. */
  postpone(platform: string, id: string, change: { until: number; why: string }): Promise<void>;
  /** Never tried again; stays, with its body, where `undelivered` lists it. */
  giveUp(platform: string, id: string, change: { at: number; why: string }): Promise<void>;
  /** Moves the end of a lease from `from` to `until`; false: it is no longer the caller's. */
  prolong(platform: string, id: string, lease: { from: number; until: number }): Promise<boolean>;
  /**
   * Leases to the caller, until `until`, up to `limit` deliveries whose lease ended at `now` or before: the oldest of
   * them, oldest first. Of several callers at once each gets others.
   */
  claim(platform: string, lease: { now: number; until: number; limit: number }): Promise<ClaimedDelivery[]>;
  /** What was given up, newest first. */
  undelivered(limit: number): Promise<UndeliveredDelivery[]>;
  /** How many were given up and are still kept; counted in an index of theirs alone. */
  countUndelivered(): Promise<number>;
}

/** What may happen once only. */
export interface MarkStore {
  /**
   * True the first time that this key is marked under this name. `by`: also whenever the one who was first marks it again,
   * so that work that is repeated decides as it did before. `within`: it is forgotten with that conversation.
   */
  mark(mark: { name: string; key: string; at: number; by?: string; within?: ConversationKey }): Promise<boolean>;
  /** How many keys were marked under a name at `since` or later. */
  countMarks(name: string, since: number): Promise<number>;
  /** Removes whatever was marked under a name: it may happen again. */
  unmark(name: string): Promise<void>;
}

/** How many rows were removed with a conversation. */
export interface Forgotten {
  sessions: number;
  deliveries: number;
  posts: number;
  references: number;
  marks: number;
  feedback: number;
  /** Deliveries whose content was dropped; their ids stay until they are purged, so that a late retry begins nothing. */
  inbox: number;
}

/** Rows that were removed, and rows in which a person was masked, by table; tables without any are left out. */
export interface ForgottenPerson {
  removed: Readonly<Record<string, number>>;
  masked: Readonly<Record<string, number>>;
  /** Tickets of theirs that somebody still works on. */
  open: readonly TicketId[];
}

/** Somebody to be forgotten, at a moment. `without`: what it changes of a ticket. */
export interface PersonToForget {
  person: Person;
  at: number;
  /** Counts, and changes nothing. */
  dryRun: boolean;
  without(ticket: Ticket): TicketChange;
}

/** How many rows a purge removed. */
export interface Purged {
  sessions: number;
  deliveries: number;
  questions: number;
  inbox: number;
  marks: number;
  feedback: number;
  posts: number;
  references: number;
}

/** Every method rejects with a DeskError `store-unavailable` when the database refuses. */
export interface Store
  extends InboxStore,
    MarkStore,
    InstallationStore,
    ChannelStore,
    FeedbackStore,
    PostStore,
    ReferenceStore,
    TicketStore {
  /** The session (null: the conversation is new) and, where this delivery was answered before, its reply as JSON text. */
  load(
    key: ConversationKey,
    delivery: DeliveryId | null,
  ): Promise<{ session: StoredSession | null; reply: string | null }>;
  saveTurn(turn: Turn): Promise<SaveResult>;
  /**
   * Removes what was last touched before `before` (milliseconds): conversations, deliveries, posts, marks, references
   * whose conversation has no younger session either, and of the inbox what has ended or what nobody has claimed since;
   * and before `logBefore` rows of the question log and feedback.
   */
  purge(before: number, logBefore: number): Promise<Purged>;
  /**
   * Removes all that is kept of a conversation, in one transaction. The question log stays: nothing in it leads to a
   * conversation. Of inbox and marks goes what was saved with `within`.
   */
  forgetConversation(key: ConversationKey): Promise<Forgotten>;
  /**
   * Removes or masks a person everywhere, in one transaction; once more finds nothing. It reads whole tables.
   */
  forgetPerson(asked: PersonToForget): Promise<ForgottenPerson>;
  /** Where a conversation of this id is kept, by platform and tenant; for a person at the prompt: it reads whole tables. */
  conversationsNamed(conversation: ConversationId): Promise<ConversationKey[]>;
  /** Those of the same platform and tenant of which anything is kept and whose ids begin so, in their order; it reads whole tables. */
  conversationsUnder(beginning: ConversationKey): Promise<ConversationId[]>;
  /** A secret of this installation by name, made by `create` the first time; the same for every replica. */
  secret(name: string, create: () => string): Promise<string>;
  /** Newest first. */
  questions(limit: number): Promise<(QuestionRecord & { at: number })[]>;
  /** For a health check: resolves when the database answers. */
  check(): Promise<void>;
  /** Lets what is under way end; may be called again. */
  close(): Promise<void>;
}
