import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { openStore } from '../../src/store/open.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { storeContract } from '../store/contract.ts';
import { delivery } from '../store/site.ts';
import { change, newTicket, save } from '../store/ticketSaves.ts';
import { DAY, MONDAY } from '../triage/people.ts';
import { type PostgresServer, startPostgres } from './server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop());

storeContract({
  name: 'PostgreSQL',
  opensOnce: false,
  fresh: async () => {
    await server.clear();
    return { open: () => openStore(server.url), remove: async () => {} };
  },
});

test('several processes may start at once on an empty database', async () => {
  await server.clear();
  const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(server.url)));
  await Promise.all(stores.map((store) => store.check()));
  await Promise.all(stores.map((store) => store.close()));
});

test('what was acknowledged is there after a crash of the server, and the store goes on by itself', async () => {
  await server.clear();
  const store = await openStore(server.url);
  expect(await store.receive(delivery('e1'))).toBe(true);
  await server.crash();
  expect(await store.receive(delivery('e1'))).toBe(false);
  expect(await store.receive(delivery('e2'))).toBe(true);
  await store.close();
});

test('a ticket that is opened again while the old ones are removed stays whole', async () => {
  await server.clear();
  const store = await openStore(server.url);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  for (const number of [1, 2]) {
    const opened = newTicket(number);
    await store.saveTickets(save(`o${number}`, [opened]));
    await store.saveTickets(save(`w${number}`, [change(opened.ticket, { is: 'withdraw' })]));
  }
  // Another replica, in the middle of it.
  await client.query('begin');
  await client.query('update tickets set closed_at = null where number = 1');
  const removing = store.purgeTickets(MONDAY + DAY);
  await Promise.race([removing, sleep(500)]);
  await client.query('commit');
  expect(await removing).toMatchObject({ tickets: 1 });
  expect(await store.ticket(ticketId(1))).not.toBeNull();
  expect(await store.ticketEvents(ticketId(1))).toHaveLength(2);
  await client.end();
  await store.close();
});

test.each([
  ['a server that is not there', (url: string) => url.replace(/host=.*/, 'host=%2Fnowhere')],
  ['a database that does not exist', (url: string) => url.replace('/postgres?', '/nothing?')],
])('%s: refused with a clear line, without what the address holds', async (_name, change) => {
  const url = change(server.url).replace('desk@', 'desk:hunter2@');
  const error = await openStore(url, { waitMs: 2000 }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'store-unavailable' });
  expect(String(error)).not.toContain('hunter2');
});
