import type { Kysely } from 'kysely';
import type { FailedItem, OutboxItem, OutboxStore } from '../triage/port.ts';
import { ticketId } from '../triage/ticket.ts';
import { isPostgres, withoutNul } from './dialect.ts';
import type { Schema } from './schema.ts';
import { atLeastNone } from './ticketLists.ts';

export async function claim(db: Kysely<Schema>, ...[lease]: Parameters<OutboxStore['claim']>): Promise<OutboxItem[]> {
  const { now, until, limit } = lease;
  const heads = db
    .selectFrom('outbox as head')
    .select('head.id')
    .where('head.due', '<=', now)
    // Whatever is older for the same ticket and target goes first, be it leased or put off.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as earlier')
            .select('earlier.id')
            .whereRef('earlier.ticket', '=', 'head.ticket')
            .whereRef('earlier.target', '=', 'head.target')
            .whereRef('earlier.id', '<', 'head.id')
            .where('earlier.due', 'is not', null),
        ),
      ),
    )
    .orderBy('head.id')
    .limit(atLeastNone(limit));
  const rows = await db
    // Materialized, or PostgreSQL may run the selection more than once and lease more than the limit.
    .with(
      (cte) => cte('heads').materialized(),
      // SQLite has one writer at a time; PostgreSQL passes over rows that another claim is about to take.
      () => (isPostgres(db) ? heads.forUpdate().skipLocked() : heads),
    )
    .updateTable('outbox')
    .from('heads')
    .whereRef('outbox.id', '=', 'heads.id')
    .where('outbox.due', '<=', now)
    .set((eb) => ({ due: until, attempts: eb('outbox.attempts', '+', 1) }))
    .returning(['outbox.id', 'outbox.ticket', 'outbox.kind', 'outbox.target', 'outbox.body', 'outbox.attempts'])
    .execute();
  return rows
    .map((row) => item({ ...row, attempts: row.attempts - 1 }))
    .sort((one, other) => Number(one.id) - Number(other.id));
}

interface Row extends Pick<OutboxItem, 'kind' | 'target' | 'body' | 'attempts'> {
  id: number | string | bigint;
  ticket: number;
}

function item({ id, ticket, kind, target, body, attempts }: Row): OutboxItem {
  return { id: String(id), ticket: ticketId(ticket), kind, target, body, attempts };
}

function waiting(db: Kysely<Schema>, id: string) {
  return db.updateTable('outbox').where('id', '=', Number(id)).where('due', 'is not', null);
}

export async function finish(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', Number(id)).where('due', 'is not', null).execute();
}

export async function postpone(
  db: Kysely<Schema>,
  ...[id, change]: Parameters<OutboxStore['postpone']>
): Promise<void> {
  await waiting(db, id)
    .set({ due: change.until, why: withoutNul(change.why) })
    .execute();
}

export async function giveUp(db: Kysely<Schema>, ...[id, change]: Parameters<OutboxStore['giveUp']>): Promise<void> {
  await waiting(db, id)
    .set({ due: null, ended_at: change.at, why: withoutNul(change.why) })
    .execute();
}

export async function prolong(
  db: Kysely<Schema>,
  ...[id, lease]: Parameters<OutboxStore['prolong']>
): Promise<boolean> {
  const updated = await waiting(db, id).where('due', '=', lease.from).set({ due: lease.until }).executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function failed(
  db: Kysely<Schema>,
  ...[limit, kinds]: Parameters<OutboxStore['failed']>
): Promise<FailedItem[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'ticket', 'kind', 'target', 'body', 'attempts', 'why', 'ended_at'])
    .where('due', 'is', null)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(atLeastNone(limit))
    .execute();
  return rows.map((row) => ({ ...item(row), why: row.why ?? '', at: Number(row.ended_at) }));
}

export async function replay(
  db: Kysely<Schema>,
  ...[id, at, kind]: Parameters<OutboxStore['replay']>
): Promise<boolean> {
  const updated = await db
    .updateTable('outbox')
    .where('id', '=', Number(id))
    .where('due', 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'webhook'))
    .set({ due: at, ended_at: null, attempts: 0 })
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
