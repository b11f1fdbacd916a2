import type { ColumnType, GeneratedAlways } from 'kysely';
import type { UserId } from '../brand.ts';
import type { Outgoing } from '../triage/ticket.ts';
import type { Feedback } from './port.ts';

/** Milliseconds since 1970 in a bigint column: drivers give it as number, string or bigint, so reading goes through `Number`. */
type Millis = ColumnType<number | string | bigint, number, number>;

/** The columns that say which conversation a row belongs to. */
interface KeyColumns {
  platform: string;
  tenant: string;
  conversation: string;
}

/** One row a conversation. */
interface SessionTable extends KeyColumns {
  started_by: UserId;
  /** The dialog's own JSON text. */
  state: string;
  revision: number;
  updated_at: Millis;
}

/** One row for each delivery that was answered, with the answer, so that a platform's retry gets the same. */
interface DeliveryTable extends KeyColumns {
  delivery: string;
  reply: string;
  at: Millis;
}

/** The question log. It names no conversation and no person, and nothing here leads back to one. */
interface QuestionTable {
  /** Numbered by the database; orders rows of the same millisecond. */
  id: GeneratedAlways<number | string | bigint>;
  at: Millis;
  platform: string;
  text: string | null;
  outcome: string;
  entry: string | null;
  confidence: number | null;
  corpus_version: string;
}

/** What an installation made up for itself once, such as the key that signs its cookies. */
interface SecretTable {
  name: string;
  value: string;
}

/**
 * One row for each delivery that a platform has sent. `due` is when it may be claimed, and null once it has ended; one
 * that has ended without a body was finished, one with a body was given up.
 */
interface InboxTable {
  platform: string;
  id: string;
  /** The conversation where it is known; null once the row is finished. */
  tenant: string | null;
  conversation: string | null;
  body: string | null;
  /** How often it was leased for work. */
  attempts: number;
  received_at: Millis;
  due: ColumnType<number | string | bigint | null, number, number | null>;
  ended_at: ColumnType<number | string | bigint | null, null, number | string | bigint | null>;
  /** What went wrong last. */
  why: string | null;
}

/** What happened once: a name and a key, and the conversation that it is forgotten with, where it has one. */
interface MarkTable {
  name: string;
  key: string;
  at: Millis;
  platform: string | null;
  tenant: string | null;
  conversation: string | null;
}

/** One row for each message of ours and delivery that it shows or has shown. */
interface PostTable extends KeyColumns {
  /** Numbered by the database; orders rows of the same millisecond. */
  id: GeneratedAlways<number | string | bigint>;
  delivery: string;
  part: string;
  /** The platform's id of the message. */
  message: string;
  at: Millis;
}

/** One row a conversation that the bot may speak in unasked; how is sealed. (`references` is a word of SQL.) */
interface ReferenceTable extends KeyColumns {
  user_id: string;
  sealed: string;
  at: Millis;
}

/** One row a workspace that installed the app; its tokens are sealed. */
interface InstallationTable {
  platform: string;
  tenant: string;
  sealed: string;
  at: Millis;
}

/** What was set for a channel; numbers for yes and no, since SQLite has nothing else. */
interface ChannelTable {
  platform: string;
  tenant: string;
  channel: string;
  listens: number;
  set_by: string;
  at: Millis;
}

/** One row for each person, answer and question about it. */
interface FeedbackTable extends KeyColumns {
  /** Numbered by the database; orders rows of the same millisecond. */
  id: GeneratedAlways<number | string | bigint>;
  delivery: string;
  voter: string;
  /** Which question the vote answers: whether the answer was good, or whether the matter is solved. */
  asked: 'good' | 'solved';
  entry: string | null;
  vote: Feedback['vote'];
  reason: string | null;
  at: Millis;
}

type OptionalMillis = ColumnType<number | string | bigint | null, number | null, number | null>;

/** One row a ticket. The columns beside `body` are what it is found by. */
interface TicketTable {
  number: number;
  /** A person's address, as `addressOf` writes it. */
  requester: string;
  /** Likewise; empty where nobody has it. */
  assignee: string;
  category: string;
  /** Null: nobody needs to work on it. A far day where it is open and no clock runs. */
  breach_at: OptionalMillis;
  next_at: OptionalMillis;
  created_at: Millis;
  /** Set while it is closed. */
  closed_at: OptionalMillis;
  revision: number;
  /** The whole ticket as JSON text, without its followers. */
  body: string;
}

interface TicketEventTable {
  ticket: number;
  revision: number;
  /** The event as JSON text. */
  body: string;
}

interface TicketFollowerTable {
  ticket: number;
  /** Their address. */
  person: string;
  /** In the order in which they joined. */
  place_in_line: number;
  /** Person and place as JSON text. */
  body: string;
}

interface TicketTermTable {
  term: string;
  ticket: number;
}

/** Commands that were done: the same id is not done twice. */
interface TicketCommandTable {
  id: string;
  result: string;
  at: Millis;
}

/** What is on its way out. `due` is null once it was given up; what was delivered is removed. */
interface OutboxTable {
  id: GeneratedAlways<number | string | bigint>;
  ticket: number;
  kind: Outgoing['kind'];
  target: string;
  body: string;
  attempts: number;
  due: OptionalMillis;
  ended_at: OptionalMillis;
  why: string | null;
}

/** One row a ticket that was proposed for the FAQ. It names nobody. */
interface FaqDraftTable {
  ticket: number;
  /** JSON: the ids of the tickets that it was made from. */
  tickets: string;
  question: string;
  /** YAML. */
  body: string;
  at: Millis;
}

interface CounterTable {
  name: string;
  value: number;
}

/** The tables as `migrations.ts` leaves them: both change together. */
export interface Schema {
  sessions: SessionTable;
  deliveries: DeliveryTable;
  questions: QuestionTable;
  secrets: SecretTable;
  inbox: InboxTable;
  marks: MarkTable;
  installations: InstallationTable;
  channels: ChannelTable;
  feedback: FeedbackTable;
  posts: PostTable;
  conversation_references: ReferenceTable;
  tickets: TicketTable;
  ticket_events: TicketEventTable;
  ticket_followers: TicketFollowerTable;
  ticket_terms: TicketTermTable;
  ticket_commands: TicketCommandTable;
  outbox: OutboxTable;
  counters: CounterTable;
  faq_drafts: FaqDraftTable;
}
