import type { Kysely } from 'kysely';
import type { QueueFilter, QueuePage, TicketStore } from '../triage/port.ts';
import { addressOf, type Person, type Ticket, type TicketId, ticketId } from '../triage/ticket.ts';
import type { Schema } from './schema.ts';
import { readFollower, readTicket } from './ticketRows.ts';
import { FAR } from './tickets.ts';

/** Lists of tickets, each read from an index of its own and never longer than its limit. */

export async function queue(
  db: Kysely<Schema>,
  filter: QueueFilter,
  { limit, after }: Parameters<TicketStore['queue']>[1],
): Promise<QueuePage> {
  // The condition of the partial indexes.
  let query = db.selectFrom('tickets').select(['number', 'breach_at', 'body']).where('breach_at', 'is not', null);
  const { assignee, category, breachBefore } = filter;
  if (assignee !== undefined) query = query.where('assignee', '=', assignee === null ? '' : addressOf(assignee));
  if (category !== undefined) query = query.where('category', '=', category);
  if (breachBefore !== undefined) query = query.where('breach_at', '<', breachBefore);
  if (after !== null) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('breach_at', 'number'), '>', tuple(after.breachAt, after.number)),
    );
  }
  const size = atLeastNone(limit);
  const rows = await query
    .orderBy('breach_at')
    .orderBy('number')
    .limit(size + 1)
    .execute();
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    tickets: shown.map(({ body, breach_at }) => ({
      ticket: readTicket(body, []),
      breachAt: Number(breach_at) === FAR ? null : Number(breach_at),
    })),
    next: rows.length > size && last ? { breachAt: Number(last.breach_at), number: last.number } : null,
  };
}

export async function ticketsAfter(db: Kysely<Schema>, number: number, limit: number): Promise<Ticket[]> {
  const rows = await db
    .selectFrom('tickets')
    .select(['number', 'body'])
    .where('number', '>', number)
    .orderBy('number')
    .limit(atLeastNone(limit))
    .execute();
  const numbers = rows.map((row) => row.number);
  const followers =
    numbers.length === 0
      ? []
      : await db
          .selectFrom('ticket_followers')
          .select(['ticket', 'body'])
          .where('ticket', 'in', numbers)
          .orderBy('place_in_line')
          .execute();
  const of = Map.groupBy(followers, ({ ticket }) => ticket);
  return rows.map((row) =>
    readTicket(
      row.body,
      (of.get(row.number) ?? []).map(({ body }) => readFollower(body)),
    ),
  );
}

export async function ticketsOf(db: Kysely<Schema>, requester: Person, limit: number): Promise<Ticket[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('body')
    .where('requester', '=', addressOf(requester))
    .orderBy('number', 'desc')
    .limit(atLeastNone(limit))
    .execute();
  return rows.map(({ body }) => readTicket(body, []));
}

export async function joinedTickets(db: Kysely<Schema>, person: Person, limit: number): Promise<Ticket[]> {
  const rows = await db
    .selectFrom('ticket_followers')
    .innerJoin('tickets', 'tickets.number', 'ticket_followers.ticket')
    .select('tickets.body')
    .where('ticket_followers.person', '=', addressOf(person))
    .orderBy('tickets.number', 'desc')
    .limit(atLeastNone(limit))
    .execute();
  return rows.map(({ body }) => readTicket(body, []));
}

export async function ticketsWith(
  db: Kysely<Schema>,
  terms: readonly string[],
  limit: number,
): ReturnType<TicketStore['ticketsWith']> {
  const found: { term: string; ticket: TicketId }[] = [];
  // One look-up a term, each bounded: a word that every ticket has costs no more than any other.
  for (const term of new Set(terms)) {
    const rows = await db
      .selectFrom('ticket_terms')
      .select('ticket')
      .where('term', '=', term)
      .orderBy('ticket', 'desc')
      .limit(atLeastNone(limit))
      .execute();
    found.push(...rows.map(({ ticket }) => ({ term, ticket: ticketId(ticket) })));
  }
  return found;
}

export async function dueTickets(db: Kysely<Schema>, now: number, limit: number): Promise<TicketId[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('number')
    .where('next_at', 'is not', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('number')
    .limit(atLeastNone(limit))
    .execute();
  return rows.map(({ number }) => ticketId(number));
}

export function atLeastNone(limit: number): number {
  return Math.max(0, Math.trunc(limit));
}
