import type { Kysely } from 'kysely';
import type { MarkStore } from './port.ts';
import type { Schema } from './schema.ts';

export async function mark(db: Kysely<Schema>, ...[values]: Parameters<MarkStore['mark']>): Promise<boolean> {
  const { name, key, at, within } = values;
  const inserted = await db
    .insertInto('marks')
    .values({ name, key, at, ...within })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
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
