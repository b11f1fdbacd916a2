import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { runChild } from './child.ts';
import { delivery, temporaryFolder } from './site.ts';

const RECEIVER = join(import.meta.dirname, 'receiver.ts');
const LANES = ['A', 'B', 'C'];
/** Later than every lease of the receiver; it counts its time from 0. */
const LATER = 1_000_000_000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let url: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  url = `sqlite:${join(folder.path, 'desk.db')}`;
});
afterEach(() => folder.remove());

/** What a killed receiver left, claimed by two at once. */
async function claimAll(store: Store, other: Store): Promise<string[]> {
  const lease = { now: LATER, until: LATER + 1000, limit: 100 };
  const both = await Promise.all([store.claim('slack', lease), other.claim('slack', lease)]);
  return both.flat().map((row) => {
    expect(row).toEqual({ id: row.id, body: delivery(row.id).body, attempts: 1 });
    return row.id;
  });
}

async function look(lines: readonly string[]): Promise<void> {
  const named = (word: string) =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  const [received, finished] = [named('received'), new Set(named('finished'))];
  const [store, other] = await Promise.all([openStore(url), openStore(url)]);
  try {
    expect(await store.claim('slack', { now: 0, until: LATER, limit: 100 })).toEqual([]);
    const claimed = await claimAll(store, other);
    expect(new Set(claimed).size).toBe(claimed.length);
    // What was acknowledged as finished is never worked again.
    expect(claimed.filter((id) => finished.has(id))).toEqual([]);
    // At most one of each lane was under way. One of those received may have been finished before its line was printed.
    const open = received.filter((id) => !finished.has(id));
    for (const left of [open, claimed]) expect(left.length).toBeLessThanOrEqual(LANES.length);
    // Every retry of the platform is known, whatever became of the delivery.
    for (const id of [...open, ...received.slice(-50)]) expect(await store.receive(delivery(id))).toBe(false);
    // Nothing else is left: what is neither here nor claimed was finished.
    expect(await claimAll(store, other)).toEqual([]);
    for (const id of claimed) await store.finish('slack', id, LATER);
  } finally {
    await Promise.all([store.close(), other.close()]);
  }
}

describe('a process killed between receive and finish', () => {
  test('leaves every delivery either finished or to be claimed after its lease, nothing twice', async () => {
    for (let round = 0; round < 5; round += 1) {
      const lanes = LANES.map((lane) => `${round}${lane}`).join(',');
      const { lines, signal } = await runChild(RECEIVER, [url, lanes, '1000000'], randomInt(0, 120));
      expect([lines.length > 0, signal]).toEqual([true, 'SIGKILL']);
      await look(lines);
    }
  }, 60_000);

  test('one that ends by itself leaves nothing to claim', async () => {
    const { lines, signal } = await runChild(RECEIVER, [url, LANES.join(','), '20'], null);
    expect([lines.length, signal]).toEqual([120, null]);
    await look(lines);
  });
});
