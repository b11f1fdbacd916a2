import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { DeskError } from '../errors.ts';
import { createStore } from './createStore.ts';
import { migrate } from './migrations.ts';
import type { Store } from './port.ts';
import type { Schema } from './schema.ts';
import { errorCode } from './sqliteDialect.ts';

/** Connections of one process; a question holds one for some milliseconds. */
const CONNECTIONS = 10;

/**
 * @param url `postgres://user:password@host:5432/database`, with what else pg takes behind `?` (`sslmode`, `host` for a socket)
 * @param waitMs how long to wait for a connection, in milliseconds
 * @throws DeskError `store-unavailable`
 */
export async function openPostgres(url: string, waitMs: number): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: waitMs });
  // A connection that is cut while nobody uses it is replaced by the next query; unheard, the event would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db);
    return createStore(db);
  } catch (error) {
    await db.destroy();
    if (error instanceof DeskError) throw error;
    // The address stays out of it: it may carry a password.
    const why = (error instanceof Error && error.message) || errorCode(error);
    throw new DeskError('store-unavailable', `The PostgreSQL database cannot be opened: ${why}.`, { cause: error });
  }
}
