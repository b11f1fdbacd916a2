import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Bench,
  deadInbox,
  everything,
  failure,
  LEASE_MS,
  MAX_ATTEMPTS,
  messages,
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

const never = () => new Promise<never>(() => undefined);

describe('after a crash', () => {
  test('another inbox finishes what was left, once its lease has run out', async () => {
    await deadInbox(bench, ['e1', 'e2']);
    const next = bench.inbox();
    const { work, began, done } = recorder();
    await next.resume(work);
    await pass(LEASE_MS - 1);
    expect(began).toEqual([]);
    await pass(LEASE_MS / 3 + 1);
    expect(done).toEqual(['body of e1', 'body of e2']);
    expect(await next.take('e1', '', work)).toBe('known');
    await pass(LEASE_MS * 5);
    expect(began).toHaveLength(2);
    expect(messages(bench)).toEqual([]);
  });

  test('nobody waits for more than a lease and a third', async () => {
    const { work, done } = recorder();
    await bench.inbox().resume(work);
    await pass(1);
    await deadInbox(bench, ['e1']);
    await pass(LEASE_MS);
    expect(done).toEqual([]);
    await pass(LEASE_MS / 3);
    expect(done).toEqual(['body of e1']);
  });

  test('what is due at the start has begun when resume resolves', async () => {
    await deadInbox(bench, ['e1']);
    await pass(LEASE_MS);
    const { work, began } = recorder(never);
    await bench.inbox().resume(work);
    expect(began.map(({ body }) => body)).toEqual(['body of e1']);
  });

  test('several replicas share what was left: each delivery is worked once', async () => {
    await deadInbox(
      bench,
      Array.from({ length: 120 }, (_, n) => `e${n}`),
    );
    await pass(LEASE_MS);
    const { work, done } = recorder();
    await Promise.all([1, 2, 3].map(() => bench.inbox().resume(work)));
    await pass(LEASE_MS);
    expect(done).toHaveLength(120);
    expect(new Set(done).size).toBe(120);
  });

  test('at most 50 of those left over are worked at a time; new ones are not held up', async () => {
    await deadInbox(
      bench,
      Array.from({ length: 120 }, (_, n) => `e${n}`),
    );
    await pass(LEASE_MS);
    const gates: (() => void)[] = [];
    let [running, most] = [0, 0];
    const { work, done } = recorder(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => gates.push(resolve));
      running -= 1;
    });
    const inbox = bench.inbox();
    await inbox.resume(work);
    await pass(LEASE_MS);
    expect([running, most]).toEqual([50, 50]);
    const fresh = recorder();
    expect(await inbox.take('new', 'new', fresh.work)).toBe('taken');
    await quiet();
    expect(fresh.done).toEqual(['new']);
    // No timer is needed to go on: each one that ends makes room.
    while (gates.length > 0) {
      gates.shift()?.();
      await quiet();
    }
    expect([done.length, new Set(done).size, most]).toEqual([120, 120, 50]);
  });

  test('a delivery that ends its process each time is given up in the end', async () => {
    await deadInbox(bench, ['e1']);
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      await pass(LEASE_MS);
      const lease = { now: Date.now(), until: Date.now() + LEASE_MS, limit: 1 };
      expect((await bench.store.claim('slack', lease))[0]?.attempts).toBe(attempt);
    }
    await pass(LEASE_MS);
    const { work, began } = recorder();
    await bench.inbox().resume(work);
    await quiet();
    expect(began).toEqual([]);
    expect(bench.lines).toMatchObject([
      {
        level: 'error',
        message: 'gave a delivery up',
        fields: { id: 'e1', platform: 'slack', attempts: MAX_ATTEMPTS },
      },
    ]);
    expect(await bench.store.undelivered(9)).toMatchObject([{ id: 'e1', body: 'body of e1' }]);
  });
});

describe('leases', () => {
  test('while work is under way no replica takes it, however long it lasts', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = recorder(() => gate.promise);
    const other = recorder();
    const inbox = bench.inbox();
    await bench.inbox().resume(other.work);
    await inbox.resume(slow.work);
    await inbox.take('e1', 'body', slow.work);
    await pass(LEASE_MS * 10 + 1);
    gate.resolve();
    await quiet();
    await pass(LEASE_MS * 5);
    expect([slow.done, slow.began.length, other.began.length]).toEqual([['body'], 1, 0]);
    expect(messages(bench)).toEqual([]);
  });

  test('resumed work holds its lease too', async () => {
    await deadInbox(bench, ['e1']);
    await pass(LEASE_MS);
    const [slow, other] = [recorder(never), recorder()];
    await bench.inbox().resume(slow.work);
    await bench.inbox().resume(other.work);
    await pass(LEASE_MS * 10);
    expect([slow.began.length, other.began.length]).toEqual([1, 0]);
  });

  test('one that was cut off for longer than its lease loses it, says so, and leaves the delivery alone', async () => {
    const gate = Promise.withResolvers<void>();
    const { store, down } = reach(bench.store);
    const cutOff = bench.inbox({ store });
    await cutOff.take('e1', 'body', () => gate.promise);
    down.add('prolong');
    const other = recorder(never);
    await bench.inbox().resume(other.work);
    await pass(LEASE_MS * 2);
    expect(other.began).toHaveLength(1);
    down.clear();
    await pass(LEASE_MS);
    expect(messages(bench).filter((each) => each === 'warn: lost the lease of a delivery')).toHaveLength(1);
    gate.reject(failure());
    await pass(LEASE_MS * 3);
    expect(messages(bench)).not.toContain('warn: put a delivery off');
    expect(other.began).toHaveLength(1);
    expect(JSON.stringify(bench.lines)).not.toContain('hunter2');
  });

  test('one whose lease ran out while its work goes on takes it back and does not begin again', async () => {
    const gate = Promise.withResolvers<void>();
    const { store, down } = reach(bench.store);
    const inbox = bench.inbox({ store });
    const { work, began, done } = recorder(() => gate.promise);
    await inbox.resume(work);
    await inbox.take('e1', 'body', work);
    for (const name of everything()) down.add(name);
    await pass(LEASE_MS * 2);
    down.delete('claim');
    await pass(LEASE_MS);
    down.clear();
    await pass(LEASE_MS * 3);
    gate.resolve();
    await pass(LEASE_MS * 3);
    expect([began.length, done]).toEqual([1, ['body']]);
    expect(messages(bench)).not.toContain('warn: lost the lease of a delivery');
  });
});
