import { setImmediate as nextTurn } from 'node:timers/promises';
import { CompiledQuery, type Kysely } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Schema } from './schema.ts';

/** How what changes the database reaches it. */
export interface Writes {
  /** A single statement. */
  one<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** Several: all of them are stored when it resolves, none when it rejects. */
  whole<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
}

export function createWrites(db: Kysely<Schema>): Writes {
  if (!isPostgres(db)) {
    const grouped = groupCommit(db);
    return { one: (work) => grouped(single, work), whole: (work) => grouped(several, work) };
  }
  return {
    one: (work) => work(db),
    // The level at which a writer that waited for another one sees its rows and finds the conflict, instead of failing.
    whole: (work) => db.transaction().setIsolationLevel('read committed').execute(work),
  };
}

/** One caller's work in a transaction of many. */
interface Member {
  /** Resolves with what tells the caller, once the transaction is stored; rejects where the whole transaction is lost. */
  run(trx: Kysely<Schema>): Promise<() => void>;
  fail(error: unknown): void;
}

/** More would hold up what reads in between. */
const MOST = 50;
const SAVEPOINT = CompiledQuery.raw('savepoint member');
const KEEP = CompiledQuery.raw('release member');
const DROP = CompiledQuery.raw('rollback to member');
const BEGIN = CompiledQuery.raw('begin');

type Work<T> = (on: Kysely<Schema>) => Promise<T>;
/** Does one member's work, and resolves to what tells it; rejects where the whole transaction is lost. */
type Manner = <T>(trx: Kysely<Schema>, work: Work<T>, tell: PromiseWithResolvers<T>) => Promise<() => void>;

/**
 * Writes that come within one turn of the event loop, or while others are stored, share a transaction: SQLite has one writer
 * at a time, and each transaction writes its pages anew. Each takes back what it did itself where it fails, and is told of
 * success only when the transaction is stored.
 */
function groupCommit(db: Kysely<Schema>): <T>(manner: Manner, work: Work<T>) => Promise<T> {
  const waiting: Member[] = [];
  let running = false;

  async function store(group: readonly Member[]): Promise<void> {
    try {
      const tell = await db.transaction().execute(async (trx) => {
        const outcomes: (() => void)[] = [];
        for (const member of group) outcomes.push(await member.run(trx));
        return outcomes;
      });
      for (const each of tell) each();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await nextTurn();
      await store(waiting.splice(0, MOST));
    }
    running = false;
  }

  return <T>(manner: Manner, work: Work<T>) => {
    const tell = Promise.withResolvers<T>();
    waiting.push({ run: (trx) => manner(trx, work, tell), fail: tell.reject });
    if (!running) void drain();
    return tell.promise;
  };
}

/** Several statements, between savepoints. */
const several: Manner = async (trx, work, { resolve, reject }) => {
  await trx.executeQuery(SAVEPOINT);
  try {
    const value = await work(trx);
    await trx.executeQuery(KEEP);
    return () => resolve(value);
  } catch (error) {
    // Where SQLite has rolled all back by itself (disk full, I/O error) there is no such savepoint any more: this rejects,
    // and with it everybody who was told nothing yet.
    await trx.executeQuery(DROP);
    await trx.executeQuery(KEEP);
    return () => reject(error);
  }
};

/** A statement takes itself back where it fails. */
const single: Manner = async (trx, work, { resolve, reject }) => {
  try {
    const value = await work(trx);
    return () => resolve(value);
  } catch (error) {
    if (await isLost(trx)) throw error;
    return () => reject(error);
  }
};

/** Whether SQLite has rolled the transaction back by itself: within one, another cannot begin. */
function isLost(trx: Kysely<Schema>): Promise<boolean> {
  return trx.executeQuery(BEGIN).then(
    () => true,
    () => false,
  );
}
