import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Inbox } from '../../src/inbox.ts';
import { type Bench, everything, failure, LEASE_MS, openBench, pass, quiet, reach } from './harness.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** When a platform repeats a delivery: at once, soon, after a minute, after five; and to which of two replicas. */
const RETRIES: readonly (readonly [afterMs: number, replica: 0 | 1])[][] = [
  [],
  [[0, 0]],
  [[0, 1]],
  [
    [0, 0],
    [60_000, 0],
    [300_000, 0],
  ],
  [
    [0, 1],
    [60_000, 0],
    [300_000, 1],
  ],
  [
    [1, 1],
    [1, 0],
    [LEASE_MS, 1],
  ],
];

/** What becomes of the attempts before the one that succeeds. */
const FAILURES: readonly (readonly unknown[])[] = [[], [undefined], [500], [undefined, 2000, 0]];

/** Whether the replica that took it dies while it works. */
const DIES = [false, false, true];

test('100 deliveries with every pattern of retries, failures and crashes: each is done once', async () => {
  const dying = reach(bench.store);
  // One crash, three failures, one success.
  const maxAttempts = 5;
  const doomed = bench.inbox({ store: dying.store });
  const inboxes: [Inbox, Inbox] = [bench.inbox({ maxAttempts }), bench.inbox({ maxAttempts })];
  const attempts = new Map<string, number>();
  const done: string[] = [];

  async function work(body: string): Promise<void> {
    const { id, failures } = JSON.parse(body) as { id: string; failures: (number | null)[] };
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    await new Promise((resolve) => setTimeout(resolve, Number(id.slice(1)) % 7));
    if (attempt <= failures.length) throw failure('not now', failures[attempt - 1] ?? undefined);
    done.push(id);
  }

  const answers = new Map<string, string[]>();
  async function deliver(inbox: Inbox, id: string, body: string, how: typeof work): Promise<void> {
    // Two answers to one id may come at the same moment: what there is of others is read after the wait.
    const answer = await inbox.take(id, body, how);
    answers.set(id, [...(answers.get(id) ?? []), answer]);
  }

  for (const inbox of inboxes) await inbox.resume(work);
  const all = Array.from({ length: 100 }, (_, n) => ({
    id: `e${n}`,
    retries: RETRIES[n % RETRIES.length] ?? [],
    failures: FAILURES[n % FAILURES.length] ?? [],
    dies: DIES[n % DIES.length] ?? false,
  }));
  const retrying: Promise<void>[] = [];
  for (const { id, retries, failures, dies } of all) {
    const body = JSON.stringify({ id, failures });
    const first = dies
      ? deliver(doomed, id, body, () => new Promise<never>(() => undefined))
      : deliver(inboxes[0], id, body, work);
    for (const [afterMs, replica] of retries) {
      const later = afterMs === 0 ? first : new Promise<void>((resolve) => setTimeout(resolve, afterMs));
      retrying.push(later.then(() => deliver(inboxes[replica], id, body, work)));
    }
  }
  await quiet();
  for (const name of everything()) dying.down.add(name);
  await pass(310_000);
  await Promise.all(retrying);
  await Promise.all(inboxes.map((inbox) => inbox.close()));

  expect(done).toHaveLength(100);
  expect(new Set(done).size).toBe(100);
  for (const { id, retries, failures } of all) {
    expect([id, attempts.get(id)]).toEqual([id, failures.length + 1]);
    expect(answers.get(id)).toEqual(['taken', ...retries.map(() => 'known')]);
  }
  expect(await bench.store.undelivered(9)).toEqual([]);
}, 60_000);
