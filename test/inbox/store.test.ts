import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  BACKOFF_MS,
  type Bench,
  deadInbox,
  failure,
  LEASE_MS,
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

describe('a store that fails', () => {
  test('at the end of the work: it is told again until it knows, and the work is not begun again', async () => {
    const { store, down } = reach(bench.store);
    const inbox = bench.inbox({ store });
    const [mine, other] = [recorder(), recorder()];
    await inbox.resume(mine.work);
    await bench.inbox().resume(other.work);
    down.add('finish');
    await inbox.take('e1', 'body', mine.work);
    await pass(LEASE_MS * 4);
    expect(messages(bench)).toContain('error: could not store what became of a delivery');
    down.clear();
    await pass(LEASE_MS * 4);
    expect([mine.began.length, other.began.length]).toEqual([1, 0]);
    expect(await bench.store.claim('slack', { now: Date.now() * 2, until: Date.now() * 3, limit: 9 })).toEqual([]);
  });

  test.each(['postpone', 'giveUp'] as const)('at %s: it is told again', async (name) => {
    const { store, down } = reach(bench.store);
    const inbox = bench.inbox({ store, maxAttempts: name === 'giveUp' ? 1 : 2 });
    const { work, began } = recorder((_body, attempt) => (attempt === 1 ? Promise.reject(failure()) : undefined));
    await inbox.resume(work);
    down.add(name);
    await inbox.take('e1', 'body', work);
    await pass(BACKOFF_MS * 20);
    expect(began).toHaveLength(1);
    down.clear();
    await pass(LEASE_MS * 2);
    expect(began).toHaveLength(name === 'giveUp' ? 1 : 2);
    expect(await bench.store.undelivered(9)).toHaveLength(name === 'giveUp' ? 1 : 0);
  });

  test('while closing: it is told once more, and close resolves', async () => {
    const { store, down } = reach(bench.store);
    const inbox = bench.inbox({ store, backoffMs: 60_000 });
    down.add('finish');
    await inbox.take('e1', 'body', async () => undefined);
    await quiet();
    await inbox.close();
    expect(messages(bench)).toEqual(Array(2).fill('error: could not store what became of a delivery'));
  });

  test('at the start: resume rejects, and what was left over is found later', async () => {
    await deadInbox(bench, ['e1']);
    await pass(LEASE_MS);
    const { store, down } = reach(bench.store);
    const { work, done } = recorder();
    down.add('claim');
    await expect(bench.inbox({ store }).resume(work)).rejects.toMatchObject({ code: 'store-unavailable' });
    await pass(LEASE_MS / 2);
    expect(messages(bench)).toEqual(['error: could not look for deliveries left over']);
    down.clear();
    await pass(LEASE_MS / 2);
    expect(done).toEqual(['body of e1']);
  });
});

describe('a store that answers late', () => {
  test('costs no lease, neither under way nor at the end', async () => {
    const { store, late } = reach(bench.store);
    for (const name of ['prolong', 'finish'] as const) late.set(name, LEASE_MS * 0.6);
    const gate = Promise.withResolvers<void>();
    const [mine, other] = [recorder(() => gate.promise), recorder()];
    await bench.inbox().resume(other.work);
    const inbox = bench.inbox({ store });
    await inbox.take('e1', 'body', mine.work);
    await pass(LEASE_MS * 4);
    gate.resolve();
    await pass(LEASE_MS * 4);
    expect([mine.done, other.began, messages(bench)]).toEqual([['body'], [], []]);
  });

  test('does not hold up what became due while it was looking', async () => {
    const { store, late } = reach(bench.store);
    late.set('claim', BACKOFF_MS * 2);
    const { work, began, done } = recorder((_body, attempt) => (attempt === 1 ? Promise.reject(failure()) : undefined));
    const inbox = bench.inbox({ store });
    const resuming = inbox.resume(work);
    await inbox.take('e1', 'body', work);
    await pass(BACKOFF_MS * 5);
    await resuming;
    expect([began.length, done]).toEqual([2, ['body']]);
  });
});
