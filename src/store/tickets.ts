import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { TicketChange, TicketSave, TicketStore } from '../triage/port.ts';
import { isActive } from '../triage/states.ts';
import {
  addressOf,
  numberOf,
  type Outgoing,
  type Person,
  type Ticket,
  type TicketEvent,
  type TicketId,
} from '../triage/ticket.ts';
import { isPostgres, withoutNul } from './dialect.ts';
import { writeFaqDraft } from './faqDrafts.ts';
import type { Schema } from './schema.ts';
import { readFollower, readTicket, writeTicket } from './ticketRows.ts';

/** Later than any clock: where a ticket is open and none runs. */
export const FAR = 8_640_000_000_000_000;

export async function takeTicketNumber(db: Kysely<Schema>): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ name: 'tickets', value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

export async function ticket(db: Kysely<Schema>, id: TicketId): Promise<Ticket | null> {
  const row = await db.selectFrom('tickets').select('body').where('number', '=', numberOf(id)).executeTakeFirst();
  if (!row) return null;
  const followers = await db
    .selectFrom('ticket_followers')
    .select('body')
    .where('ticket', '=', numberOf(id))
    .orderBy('place_in_line')
    .execute();
  return readTicket(
    row.body,
    followers.map(({ body }) => readFollower(body)),
  );
}

export async function commandResult(db: Kysely<Schema>, id: string): Promise<string | null> {
  const row = await db.selectFrom('ticket_commands').select('result').where('id', '=', id).executeTakeFirst();
  return row?.result ?? null;
}

export async function ticketEvents(db: Kysely<Schema>, id: TicketId): Promise<TicketEvent[]> {
  const rows = await db
    .selectFrom('ticket_events')
    .select('body')
    .where('ticket', '=', numberOf(id))
    .orderBy('revision')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as TicketEvent);
}

/** Inside the caller's transaction. False: somebody else was first, and the transaction must be rolled back. */
export async function writeTickets(trx: Kysely<Schema>, save: TicketSave): Promise<boolean> {
  const { command, changes, at } = save;
  const inserted = await trx
    .insertInto('ticket_commands')
    .values({ id: command.id, result: command.result, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  // In one order everywhere: two commands on the same two tickets must not wait for each other.
  const inOrder = [...changes].sort((one, other) => numberOf(one.ticket.id) - numberOf(other.ticket.id));
  for (const change of inOrder) if (!(await writeChange(trx, change, at))) return false;
  await writeOutgoing(trx, OF_NONE, save.outgoing ?? [], at);
  return true;
}

/** Stands in the outbox for a ticket's number: they begin at 1. */
const OF_NONE = 0;

async function writeOutgoing(trx: Kysely<Schema>, number: number, outgoing: readonly Outgoing[], at: number) {
  for (const { kind, target, body } of outgoing) {
    await trx
      .insertInto('outbox')
      .values({ ticket: number, kind, target, body: withoutNul(body), attempts: 0, due: at })
      .execute();
  }
}

async function writeChange(trx: Kysely<Schema>, change: TicketChange, at: number): Promise<boolean> {
  if (!(await writeRow(trx, change, at))) return false;
  const number = numberOf(change.ticket.id);
  for (const event of change.events) {
    const body = withoutNul(JSON.stringify(event));
    await trx.insertInto('ticket_events').values({ ticket: number, revision: event.revision, body }).execute();
  }
  await writeFollowers(trx, change.ticket);
  if (change.terms !== null) await writeTerms(trx, number, change.terms);
  await writeOutgoing(trx, number, change.outgoing, at);
  if (change.draft) await writeFaqDraft(trx, change.draft);
  if (change.draft === null) await trx.deleteFrom('faq_drafts').where('ticket', '=', number).execute();
  return true;
}

async function writeRow(
  trx: Kysely<Schema>,
  { ticket: given, breachAt, nextAt, atMost }: TicketChange,
  at: number,
): Promise<boolean> {
  const number = numberOf(given.id);
  const columns = {
    requester: addressOf(given.requester),
    assignee: given.assignee ? addressOf(given.assignee) : '',
    category: given.category,
    ...timesOf(given, { breachAt, nextAt }),
    closed_at: given.state === 'closed' ? given.stateSince : null,
    revision: given.revision,
    body: withoutNul(writeTicket(given)),
  };
  if (given.revision === 1) {
    if (atMost && !(await hasRoom(trx, given.requester, atMost))) return false;
    const inserted = await trx
      .insertInto('tickets')
      .values({ number, created_at: at, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await trx
    .updateTable('tickets')
    .set(columns)
    .where('number', '=', number)
    .where('revision', '=', given.revision - 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function countOpened(db: Kysely<Schema>, requester: Person, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('requester', '=', addressOf(requester))
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Inside the transaction, one of a requester after the other: several conversations at once open no more than one would. */
async function hasRoom(
  trx: Kysely<Schema>,
  requester: Person,
  { since, count }: NonNullable<TicketChange['atMost']>,
): Promise<boolean> {
  if (isPostgres(trx)) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${addressOf(requester)}, 0))`.execute(trx);
  }
  return (await countOpened(trx, requester, since)) < count;
}

function timesOf({ state }: Pick<Ticket, 'state'>, { breachAt, nextAt }: Parameters<TicketStore['retime']>[1]) {
  return { breach_at: isActive(state) ? (breachAt ?? FAR) : null, next_at: nextAt };
}

export async function retime(
  db: Kysely<Schema>,
  { id, revision, state }: Pick<Ticket, 'id' | 'revision' | 'state'>,
  times: Parameters<TicketStore['retime']>[1],
): Promise<void> {
  await db
    .updateTable('tickets')
    .set(timesOf({ state }, times))
    .where('number', '=', numberOf(id))
    .where('revision', '=', revision)
    .execute();
}

/** They only ever grow: what is there already stays. */
async function writeFollowers(trx: Kysely<Schema>, { id, followers }: Ticket): Promise<void> {
  if (followers.length === 0) return;
  const rows = followers.map((follower, place) => ({
    ticket: numberOf(id),
    person: addressOf(follower.person),
    place_in_line: place,
    body: withoutNul(JSON.stringify(follower)),
  }));
  await trx
    .insertInto('ticket_followers')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function writeTerms(trx: Kysely<Schema>, number: number, terms: readonly string[]): Promise<void> {
  await trx.deleteFrom('ticket_terms').where('ticket', '=', number).execute();
  const rows = [...new Set(terms.map(withoutNul))].map((term) => ({ term, ticket: number }));
  if (rows.length > 0) await trx.insertInto('ticket_terms').values(rows).execute();
}

/** Tickets closed before `before`, in steps, so that others get their turn in between. */
export async function purgeTickets(db: Kysely<Schema>, before: number): ReturnType<TicketStore['purgeTickets']> {
  let tickets = 0;
  for (;;) {
    const removed = await db.transaction().execute(async (trx) => {
      const closed = trx.selectFrom('tickets').select('number').where('closed_at', '<', before).limit(STEP);
      // Locked, so that none is opened again meanwhile; one that somebody is about to change stays for the next time.
      const old = await (isPostgres(db) ? closed.forUpdate().skipLocked() : closed).execute();
      const numbers = old.map(({ number }) => number);
      if (numbers.length === 0) return 0;
      for (const table of ['ticket_events', 'ticket_followers', 'ticket_terms', 'outbox', 'faq_drafts'] as const) {
        await trx.deleteFrom(table).where('ticket', 'in', numbers).execute();
      }
      await trx.deleteFrom('tickets').where('number', 'in', numbers).execute();
      return numbers.length;
    });
    tickets += removed;
    if (removed === 0) break;
    await nextTurn();
  }
  // Given up, or for a platform that is switched off, where nobody asks for it.
  const since = (column: 'ended_at' | 'due') =>
    db.deleteFrom('outbox').where('ticket', '=', OF_NONE).where(column, '<', before).execute();
  await since('ended_at');
  await since('due');
  const commands = await db.deleteFrom('ticket_commands').where('at', '<', before).executeTakeFirst();
  return { tickets, commands: Number(commands.numDeletedRows) };
}

const STEP = 200;
