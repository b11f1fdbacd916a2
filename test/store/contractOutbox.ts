import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { item, newTicket, save } from './ticketSaves.ts';

/** What goes out: in order for each ticket and target, each once. */
export function outbox(get: () => Store): void {
  const box = () => get().outbox;
  const put = (number: number, ...targets: string[]) =>
    get().saveTickets(
      save(`o${number}`, [newTicket(number, { outgoing: targets.map((to, at) => item(to, `"${number}.${at}"`)) })], 10),
    );
  const claim = async (now: number, limit = 9, until = now + 100) =>
    (await box().claim({ now, until, limit })).map(({ body }) => JSON.parse(body));

  describe('the outbox', () => {
    test('leases what is due, with all that was put in', async () => {
      await put(1, 'slack:T1/C1');
      expect(await claim(9)).toEqual([]);
      expect(await box().claim({ now: 10, until: 20, limit: 5 })).toEqual([
        { id: expect.any(String), ticket: 'DESK-1', kind: 'news', target: 'slack:T1/C1', body: '"1.0"', attempts: 0 },
      ]);
      expect(await claim(19)).toEqual([]);
      expect((await box().claim({ now: 20, until: 30, limit: 5 }))[0]?.attempts).toBe(1);
    });

    test('of one ticket and target only the oldest, until it is gone; others do not wait for it', async () => {
      await put(1, 'a', 'b', 'a', 'a');
      await put(2, 'a');
      expect(await claim(10)).toEqual(['1.0', '1.1', '2.0']);
      const [first] = await box().claim({ now: 110, until: 200, limit: 1 });
      await box().postpone(first?.id ?? '', { until: 500, why: 'busy' });
      expect(await claim(300, 9, 310)).toEqual(['1.1', '2.0']);
      const [again] = await box().claim({ now: 500, until: 600, limit: 1 });
      expect(again?.body).toBe('"1.0"');
      await box().finish(again?.id ?? '');
      expect(await claim(501, 1)).toEqual(['1.1']);
      expect(await claim(501)).toEqual(['1.2', '2.0']);
    });

    test('what is given up is listed, holds nobody up, and may be tried again', async () => {
      await put(1, 'a', 'a');
      const [first] = await box().claim({ now: 10, until: 20, limit: 1 });
      const id = first?.id ?? '';
      expect(await box().replay(id, 12)).toBe(false);
      await box().giveUp(id, { at: 15, why: 'gone \0' });
      expect(await box().failed(9)).toEqual([
        { id, ticket: 'DESK-1', kind: 'news', target: 'a', body: '"1.0"', attempts: 1, why: 'gone \uFFFD', at: 15 },
      ]);
      expect(await claim(16, 9, 17)).toEqual(['1.1']);
      await box().finish(id);
      expect(await box().failed(0)).toEqual([]);
      expect(await box().replay(id, 30)).toBe(true);
      expect(await box().failed(9)).toEqual([]);
      expect(await claim(30)).toEqual(['1.0']);
    });

    test('of some kinds alone, as many as there may be, however many others were given up later', async () => {
      const outgoing = [
        item('a', '"news"'),
        ...['b', 'c'].map((to) => ({ ...item(to, '"hook"'), kind: 'webhook' as const })),
      ];
      await get().saveTickets(save('o1', [newTicket(1, { outgoing })], 10));
      for (const [at, { id }] of (await box().claim({ now: 10, until: 20, limit: 9 })).entries()) {
        await box().giveUp(id, { at: 15 + at, why: 'gone' });
      }
      const kinds = async (limit: number, ...wanted: ('news' | 'webhook' | 'card')[]) =>
        (await box().failed(limit, wanted)).map(({ kind }) => kind);
      expect(await kinds(1, 'news', 'card')).toEqual(['news']);
      expect(await kinds(9, 'webhook')).toEqual(['webhook', 'webhook']);
      expect(await box().failed(9)).toHaveLength(3);
    });

    test('an id is never given again, also once the table is empty', async () => {
      const seen = new Set<string>();
      for (const number of [1, 2, 3]) {
        await put(number, 'a');
        const [only] = await box().claim({ now: 10, until: 20, limit: 9 });
        expect(seen.has(only?.id ?? '')).toBe(false);
        seen.add(only?.id ?? '');
        await box().finish(only?.id ?? '');
      }
    });

    test('a lease is prolonged by the one who holds it alone', async () => {
      await put(1, 'a');
      const [first] = await box().claim({ now: 10, until: 20, limit: 1 });
      const id = first?.id ?? '';
      expect(await box().prolong(id, { from: 20, until: 40 })).toBe(true);
      expect(await box().prolong(id, { from: 20, until: 60 })).toBe(false);
      expect(await claim(39)).toEqual([]);
      await box().finish(id);
      expect(await box().prolong(id, { from: 40, until: 60 })).toBe(false);
    });

    test('claimed by many at once, each item goes to one', async () => {
      for (let number = 1; number <= 20; number++) await put(number, 'a', 'b');
      const claimed = await Promise.all(Array.from({ length: 12 }, () => claim(10, 4)));
      expect(claimed.filter((each) => each.length > 4)).toEqual([]);
      const got = claimed.flat();
      expect([got.length, new Set(got).size]).toEqual([40, 40]);
    });
  });
}
