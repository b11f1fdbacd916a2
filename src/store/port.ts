import type { ConversationId, DeliveryId, UserId } from '../brand.ts';

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
  /** Milliseconds since 1970, from the clock that was passed in. */
  at: number;
}

/** `conflict`: another turn of this conversation, or the same delivery, was saved in between; load again and repeat. */
export type SaveResult = 'saved' | 'conflict';

/** Every method rejects with a DeskError `store-unavailable` when the database refuses. */
export interface Store {
  /** The session (null: the conversation is new) and, where this delivery was answered before, its reply as JSON text. */
  load(
    key: ConversationKey,
    delivery: DeliveryId | null,
  ): Promise<{ session: StoredSession | null; reply: string | null }>;
  saveTurn(turn: Turn): Promise<SaveResult>;
  /** Removes conversations and deliveries last touched before `before` (milliseconds), and log rows before `logBefore`. */
  purge(before: number, logBefore: number): Promise<{ sessions: number; deliveries: number; questions: number }>;
  /** A secret of this installation by name, made by `create` the first time; the same for every replica. */
  secret(name: string, create: () => string): Promise<string>;
  /** Newest first. */
  questions(limit: number): Promise<(QuestionRecord & { at: number })[]>;
  /** For a health check: resolves when the database answers. */
  check(): Promise<void>;
  /** Lets what is under way end; may be called again. */
  close(): Promise<void>;
}
