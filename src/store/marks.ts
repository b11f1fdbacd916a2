import type { Insertable, Kysely } from 'kysely';
import type { MarkStore } from './port.ts';
import type { Schema } from './schema.ts';

export async function mark(db: Kysely<Schema>, ...[values]: Parameters<MarkStore['mark']>): Promise<boolean> {
  const { by, within, name, key, at } = values;
  const row = { name, key, at, ...within };
  if (by === undefined) return insert(db, row);
  const first = { ...row, name: `${name} by ${by}` };
  // In a transaction, and in this order: whoever comes second waits for the first one's key, and then finds it taken.
  return (await insert(db, row)) ? insert(db, first) : isMarked(db, first);
}

async function insert(db: Kysely<Schema>, row: Insertable<Schema['marks']>): Promise<boolean> {
  const inserted = await db
    .insertInto('marks')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

async function isMarked(db: Kysely<Schema>, { name, key }: { name: string; key: string }): Promise<boolean> {
  const found = await db.selectFrom('marks').select('at').where('name', '=', name).where('key', '=', key).execute();
  return found.length > 0;
}

export async function countMarks(db: Kysely<Schema>, name: string, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('marks')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('name', '=', name)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function unmark(db: Kysely<Schema>, name: string): Promise<void> {
  await db.deleteFrom('marks').where('name', '=', name).execute();
}
