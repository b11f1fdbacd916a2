import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationId } from '../../src/brand.ts';
import {
  BACKOFF_MS,
  type Bench,
  failure,
  LEASE_MS,
  MAX_ATTEMPTS,
  openBench,
  pass,
  quiet,
  reach,
  recorder,
} from './harness.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const START = 1_000_000;
const never = () => new Promise<never>(() => undefined);

describe('take', () => {
  test('stores first, begins the work, and does not wait for it', async () => {
    const gate = Promise.withResolvers<void>();
    let known: boolean | null = null;
    const inbox = bench.inbox();
    const work = async () => {
      known = !(await bench.store.receive({ platform: 'slack', id: 'e1', body: '', at: 0, until: 0 }));
      await gate.promise;
    };
    expect(await inbox.take('e1', '{}', work)).toBe('taken');
    await quiet();
    expect(known).toBe(true);
    gate.resolve();
    await inbox.close();
  });

  test('what is done has lost its body and is never begun again', async () => {
    const inbox = bench.inbox();
    const { work, began } = recorder();
    await inbox.resume(work);
    expect(await inbox.take('e1', '{"typed":"text"}', work)).toBe('taken');
    await pass(LEASE_MS * 5);
    expect(began).toEqual([{ body: '{"typed":"text"}', at: START }]);
    expect(await bench.store.claim('slack', { now: START * 2, until: START * 3, limit: 9 })).toEqual([]);
    expect(await bench.store.undelivered(9)).toEqual([]);
    expect(bench.lines).toEqual([]);
  });

  test('what is forgotten with its conversation before it is done is not tried again, and its id stays known', async () => {
    const within = { tenant: 'T1', conversation: 'C1' as ConversationId };
    const inbox = bench.inbox();
    const { work, began } = recorder();
    await inbox.resume(work);
    await inbox.take('put off', '{"typed":"text"}', () => Promise.reject(failure('busy', 60_000)), within);
    await inbox.take('elsewhere', '', () => Promise.reject(failure('busy', 60_000)), { ...within, tenant: 'T2' });
    await quiet();
    expect(await bench.store.forgetConversation({ platform: 'slack', ...within })).toMatchObject({ inbox: 1 });
    await pass(120_000);
    expect(began.map(({ body }) => body)).toEqual(['']);
    expect(await inbox.take('put off', '', work, within)).toBe('known');
  });

  test('what came before is known and not begun: under way, put off, done, given up, here and elsewhere', async () => {
    const [one, other] = [bench.inbox(), bench.inbox()];
    await one.take('under way', '', never);
    await one.take('put off', '', () => Promise.reject(failure('busy', 60_000)));
    await one.take('done', '', async () => undefined);
    await bench.inbox({ maxAttempts: 1 }).take('given up', '', () => Promise.reject(failure()));
    await quiet();
    const { work, began } = recorder();
    for (const id of ['under way', 'put off', 'done', 'given up']) {
      for (const inbox of [one, other]) expect(await inbox.take(id, '', work)).toBe('known');
    }
    await quiet();
    expect(began).toEqual([]);
  });

  test('of twenty at once on two replicas one is taken', async () => {
    const inboxes = [bench.inbox(), bench.inbox()];
    const { work, began } = recorder();
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => inboxes[n % 2]?.take('e1', '', work)));
    await quiet();
    expect(results.filter((each) => each === 'taken')).toHaveLength(1);
    expect(began).toHaveLength(1);
  });

  test('another platform has ids of its own', async () => {
    const { work, done } = recorder();
    expect(await bench.inbox().take('e1', 'slack', work)).toBe('taken');
    expect(await bench.inbox({ platform: 'teams' }).take('e1', 'teams', work)).toBe('taken');
    await quiet();
    expect([...done].sort()).toEqual(['slack', 'teams']);
  });

  test('runs different deliveries side by side', async () => {
    const inbox = bench.inbox();
    const { work, began } = recorder(never);
    for (let n = 0; n < 200; n += 1) await inbox.take(`e${n}`, `${n}`, work);
    expect(began).toHaveLength(200);
  });

  test('rejects while the store does not answer, and nothing is begun', async () => {
    const { store, down } = reach(bench.store);
    const inbox = bench.inbox({ store });
    const { work, began } = recorder();
    down.add('receive');
    await expect(inbox.take('e1', '', work)).rejects.toMatchObject({ code: 'store-unavailable' });
    await pass(LEASE_MS * 3);
    expect(began).toEqual([]);
    down.clear();
    expect(await inbox.take('e1', '', work)).toBe('taken');
    await quiet();
    expect(began).toHaveLength(1);
  });
});

describe('work that fails', () => {
  test('is begun again after a wait that doubles, until it succeeds', async () => {
    const inbox = bench.inbox();
    const { work, began, done } = recorder((_body, attempt) => (attempt < 4 ? Promise.reject(failure()) : undefined));
    await inbox.resume(work);
    await inbox.take('e1', 'body', work);
    await pass(BACKOFF_MS * 10);
    const waits = began.map(({ at }) => at - START);
    for (const [n, expected] of [0, 100, 300, 700].entries()) {
      expect(waits[n]).toBeGreaterThanOrEqual(expected);
      expect(waits[n]).toBeLessThan(expected + 20);
    }
    expect(done).toEqual(['body']);
    expect(bench.lines.map(({ level, fields }) => [level, fields.attempts, fields.waitMs])).toEqual([
      ['warn', 1, 100],
      ['warn', 2, 200],
      ['warn', 3, 400],
    ]);
  });

  test.each([
    [1234, 1234],
    [1234.5, 1235],
    [BACKOFF_MS + 1, BACKOFF_MS + 1],
    [BACKOFF_MS - 1, BACKOFF_MS],
    [0, BACKOFF_MS],
    [3_600_000, 3_600_000],
    [3_600_001, 3_600_000],
    [1e15, 3_600_000],
    [-1, BACKOFF_MS],
    [Number.NaN, BACKOFF_MS],
    ['5', BACKOFF_MS],
    [null, BACKOFF_MS],
    [undefined, BACKOFF_MS],
  ])(
    'waits as long as the other side says, and not less than otherwise: retryAfterMs %p makes %i ms',
    async (retryAfterMs, waitMs) => {
      const inbox = bench.inbox();
      const { work, began, done } = recorder((_body, attempt) =>
        attempt === 1 ? Promise.reject(failure('slow down', retryAfterMs)) : undefined,
      );
      await inbox.resume(work);
      await inbox.take('e1', 'body', work);
      await pass(waitMs - 1);
      expect(began).toHaveLength(1);
      await pass(10);
      expect([began.length, done]).toEqual([2, ['body']]);
    },
  );

  test('is not given up sooner by somebody who says each time that it may come at once', async () => {
    const inbox = bench.inbox();
    const { work, began } = recorder(() => Promise.reject(failure('unavailable', 0)));
    await inbox.resume(work);
    await inbox.take('e1', 'body', work);
    await pass(BACKOFF_MS * 7 - 20);
    expect(began).toHaveLength(MAX_ATTEMPTS - 1);
    await pass(40);
    expect(began).toHaveLength(MAX_ATTEMPTS);
  });

  test.each([1, MAX_ATTEMPTS])(
    'is given up after %i attempts: logged, listed, never begun again',
    async (maxAttempts) => {
      const inbox = bench.inbox({ maxAttempts });
      const { work, began } = recorder(() => Promise.reject(failure('token=hunter2 was refused')));
      await inbox.resume(work);
      await inbox.take('Ev1', '{"typed":"private"}', work);
      await pass(LEASE_MS * 20);
      expect(began).toHaveLength(maxAttempts);
      const errors = bench.lines.filter(({ level }) => level === 'error');
      const why = 'token=[masked] was refused';
      expect(errors).toEqual([
        {
          level: 'error',
          message: 'gave a delivery up',
          fields: { platform: 'slack', id: 'Ev1', attempts: maxAttempts, why },
        },
      ]);
      expect(await bench.store.undelivered(9)).toMatchObject([
        { id: 'Ev1', body: '{"typed":"private"}', attempts: maxAttempts, why },
      ]);
      for (const secret of ['hunter2', 'private']) expect(JSON.stringify(bench.lines)).not.toContain(secret);
    },
  );

  test.each<[string, () => Promise<unknown>]>([
    [
      'an error before it returns a promise',
      () => {
        throw failure();
      },
    ],
    ['a rejection with nothing', () => Promise.reject(undefined)],
    ['a rejection with a text', () => Promise.reject('channel is gone')],
    ['a rejection of 10,000 letters', () => Promise.reject(failure('x'.repeat(10_000)))],
  ])('%s counts as a failure', async (_name, work) => {
    const inbox = bench.inbox({ maxAttempts: 1 });
    expect(await inbox.take('e1', '', work)).toBe('taken');
    await quiet();
    const [given] = await bench.store.undelivered(9);
    expect(given?.why.length).toBeLessThanOrEqual(500);
    expect(bench.lines).toMatchObject([{ level: 'error', fields: { why: given?.why } }]);
  });
});

describe('close', () => {
  test('waits for what is under way, and takes nothing new', async () => {
    const gate = Promise.withResolvers<void>();
    const inbox = bench.inbox();
    const { work, done } = recorder(() => gate.promise);
    await inbox.take('e1', 'body', work);
    let closed = false;
    const closing = inbox.close().then(() => {
      closed = true;
    });
    await expect(inbox.take('e2', '', work)).rejects.toMatchObject({ code: 'busy' });
    await pass(LEASE_MS * 3);
    expect(closed).toBe(false);
    gate.resolve();
    await closing;
    expect(done).toEqual(['body']);
    await inbox.close();
    expect(await bench.inbox().take('e2', '', work)).toBe('taken');
  });

  test('lets a delivery whose storing is under way be worked', async () => {
    const inbox = bench.inbox();
    const { work, done } = recorder();
    const taking = inbox.take('e1', 'body', work);
    await inbox.close();
    expect(await taking).toBe('taken');
    expect(done).toEqual(['body']);
  });

  test('leaves what was put off for later, and begins nothing after', async () => {
    const inbox = bench.inbox();
    const { work, began } = recorder(() => Promise.reject(failure()));
    await inbox.resume(work);
    await inbox.take('e1', 'body', work);
    await quiet();
    await inbox.close();
    await inbox.resume(work);
    await pass(LEASE_MS * 5);
    expect(began).toHaveLength(1);
    const next = recorder();
    await bench.inbox().resume(next.work);
    await quiet();
    expect(next.done).toEqual(['body']);
  });

  test('without anything under way resolves at once', async () => {
    await bench.inbox().close();
  });
});
