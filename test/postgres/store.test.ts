import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import { storeContract } from '../store/contract.ts';
import { delivery } from '../store/site.ts';
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

test.each([
  ['a server that is not there', (url: string) => url.replace(/host=.*/, 'host=%2Fnowhere')],
  ['a database that does not exist', (url: string) => url.replace('/postgres?', '/nothing?')],
])('%s: refused with a clear line, without what the address holds', async (_name, change) => {
  const url = change(server.url).replace('desk@', 'desk:hunter2@');
  const error = await openStore(url, { waitMs: 2000 }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'store-unavailable' });
  expect(String(error)).not.toContain('hunter2');
});
