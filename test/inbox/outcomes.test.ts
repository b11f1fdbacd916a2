import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryOutcome } from '../../src/inbox.ts';
import {
  BACKOFF_MS,
  type Bench,
  deadInbox,
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

/** An error whose sender says whether trying again makes sense. */
const refusal = (permanent: unknown) => Object.assign(failure('channel_not_found, token=hunter2'), { permanent });

function watched(more: Parameters<Bench['inbox']>[0] = {}) {
  const seen: DeliveryOutcome[] = [];
  return { seen, inbox: bench.inbox({ observe: (outcome) => void seen.push(outcome), ...more }) };
}

describe('an error that no second attempt would change', () => {
  test('gives the delivery up at once: logged and listed with its reason, never begun again', async () => {
    const inbox = bench.inbox();
    const { work, began } = recorder(() => Promise.reject(refusal(true)));
    await inbox.resume(work);
    await inbox.take('Ev1', 'body', work);
    await pass(LEASE_MS * 20);
    expect(began).toHaveLength(1);
    const why = 'channel_not_found, token=[masked]';
    const fields = { platform: 'slack', id: 'Ev1', attempts: 1, why };
    expect(bench.lines).toEqual([{ level: 'error', message: 'gave a delivery up', fields }]);
    expect(await bench.store.undelivered(9)).toMatchObject([{ id: 'Ev1', attempts: 1, why }]);
  });

  test('ends the attempts also when earlier ones failed otherwise', async () => {
    const inbox = bench.inbox();
    const { work, began } = recorder((_body, attempt) => Promise.reject(refusal(attempt === 2)));
    await inbox.resume(work);
    await inbox.take('Ev1', 'body', work);
    await pass(BACKOFF_MS * 50);
    expect(began).toHaveLength(2);
    expect(await bench.store.undelivered(9)).toMatchObject([{ attempts: 2 }]);
  });

  test.each([[false], ['true'], [1], [null], [undefined]])(
    'permanent: %p is an ordinary failure',
    async (permanent) => {
      const inbox = bench.inbox();
      const { work, began, done } = recorder((_body, attempt) =>
        attempt === 1 ? Promise.reject(refusal(permanent)) : undefined,
      );
      await inbox.resume(work);
      await inbox.take('Ev1', 'body', work);
      await pass(BACKOFF_MS * 5);
      expect([began.length, done]).toEqual([2, ['body']]);
    },
  );
});

describe('observe', () => {
  test('is told of what came, what came before, and what was done', async () => {
    const { seen, inbox } = watched();
    await inbox.take('e1', '', async () => undefined);
    await quiet();
    await inbox.take('e1', '', async () => undefined);
    expect(seen).toEqual(['taken', 'done', 'known']);
  });

  test('is told of each time that a delivery is put off, and that it is given up', async () => {
    const { seen, inbox } = watched();
    const { work } = recorder(() => Promise.reject(failure()));
    await inbox.resume(work);
    await inbox.take('e1', '', work);
    await pass(BACKOFF_MS * 50);
    expect(seen).toEqual(['taken', ...Array(MAX_ATTEMPTS - 1).fill('postponed'), 'given-up']);
  });

  test('is told once of what a store takes late, and of nothing that it never took', async () => {
    const { store, down } = reach(bench.store);
    const { seen, inbox } = watched({ store });
    down.add('finish');
    await inbox.take('e1', '', async () => undefined);
    await pass(LEASE_MS * 3);
    expect(seen).toEqual(['taken']);
    down.clear();
    await pass(LEASE_MS * 3);
    expect(seen).toEqual(['taken', 'done']);
    down.add('receive');
    await expect(inbox.take('e2', '', async () => undefined)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(seen).toEqual(['taken', 'done']);
  });

  test('is told what became of a delivery that another process had taken', async () => {
    await deadInbox(bench, ['e1']);
    await pass(LEASE_MS);
    const { seen, inbox } = watched();
    await inbox.resume(recorder().work);
    await quiet();
    expect(seen).toEqual(['done']);
  });
});
