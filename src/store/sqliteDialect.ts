import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';

/** SQLite changes tables inside transactions; with that, a migration is whole or absent, and two starts cannot mix. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Kysely's SQLite dialect with three differences that a server needs: statements are prepared once, a transaction
 * takes the write lock at its beginning (so it can wait for it, but never fail half way), and waiting for another
 * program's lock does not stop the event loop.
 * @param waitMs how long to wait for a lock that another program holds, in milliseconds
 */
export function createSqliteDialect(database: Database, waitMs: number): Dialect {
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => createDriver(database, waitMs),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver(database: Database, waitMs: number): Driver {
  const connection = createConnection(database, waitMs);
  const execute = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: () => execute('begin immediate'),
    commitTransaction: () => execute('commit'),
    // SQLite may have rolled back by itself (disk full, I/O error); a second rollback would hide that error.
    rollbackTransaction: async () => {
      if (database.inTransaction) await execute('rollback');
    },
    releaseConnection: async () => {},
    destroy: async () => {
      database.close();
    },
  };
}

function createConnection(database: Database, waitMs: number): DatabaseConnection {
  // Never cleared: the texts come from this folder's queries, values are parameters, so there are only a few dozen.
  const statements = new Map<string, SqliteStatement>();

  function execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
  }

  return {
    executeQuery: (query) => whileBusy(waitMs, () => execute(query)),
    streamQuery: () => {
      throw new Error('Streaming is not used here.');
    },
  };
}

/**
 * Repeats `attempt` while another connection holds the lock it needs, pausing in between; SQLite's own waiting would
 * block every other request meanwhile. A statement that was refused as busy has changed nothing.
 */
export async function whileBusy<T>(waitMs: number, attempt: () => T): Promise<T> {
  let pause = 1;
  for (let waited = 0; ; waited += pause) {
    try {
      return attempt();
    } catch (error) {
      if (waited >= waitMs || !isBusy(error)) throw error;
    }
    pause = Math.min(pause * 2, 50);
    await sleep(pause);
  }
}

function isBusy(error: unknown): boolean {
  return errorCode(error).startsWith('SQLITE_BUSY');
}

/** The code that Node and SQLite put on their errors; empty where there is none. */
export function errorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
