import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { figures } from './contractFigures.ts';
import { forgetting } from './contractForget.ts';
import { inbox } from './contractInbox.ts';
import { outbox } from './contractOutbox.ts';
import { platforms } from './contractPlatforms.ts';
import { posting } from './contractPosting.ts';
import { retention } from './contractRetention.ts';
import { tickets } from './contractTickets.ts';
import { conflicts, sessions } from './contractTurns.ts';
import { delivery, deliveryId, key, question, type Site, type SiteKind, turn, untilSaved } from './site.ts';

/** What every store keeps to, whatever database lies under it. */
export function storeContract(kind: SiteKind): void {
  describe(kind.name, () => {
    let site: Site;
    let store: Store;

    beforeEach(async () => {
      site = await kind.fresh();
      store = await site.open();
    });
    afterEach(async () => {
      await store.close();
      await site.remove();
    });

    sessions(() => store);
    conflicts(() => store);
    retention(() => store);
    questionLog(() => store);
    inbox(() => store);
    platforms(() => store);
    tickets(() => store);
    figures(() => store);
    outbox(() => store);
    posting(() => store);
    forgetting(() => store);
    secretsAndLife(() => store);
    if (!kind.opensOnce) severalStores(() => ({ site, store }));
  });
}

function questionLog(get: () => Store): void {
  describe('the question log', () => {
    test('newest first; of one millisecond the later one first; never more than the limit', async () => {
      for (const [text, at] of [
        ['b', 20],
        ['a', 10],
        ['c', 20],
        ['d', 20],
        ['e', 30],
      ] as const) {
        await get().saveTurn({ ...turn(key(text), 1, text, at) });
      }
      const texts = async (limit: number) => (await get().questions(limit)).map((row) => row.text);
      expect(await texts(10)).toEqual(['e', 'd', 'c', 'b', 'a']);
      expect(await texts(2)).toEqual(['e', 'd']);
      expect(await texts(0)).toEqual([]);
    });

    test('gives back every field, and nothing about who asked', async () => {
      const at = 1_790_000_000_123;
      const rows = [
        question('how?', { platform: 'teams', outcome: 'clarify', confidence: 0.1 + 0.2, corpusVersion: '2026-01' }),
        question(null, { entry: null, confidence: null }),
        question('nul \0 inside', { confidence: 1 }),
      ];
      for (const [index, row] of rows.entries()) {
        await get().saveTurn({ ...turn(key(`C${index}`), 1, null, at + index), question: row });
      }
      expect(await get().questions(3)).toEqual([
        { ...rows[2], text: 'nul \uFFFD inside', at: at + 2 },
        { ...rows[1], at: at + 1 },
        { ...rows[0], at },
      ]);
    });
  });
}

function secretsAndLife(get: () => Store): void {
  describe('secrets, check and close', () => {
    test('a secret is made once and stays, one for each name', async () => {
      let made = 0;
      const create = () => `secret ${++made}`;
      const first = await get().secret('cookie', create);
      expect(await get().secret('cookie', create)).toBe(first);
      expect(made).toBe(1);
      expect(await get().secret('other', create)).not.toBe(first);
    });

    test('asked for many times at once, all get the same secret', async () => {
      const asked = Array.from({ length: 8 }, (_, index) => get().secret('cookie', () => `secret ${index}`));
      const secrets = await Promise.all(asked);
      expect(new Set(secrets).size).toBe(1);
      expect(await get().secret('cookie', () => 'late')).toBe(secrets[0]);
    });

    test('check passes while the store is open', async () => {
      await expect(get().check()).resolves.toBeUndefined();
    });

    test('close may be called again, lets what is under way end, and refuses what comes later', async () => {
      const saving = get().saveTurn(turn(key('C1'), 1, 'd1'));
      await Promise.all([get().close(), get().close()]);
      await get().close();
      expect(await saving).toBe('saved');
      const refused = { code: 'store-unavailable', name: 'DeskError' };
      await expect(get().check()).rejects.toMatchObject(refused);
      await expect(get().load(key('C1'), null)).rejects.toMatchObject(refused);
      await expect(get().saveTurn(turn(key('C1'), 2, 'd2'))).rejects.toMatchObject(refused);
      await expect(get().receive(delivery('e1'))).rejects.toMatchObject(refused);
      await expect(get().claim('slack', { now: 1, until: 2, limit: 1 })).rejects.toMatchObject(refused);
      await expect(get().mark({ name: 'n', key: 'k', at: 1 })).rejects.toMatchObject(refused);
    });
  });
}

function severalStores(get: () => { site: Site; store: Store }): void {
  describe('several stores on one database', () => {
    test('what one wrote is there after it was closed and opened again', async () => {
      const { site, store } = get();
      const saved = turn(key('C1'), 1, 'd1');
      await store.saveTurn(saved);
      const made = await store.secret('cookie', () => 'first');
      await store.close();
      const again = await site.open();
      expect(await again.load(key('C1'), deliveryId('d1'))).toEqual({
        session: saved.session,
        reply: '{"replyTo":"d1"}',
      });
      expect(await again.secret('cookie', () => 'second')).toBe(made);
      await again.close();
    });

    test('of turns saved at once through two of them exactly one is written; secrets are the same', async () => {
      const { site, store } = get();
      const [second, third] = await Promise.all([site.open(), site.open()]);
      const stores = [store, second, third];
      const results = await Promise.all(stores.map((each, index) => each.saveTurn(turn(key('C1'), 1, `d${index}`))));
      expect([...results].sort()).toEqual(['conflict', 'conflict', 'saved']);
      const secrets = await Promise.all(stores.map((each, index) => each.secret('cookie', () => `secret ${index}`)));
      expect(new Set(secrets).size).toBe(1);
      const ids = Array.from({ length: 30 }, (_, index) => `e${index}`);
      await Promise.all(ids.map((id, index) => untilSaved(stores[index % 3] ?? store, id)));
      expect((await store.load(key('C1'), null)).session?.revision).toBe(31);
      expect(await third.questions(100)).toHaveLength(31);
      await Promise.all([second.close(), third.close()]);
    });

    test('of deliveries received and claimed at once through two of them each is new once and claimed once', async () => {
      const { site, store } = get();
      const stores = [store, await site.open()];
      const ids = Array.from({ length: 40 }, (_, index) => `e${index}`);
      const received = await Promise.all(
        ids.flatMap((id) => stores.map((each) => each.receive(delivery(id, { until: 5 })))),
      );
      expect(received.filter(Boolean)).toHaveLength(40);
      const claimed = await Promise.all(
        ids.map((_, index) => stores[index % 2]?.claim('slack', { now: 5, until: 9, limit: 3 })),
      );
      const got = claimed.flat().map((each) => each?.id);
      expect([got.length, new Set(got).size]).toEqual([40, 40]);
      await stores[1]?.close();
    });
  });
}
