import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inTurn } from '../src/inTurn.ts';

/** A job that notes its start and its end, and ends when it is told to. */
function job(log: string[], name: string) {
  const gate = Promise.withResolvers<string>();
  const work = async () => {
    log.push(`${name} starts`);
    try {
      return await gate.promise;
    } finally {
      log.push(`${name} ends`);
    }
  };
  return { work, end: () => gate.resolve(name), fail: () => gate.reject(new Error(name)) };
}

describe('inTurn', () => {
  test('runs work of one key one after the other, in the order of the calls', async () => {
    const log: string[] = [];
    const queue = inTurn();
    const [a, b, c] = [job(log, 'a'), job(log, 'b'), job(log, 'c')];
    const results = [a, b, c].map(({ work }) => queue('key', work));
    c.end();
    b.end();
    await tick();
    expect(log).toEqual(['a starts']);
    a.end();
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  test('runs work of different keys side by side', async () => {
    const log: string[] = [];
    const queue = inTurn();
    const [slow, quick] = [job(log, 'slow'), job(log, 'quick')];
    const waiting = queue('one', slow.work);
    quick.end();
    expect(await queue('two', quick.work)).toBe('quick');
    expect(log).toEqual(['slow starts', 'quick starts', 'quick ends']);
    slow.end();
    await waiting;
  });

  test('hands a failure to its own caller alone, and goes on', async () => {
    const log: string[] = [];
    const queue = inTurn();
    const [bad, good] = [job(log, 'bad'), job(log, 'good')];
    const results = Promise.allSettled([queue('key', bad.work), queue('key', good.work)]);
    good.end();
    bad.fail();
    expect(await results).toEqual([
      { status: 'rejected', reason: new Error('bad') },
      { status: 'fulfilled', value: 'good' },
    ]);
    expect(log).toEqual(['bad starts', 'bad ends', 'good starts', 'good ends']);
  });

  test('takes work that throws before it returns a promise as a failure', async () => {
    const queue = inTurn();
    const failing = queue('key', () => {
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
    expect(await queue('key', async () => 'after')).toBe('after');
  });

  test('takes new work of a key whose work has all ended', async () => {
    const queue = inTurn();
    for (const n of [1, 2, 3]) {
      expect(await queue('key', async () => n)).toBe(n);
      await tick();
    }
  });

  test('keeps the order of each key, whatever comes and whatever fails', async () => {
    const jobs = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), ticks: fc.nat(3), fails: fc.boolean() }), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(jobs, async (all) => {
        const queue = inTurn();
        const running = new Set<string>();
        const done: Record<string, number[]> = { a: [], b: [], c: [] };
        const work = async (key: string, n: number, ticks: number, fails: boolean) => {
          expect(running.has(key)).toBe(false);
          running.add(key);
          for (let i = 0; i < ticks; i++) await tick();
          running.delete(key);
          done[key]?.push(n);
          if (fails) throw new Error('fails');
        };
        const results = await Promise.allSettled(
          all.map(({ key, ticks, fails }, n) => queue(key, () => work(key, n, ticks, fails))),
        );
        expect(results.map(({ status }) => status === 'rejected')).toEqual(all.map(({ fails }) => fails));
        for (const key of Object.keys(done)) {
          expect(done[key]).toEqual(all.flatMap((each, n) => (each.key === key ? [n] : [])));
        }
      }),
      { numRuns: 50 },
    );
  });
});
