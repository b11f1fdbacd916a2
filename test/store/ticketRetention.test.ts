import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { removeOld } from '../../adapters/retention.ts';
import { readConfig } from '../../src/config.ts';
import { createStore } from '../../src/store/createStore.ts';
import { migrate } from '../../src/store/migrations.ts';
import type { Store } from '../../src/store/port.ts';
import type { Schema } from '../../src/store/schema.ts';
import { createSqliteDialect } from '../../src/store/sqliteDialect.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { ANNA, DAY, MONDAY, person, place, RITA } from '../triage/people.ts';
import { change, newTicket, save } from './ticketSaves.ts';

const DAYS = 30;
const NOW = MONDAY + 40 * DAY;
/** The last moment that is not too old. */
const LIMIT = NOW - DAYS * DAY;
/** All that hangs on a ticket, by its number. */
const HANGING = ['ticket_events', 'ticket_followers', 'ticket_terms', 'outbox', 'faq_drafts'] as const;

let store: Store;
let db: Kysely<Schema>;
beforeEach(async () => {
  db = new Kysely<Schema>({ dialect: createSqliteDialect(new Database(':memory:', { timeout: 0 }), 1000) });
  await migrate(db);
  store = createStore(db);
});
afterEach(() => store.close());

/** A ticket with something in every table that hangs on it, closed at a moment; null: it stays open. */
async function ticket(number: number, closedAt: number | null): Promise<void> {
  const id = ticketId(number);
  const draft = { ticket: id, tickets: [id], question: 'q', body: 'b', at: MONDAY };
  const opened = newTicket(number, { terms: ['sync'], draft });
  await store.saveTickets(save(`o${number}`, [opened]));
  const joined = change(
    opened.ticket,
    { is: 'join', place: place('D2') },
    { role: 'requester', person: person('joe') },
  );
  await store.saveTickets(save(`j${number}`, [joined]));
  if (closedAt === null) return;
  const resolved = change(joined.ticket, { is: 'resolve', text: 'Done.' }, ANNA, MONDAY);
  await store.saveTickets(save(`r${number}`, [resolved], MONDAY));
  await store.saveTickets(save(`c${number}`, [change(resolved.ticket, { is: 'confirm' }, RITA, closedAt)], closedAt));
  const [item] = await store.outbox.claim({ now: closedAt, until: closedAt + 1, limit: 1 });
  // A dead letter is no reason to keep it.
  if (item?.ticket === id) await store.outbox.giveUp(item.id, { at: closedAt, why: 'gone' });
}

async function left(): Promise<Record<string, number[]>> {
  const rows: Record<string, number[]> = {};
  for (const table of HANGING) {
    const found = await db.selectFrom(table).select('ticket').distinct().orderBy('ticket').execute();
    rows[table] = found.map((row) => row.ticket);
  }
  return rows;
}

test('closed tickets go with all that hangs on them once they are older than the days in settings, and not sooner', async () => {
  await ticket(1, LIMIT - 1);
  await ticket(2, LIMIT);
  await ticket(3, null);
  expect((await left()).outbox).toEqual([1, 2, 3]);
  const config = readConfig({}, (path) => (path.endsWith('desk.yaml') ? `triage: { retentionDays: ${DAYS} }\n` : null));
  const lines: string[] = [];
  const log = {
    debug: (_: object, text: string) => lines.push(text),
    error: (_: object, text: string) => lines.push(text),
  };
  await removeOld({ config, store, log }, NOW);
  expect(lines).toEqual(['removed what outlived its days']);
  expect(await store.ticket(ticketId(1))).toBeNull();
  expect((await store.ticket(ticketId(2)))?.state).toBe('closed');
  expect((await store.ticket(ticketId(3)))?.state).toBe('new');
  expect(await left()).toEqual(Object.fromEntries(HANGING.map((table) => [table, [2, 3]])));
  // Their commands go by their own age.
  expect(await store.commandResult('c1')).toBeNull();
  expect(await store.commandResult('c2')).not.toBeNull();
  await removeOld({ config, store, log }, NOW + 1);
  expect(await store.ticket(ticketId(2))).toBeNull();
  expect((await left()).faq_drafts).toEqual([3]);
});

test('a store that does not answer is tried again next time', async () => {
  await store.close();
  const lines: string[] = [];
  const log = { debug: () => undefined, error: (_: object, text: string) => void lines.push(text) };
  await removeOld({ config: readConfig({}, () => null), store, log }, NOW);
  expect(lines).toEqual(['could not remove what outlived its days']);
});
