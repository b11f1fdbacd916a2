import type { Kysely } from 'kysely';
import { isPostgres } from './dialect.ts';

/** SQLite numbers rows by itself for exactly this type; PostgreSQL needs a sequence. */
export function numbered(db: Kysely<unknown>): 'bigserial' | 'integer' {
  return isPostgres(db) ? 'bigserial' : 'integer';
}
