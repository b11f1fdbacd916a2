import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from '../store/site.ts';
import { CHANNEL, GROUP, PERSONAL, PERSONAL_OTHER } from '../support/teams/defaults.ts';
import { type FakeConnector, startFakeConnector } from '../support/teams/fakeConnector.ts';
import { token } from '../support/teams/tokens.ts';
import { direct, directOther, inChannel, inGroup, type Sent, tap } from './kinds.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');
/** What is planned to hang is ended by the kill, long before. */
const HANG_MS = 6_000;

let fake: FakeConnector;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let product: { url: string; child: ChildProcess };

beforeAll(async () => {
  fake = await startFakeConnector();
  for (const each of [PERSONAL, PERSONAL_OTHER, GROUP, CHANNEL]) fake.conversations.add(each);
  folder = await temporaryFolder();
  product = await start();
}, 60_000);
afterAll(async () => {
  await kill();
  await fake.close();
  await folder.remove();
});

const storeUrl = () => `sqlite:${join(folder.path, 'desk.db')}`;

async function start(): Promise<typeof product> {
  const args = [WORKER, storeUrl(), fake.url, fake.bearer];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the product ended before it listened');
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  return { url: String(line).trim(), child };
}

async function kill(): Promise<void> {
  const { child } = product;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function post(activity: object): Promise<Response> {
  return fetch(`${product.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token({ serviceUrl: fake.url })}` },
    body: JSON.stringify(activity),
  });
}

/** Whether it was acknowledged: a process that is killed meanwhile answers nothing. */
async function send({ activity }: Sent): Promise<boolean> {
  return post(activity)
    .then(({ ok }) => ok)
    .catch(() => false);
}

async function until<T>(seen: () => T | undefined | null | false): Promise<T> {
  for (const end = Date.now() + 20_000; ; await sleep(5)) {
    const found = seen();
    if (found && !(Array.isArray(found) && found.length === 0)) return found;
    if (Date.now() > end) throw new Error('nothing was seen');
  }
}

const posts = () => fake.calls.length;

interface Moment {
  /** Resolves at the moment to kill the process at. */
  at: (sent: readonly Sent[]) => Promise<unknown>;
  /** A message may be out whose row is not written yet: nobody could tell, and it is posted again. */
  mayRepeat?: true;
}

const MOMENTS: Readonly<Record<string, Moment>> = {
  'while the requests arrive': {
    at: async (sent) => {
      void sent.map(send);
      await sleep(3);
    },
    mayRepeat: true,
  },
  'when all are acknowledged': { at: (sent) => Promise.all(sent.map(send)), mayRepeat: true },
  'before anything is posted': {
    at: async (sent) => {
      fake.failNext('reply', { delayMs: HANG_MS, dropConnection: true, times: sent.length });
      const before = posts();
      await Promise.all(sent.map(send));
      await until(() => posts() >= before + sent.length);
    },
  },
  'when one is answered': {
    at: async (sent) => {
      await Promise.all(sent.map(send));
      await until(() => sent.some(({ answers }) => answers() === 1));
    },
    mayRepeat: true,
  },
  'when all are answered': {
    at: async (sent) => {
      await Promise.all(sent.map(send));
      await until(() => sent.every(({ answers }) => answers() === 1));
      await sleep(200);
    },
  },
};

test.each(Object.entries(MOMENTS))(
  'killed %s, it gives everybody an answer after the restart',
  async (_name, { at, mayRepeat }) => {
    const asked = [direct({ fake }), inGroup({ fake }), inChannel({ fake }), directOther({ fake })];
    await at(asked);
    await kill();
    product = await start();
    // What was not acknowledged comes again, and sometimes more.
    for (const sent of asked) expect(await send(sent)).toBe(true);
    await until(() => asked.every(({ answers }) => answers() > 0));
    await sleep(1500);
    const answers = asked.map((each) => each.answers());
    if (mayRepeat) expect(Math.max(...answers)).toBeLessThanOrEqual(2);
    else expect(answers).toEqual(asked.map(() => 1));
    const store = await openStore(storeUrl());
    const left = await store.claim('teams', { now: Date.now() + HANG_MS, until: Date.now(), limit: 10 });
    await store.close();
    expect(left).toEqual([]);
  },
  60_000,
);

test('killed after a tap was told that its answer follows, it gives it after the restart', async () => {
  const tapped = await tap({ fake, send: post, until });
  const { conversation } = tapped.activity;
  fake.failNext('reply', { delayMs: HANG_MS, dropConnection: true, conversation: conversation.id });
  expect(await (await post(tapped.activity)).text()).toContain('The answer follows below.');
  await kill();
  product = await start();
  await until(() => tapped.answers() > 0);
  await sleep(500);
  expect(tapped.answers()).toBe(1);
}, 60_000);
