import type { Kysely } from 'kysely';
import { isPostgres, withoutNul } from './dialect.ts';
import type { ClaimedDelivery, InboxStore, ReceivedDelivery, UndeliveredDelivery } from './port.ts';
import type { Schema } from './schema.ts';

/** One statement, because every delivery waits for it before it is acknowledged. */
export async function receive(db: Kysely<Schema>, delivery: ReceivedDelivery): Promise<boolean> {
  const { platform, id, body, at, until, within } = delivery;
  const inserted = await db
    .insertInto('inbox')
    // Counted with each lease and not with each failure: work that ends its process counts as well.
    .values({ platform, id, body, attempts: 1, received_at: at, due: until, ...within })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

function unfinished(db: Kysely<Schema>, platform: string, id: string) {
  return db.updateTable('inbox').where('platform', '=', platform).where('id', '=', id).where('due', 'is not', null);
}

export async function finish(db: Kysely<Schema>, platform: string, id: string, at: number): Promise<void> {
  await unfinished(db, platform, id)
    .set({ body: null, why: null, due: null, ended_at: at, tenant: null, conversation: null })
    .execute();
}

export async function postpone(db: Kysely<Schema>, ...given: Parameters<InboxStore['postpone']>): Promise<void> {
  const [platform, id, { until, why }] = given;
  await unfinished(db, platform, id)
    .set({ due: until, why: withoutNul(why) })
    .execute();
}

export async function giveUp(db: Kysely<Schema>, ...given: Parameters<InboxStore['giveUp']>): Promise<void> {
  const [platform, id, { at, why }] = given;
  await unfinished(db, platform, id)
    .set({ due: null, ended_at: at, why: withoutNul(why) })
    .execute();
}

export async function prolong(db: Kysely<Schema>, ...given: Parameters<InboxStore['prolong']>): Promise<boolean> {
  const [platform, id, { from, until }] = given;
  const updated = await unfinished(db, platform, id).where('due', '=', from).set({ due: until }).executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function claim(db: Kysely<Schema>, ...given: Parameters<InboxStore['claim']>): Promise<ClaimedDelivery[]> {
  const [platform, { now, until, limit }] = given;
  const oldest = db
    .selectFrom('inbox')
    .select(['platform', 'id'])
    .where('platform', '=', platform)
    .where('due', '<=', now)
    .orderBy('received_at')
    .orderBy('id')
    .limit(rows(limit));
  const rowsClaimed = await db
    // Materialized, or PostgreSQL may run the selection more than once and lease more than the limit.
    .with(
      (cte) => cte('oldest').materialized(),
      // SQLite has one writer at a time; PostgreSQL passes over rows that another claim is about to take.
      () => (isPostgres(db) ? oldest.forUpdate().skipLocked() : oldest),
    )
    .updateTable('inbox')
    .from('oldest')
    .whereRef('inbox.platform', '=', 'oldest.platform')
    .whereRef('inbox.id', '=', 'oldest.id')
    .where('inbox.due', '<=', now)
    .set((eb) => ({ due: until, attempts: eb('inbox.attempts', '+', 1) }))
    .returning(['inbox.id', 'inbox.body', 'inbox.attempts', 'inbox.received_at'])
    .execute();
  return rowsClaimed
    .map((row) => ({ ...row, at: Number(row.received_at) }))
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
    .map(({ id, body, attempts }) => ({ id, body: body ?? '', attempts: attempts - 1 }));
}

/** Its two conditions are those of the index `inbox_given_up`. */
function givenUp(db: Kysely<Schema>) {
  return db.selectFrom('inbox').where('due', 'is', null).where('body', 'is not', null);
}

export async function countUndelivered(db: Kysely<Schema>): Promise<number> {
  const { count } = await givenUp(db)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function undelivered(db: Kysely<Schema>, limit: number): Promise<UndeliveredDelivery[]> {
  const found = await givenUp(db)
    .select(['platform', 'id', 'body', 'attempts', 'why', 'received_at', 'ended_at'])
    .orderBy('ended_at', 'desc')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(rows(limit))
    .execute();
  return found.map(({ platform, id, body, attempts, why, received_at, ended_at }) => ({
    platform,
    id,
    body: body ?? '',
    attempts,
    why: why ?? '',
    receivedAt: Number(received_at),
    at: Number(ended_at),
  }));
}

function rows(limit: number): number {
  return Math.max(0, Math.trunc(limit));
}
