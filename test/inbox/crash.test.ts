import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createInbox } from '../../src/inbox.ts';
import { openStore } from '../../src/store/open.ts';
import { runChild } from '../store/child.ts';
import { temporaryFolder } from '../store/site.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');

test('a process killed at any moment: what it acknowledged is done by the next one, what it had done is not done again', async () => {
  const folder = await temporaryFolder();
  const url = `sqlite:${join(folder.path, 'desk.db')}`;
  for (let round = 0; round < 4; round += 1) {
    const { lines, signal } = await runChild(WORKER, [url, `r${round}-`], randomInt(0, 150));
    expect(signal).toBe('SIGKILL');
    const named = (word: string) =>
      lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
    const [taken, before] = [named('taken'), named('done')];

    const store = await openStore(url);
    const log = { warn: () => undefined, error: () => undefined };
    const inbox = createInbox({
      store,
      platform: 'slack',
      clock: Date.now,
      leaseMs: 300,
      backoffMs: 10,
      maxAttempts: 5,
      log,
    });
    const after: string[] = [];
    await inbox.resume(async (body) => after.push(body));
    await sleep(600);
    await inbox.close();
    const done = new Set([...before, ...after]);
    expect(taken.filter((id) => !done.has(id))).toEqual([]);
    expect(new Set(after).size).toBe(after.length);
    // Only where the kill fell between the end of the work and its storing; no more than were under way at once.
    expect(after.filter((id) => before.includes(id)).length).toBeLessThanOrEqual(5);
    for (const id of taken) expect(await inboxKnows(store, id)).toBe(true);
    await store.close();
  }
  await folder.remove();
}, 60_000);

async function inboxKnows(store: Awaited<ReturnType<typeof openStore>>, id: string): Promise<boolean> {
  return !(await store.receive({ platform: 'slack', id, body: '', at: 0, until: 0 }));
}
