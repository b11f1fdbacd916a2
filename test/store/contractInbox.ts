import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { delivery } from './site.ts';

const ids = (claimed: readonly { id: string }[]) => claimed.map((each) => each.id);

/** A delivery is kept from its arrival until what it asks for is done. */
export function inbox(get: () => Store): void {
  arrival(get);
  ends(get);
  claims(get);
  leases(get);
}

function arrival(get: () => Store): void {
  describe('receive', () => {
    test('keeps a delivery the first time; the second one changes nothing', async () => {
      expect(await get().receive(delivery('e1', { body: 'first', at: 10, until: 20 }))).toBe(true);
      expect(await get().receive(delivery('e1', { body: 'second', at: 11, until: 99 }))).toBe(false);
      expect(await get().claim('slack', { now: 20, until: 30, limit: 5 })).toEqual([
        { id: 'e1', body: 'first', attempts: 1 },
      ]);
    });

    test('the same id of another platform is another delivery', async () => {
      expect(await get().receive(delivery('e1'))).toBe(true);
      expect(await get().receive(delivery('e1', { platform: 'teams', body: 'of teams' }))).toBe(true);
      await get().finish('slack', 'e1', 5);
      expect(await get().claim('slack', { now: 5000, until: 6000, limit: 5 })).toEqual([]);
      expect((await get().claim('teams', { now: 5000, until: 6000, limit: 5 }))[0]?.body).toBe('of teams');
    });

    test('of twenty at once with one id exactly one is new', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, () => get().receive(delivery('e1'))));
      expect(results.filter(Boolean)).toHaveLength(1);
    });

    test.each([
      ['quotes, backslashes, marks of SQL', `'"; drop table inbox; -- \\ %_ \\u0000`],
      ['several scripts and emoji', 'Ünïcode 同期 عربي 👩‍🚀👍🏽'],
      ['the empty text', ''],
      ['400,000 characters', 'ä€😀x'.repeat(80_000)],
    ])('keeps a body as it is: %s', async (_name, body) => {
      await get().receive(delivery('e1', { body, until: 1 }));
      expect((await get().claim('slack', { now: 1, until: 2, limit: 1 }))[0]?.body).toBe(body);
    });
  });
}

function ends(get: () => Store): void {
  describe('finish and giveUp', () => {
    test('what is finished is known, is never claimed and has lost its body', async () => {
      await get().receive(delivery('e1', { until: 20 }));
      await get().finish('slack', 'e1', 15);
      expect(await get().receive(delivery('e1'))).toBe(false);
      expect(await get().claim('slack', { now: 9999, until: 99_999, limit: 5 })).toEqual([]);
      expect(await get().undelivered(5)).toEqual([]);
    });

    test('what was given up is known, is never claimed and stays listed with its body', async () => {
      await get().receive(delivery('e1', { body: 'typed', at: 10, until: 20 }));
      await get().postpone('slack', 'e1', { until: 30, why: 'at first' });
      await get().claim('slack', { now: 30, until: 40, limit: 5 });
      await get().giveUp('slack', 'e1', { at: 35, why: 'channel \0 gone' });
      expect(await get().receive(delivery('e1'))).toBe(false);
      expect(await get().claim('slack', { now: 9999, until: 99_999, limit: 5 })).toEqual([]);
      expect(await get().undelivered(5)).toEqual([
        { platform: 'slack', id: 'e1', body: 'typed', attempts: 2, why: 'channel \uFFFD gone', receivedAt: 10, at: 35 },
      ]);
    });

    test('nothing changes what has ended, or what never came', async () => {
      const changes = async (id: string) => {
        await get().finish('slack', id, 50);
        await get().postpone('slack', id, { until: 51, why: 'late' });
        await get().giveUp('slack', id, { at: 52, why: 'late' });
        return get().prolong('slack', id, { from: 20, until: 99 });
      };
      await get().receive(delivery('done', { until: 20 }));
      await get().finish('slack', 'done', 15);
      await get().receive(delivery('lost', { body: 'typed', until: 20 }));
      await get().giveUp('slack', 'lost', { at: 16, why: 'first' });
      for (const id of ['done', 'lost', 'never']) expect(await changes(id)).toBe(false);
      expect(await get().claim('slack', { now: 9999, until: 99_999, limit: 5 })).toEqual([]);
      expect((await get().undelivered(5)).map(({ id, body, why, at }) => [id, body, why, at])).toEqual([
        ['lost', 'typed', 'first', 16],
      ]);
    });

    test('undelivered: newest first, of one moment the later arrival, never more than the limit', async () => {
      for (const [id, at] of Object.entries({ a: 1, b: 3, c: 2, d: 4 })) {
        await get().receive(delivery(id, { at }));
        await get().giveUp('slack', id, { at: id === 'd' ? 9 : 10, why: '' });
      }
      expect(ids(await get().undelivered(10))).toEqual(['b', 'c', 'a', 'd']);
      expect(ids(await get().undelivered(2))).toEqual(['b', 'c']);
      expect(await get().undelivered(0)).toEqual([]);
      expect(await get().undelivered(-1)).toEqual([]);
    });

    test('countUndelivered: what was given up on any platform, and nothing else', async () => {
      expect(await get().countUndelivered()).toBe(0);
      for (const id of ['lost', 'gone', 'done', 'waits']) await get().receive(delivery(id));
      await get().receive(delivery('lost', { platform: 'teams' }));
      await get().finish('slack', 'done', 15);
      await get().giveUp('slack', 'lost', { at: 16, why: '' });
      await get().giveUp('slack', 'gone', { at: 17, why: '' });
      await get().giveUp('teams', 'lost', { at: 17, why: '' });
      expect(await get().countUndelivered()).toBe(3);
      await get().purge(17, 0);
      expect(await get().countUndelivered()).toBe(2);
    });
  });
}

function claims(get: () => Store): void {
  describe('claim', () => {
    test('takes what is due to the millisecond, and not again before the new lease ends', async () => {
      await get().receive(delivery('e1', { until: 100 }));
      expect(await get().claim('slack', { now: 99, until: 200, limit: 5 })).toEqual([]);
      expect(ids(await get().claim('slack', { now: 100, until: 200, limit: 5 }))).toEqual(['e1']);
      expect(await get().claim('slack', { now: 199, until: 300, limit: 5 })).toEqual([]);
      expect(ids(await get().claim('slack', { now: 200, until: 300, limit: 5 }))).toEqual(['e1']);
    });

    test('oldest first by arrival, whatever the lease; never more than the limit', async () => {
      for (const [id, at, until] of [
        ['c', 3, 5],
        ['a', 1, 9],
        ['d', 3, 4],
        ['b', 2, 7],
      ] as const) {
        await get().receive(delivery(id, { at, until }));
      }
      expect(await get().claim('slack', { now: 9, until: 99, limit: 0 })).toEqual([]);
      expect(ids(await get().claim('slack', { now: 9, until: 99, limit: 3 }))).toEqual(['a', 'b', 'c']);
      expect(ids(await get().claim('slack', { now: 9, until: 99, limit: 3 }))).toEqual(['d']);
    });

    test('counts what was begun and not finished: postponed, or never heard of again', async () => {
      await get().receive(delivery('e1', { until: 10 }));
      await get().postpone('slack', 'e1', { until: 20, why: 'busy' });
      expect(await get().claim('slack', { now: 19, until: 30, limit: 1 })).toEqual([]);
      expect((await get().claim('slack', { now: 20, until: 30, limit: 1 }))[0]?.attempts).toBe(1);
      expect((await get().claim('slack', { now: 30, until: 40, limit: 1 }))[0]?.attempts).toBe(2);
      await get().postpone('slack', 'e1', { until: 50, why: 'busy' });
      expect((await get().claim('slack', { now: 50, until: 60, limit: 1 }))[0]?.attempts).toBe(3);
    });

    test('twenty at once get rows that nobody else gets, and leave none', async () => {
      const all = Array.from({ length: 95 }, (_, index) => `e${String(index).padStart(2, '0')}`);
      for (const [at, id] of all.entries()) await get().receive(delivery(id, { at, until: 100 }));
      const claimed = await Promise.all(
        Array.from({ length: 20 }, () => get().claim('slack', { now: 100, until: 200, limit: 5 })),
      );
      expect(claimed.filter((each) => each.length > 5)).toEqual([]);
      expect(claimed.flatMap(ids).sort()).toEqual(all);
    });

    test('works with times of today', async () => {
      const now = 1_790_000_000_123;
      await get().receive(delivery('e1', { at: now, until: now + 1 }));
      expect(ids(await get().claim('slack', { now: now + 1, until: now + 2, limit: 1 }))).toEqual(['e1']);
      await get().giveUp('slack', 'e1', { at: now + 3, why: 'why' });
      expect(await get().undelivered(1)).toMatchObject([{ receivedAt: now, at: now + 3 }]);
    });
  });
}

function leases(get: () => Store): void {
  describe('prolong', () => {
    test('moves the end of the lease for the one who holds it', async () => {
      await get().receive(delivery('e1', { until: 100 }));
      expect(await get().prolong('slack', 'e1', { from: 100, until: 150 })).toBe(true);
      expect(await get().claim('slack', { now: 149, until: 200, limit: 1 })).toEqual([]);
      expect(ids(await get().claim('slack', { now: 150, until: 200, limit: 1 }))).toEqual(['e1']);
    });

    test('does nothing for one whose delivery was claimed by another', async () => {
      await get().receive(delivery('e1', { until: 100 }));
      await get().claim('slack', { now: 100, until: 200, limit: 1 });
      expect(await get().prolong('slack', 'e1', { from: 100, until: 900 })).toBe(false);
      expect(ids(await get().claim('slack', { now: 200, until: 300, limit: 1 }))).toEqual(['e1']);
    });
  });
}
