import { type Kysely, sql } from 'kysely';
import type { Figures, TicketStore } from '../triage/port.ts';
import { ticketId } from '../triage/ticket.ts';
import type { Schema } from './schema.ts';
import { atLeastNone } from './ticketLists.ts';
import { readTicket } from './ticketRows.ts';
import { FAR } from './tickets.ts';

/** Counted over everything that is open, which takes as long as there are open tickets: for once a day, not for each message. */
export async function figures(
  db: Kysely<Schema>,
  { now, soon, since, limit }: Parameters<TicketStore['figures']>[0],
): Promise<Figures> {
  const open = await db
    .selectFrom('tickets')
    .select(({ fn }) => [
      'category',
      fn.countAll().as('open'),
      sql<number>`sum(case when breach_at = ${FAR} then 1 else 0 end)`.as('waiting'),
      sql<number>`sum(case when breach_at <= ${now} then 1 else 0 end)`.as('late'),
      sql<number>`sum(case when breach_at > ${now} and breach_at <= ${soon} then 1 else 0 end)`.as('soon'),
      sql<number>`sum(case when assignee = '' then 1 else 0 end)`.as('unassigned'),
      sql<number | null>`min(case when assignee = '' then number end)`.as('oldest'),
    ])
    .where('breach_at', 'is not', null)
    .groupBy('category')
    .execute();
  return {
    open: open.map(({ category, oldest, ...counts }) => ({
      category,
      open: Number(counts.open),
      waiting: Number(counts.waiting),
      late: Number(counts.late),
      soon: Number(counts.soon),
      unassigned: Number(counts.unassigned),
      oldestUnassigned: oldest === null ? null : ticketId(Number(oldest)),
    })),
    opened: await opened(db, since),
    ended: await ended(db, since, limit),
  };
}

/** Numbers grow with time: from the newest down to the first that is older. */
async function opened(db: Kysely<Schema>, since: number): Promise<Figures['opened']> {
  const older = await db
    .selectFrom('tickets')
    .select('number')
    .where('created_at', '<', since)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('tickets')
    .select(({ fn }) => ['category', fn.countAll().as('count')])
    .where('number', '>', older?.number ?? 0)
    .groupBy('category')
    .execute();
  return rows.map(({ category, count }) => ({ category, count: Number(count) }));
}

/** What is resolved and has no end yet has a timer that makes one; what was closed is found by when. */
async function ended(db: Kysely<Schema>, since: number, limit: number): Promise<Figures['ended']> {
  const resolved = await db
    .selectFrom('tickets')
    .select('body')
    .where('next_at', 'is not', null)
    .where('breach_at', 'is', null)
    .where('closed_at', 'is', null)
    .orderBy('next_at', 'desc')
    .limit(atLeastNone(limit))
    .execute();
  const closed = await db
    .selectFrom('tickets')
    .select('body')
    .where('closed_at', '>=', since)
    .orderBy('closed_at', 'desc')
    .limit(atLeastNone(limit))
    .execute();
  const tickets = [...resolved, ...closed].map(({ body }) => readTicket(body, []));
  return tickets.filter(({ stateSince }) => stateSince >= since);
}
