import type { ColumnType, GeneratedAlways } from 'kysely';
import type { UserId } from '../brand.ts';

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

/** The tables as `migrations.ts` leaves them: both change together. */
export interface Schema {
  sessions: SessionTable;
  deliveries: DeliveryTable;
  questions: QuestionTable;
  secrets: SecretTable;
}
