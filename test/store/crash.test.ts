import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { runChild } from './child.ts';
import { deliveryId, key, temporaryFolder } from './site.ts';

const WRITER = join(import.meta.dirname, 'writer.ts');
const CONVERSATIONS = ['A', 'B', 'C'];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let url: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  url = `sqlite:${join(folder.path, 'desk.db')}`;
});
afterEach(() => folder.remove());

const runWriter = (count: number, killAfter: number | null) =>
  runChild(WRITER, [url, CONVERSATIONS.join(','), String(count)], killAfter);

/** The last revision of a conversation, after a look that every turn up to it is whole and none beyond it. */
async function wholeTurns(store: Store, conversation: string, logged: Map<string | null, number>): Promise<number> {
  const { session } = await store.load(key(conversation), null);
  const revision = session?.revision ?? 0;
  for (let each = 1; each <= revision + 1; each += 1) {
    const id = `${conversation}-${each}`;
    const { reply } = await store.load(key(conversation), deliveryId(id));
    expect([id, reply, logged.get(id)]).toEqual(
      each <= revision ? [id, JSON.stringify({ replyTo: id }), each] : [id, null, undefined],
    );
  }
  if (session) expect(session.state).toBe(JSON.stringify({ revision, id: `${conversation}-${revision}` }));
  return revision;
}

async function readBack(): Promise<Map<string, number>> {
  const store = await openStore(url);
  const log = await store.questions(1_000_000);
  const logged = new Map(log.map((row) => [row.text, row.at]));
  const revisions = new Map<string, number>();
  for (const each of CONVERSATIONS) revisions.set(each, await wholeTurns(store, each, logged));
  expect(log).toHaveLength([...revisions.values()].reduce((sum, each) => sum + each, 0));
  await store.close();
  return revisions;
}

describe('processes that share a file', () => {
  test('killed at any moment: every acknowledged turn is there, and none by half', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { lines, signal } = await runWriter(1_000_000, randomInt(0, 120));
      expect([lines.length > 0, signal]).toEqual([true, 'SIGKILL']);
      const revisions = await readBack();
      for (const line of lines) {
        const [conversation = '', revision] = line.split(' ');
        expect(revisions.get(conversation)).toBeGreaterThanOrEqual(Number(revision));
      }
    }
  }, 60_000);

  test('started at once on a file that is not there yet: each turn is saved once', async () => {
    const runs = await Promise.all([runWriter(20, null), runWriter(20, null), runWriter(20, null)]);
    const lines = runs.flatMap((run) => run.lines);
    expect(new Set(lines).size).toBe(180);
    expect(runs.map((run) => run.signal)).toEqual([null, null, null]);
    expect([...(await readBack()).values()]).toEqual([60, 60, 60]);
  }, 60_000);
});
