import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from '../store/site.ts';
import { APP } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { signedRequest } from '../support/slack/requests.ts';
import { direct, mention, type Sent } from './kinds.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');
/** What is planned to hang is ended by the kill, long before. */
const HANG_MS = 6_000;

let fake: FakeSlack;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let product: { url: string; child: ChildProcess };

beforeAll(async () => {
  fake = await startFakeSlack();
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
  const child = spawn(process.execPath, [WORKER, storeUrl(), fake.url], { stdio: ['ignore', 'pipe', 'inherit'] });
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

/** Whether it was acknowledged: a process that is killed meanwhile answers nothing. */
async function send({ body }: Sent): Promise<boolean> {
  const sending = signedRequest(`${product.url}/slack/events`, APP.signingSecret, body, { kind: 'json' });
  return sending.then(({ ok }) => ok).catch(() => false);
}

async function until(seen: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !seen(); await sleep(5)) {
    if (Date.now() > end) throw new Error('nothing was seen');
  }
}

const posts = () => fake.callsOf('chat.postMessage').length;

/** Each resolves at the moment to kill the process at. */
const MOMENTS: Readonly<Record<string, (sent: readonly Sent[]) => Promise<unknown>>> = {
  'while the requests arrive': async (sent) => {
    void sent.map(send);
    await sleep(3);
  },
  'when all are acknowledged': (sent) => Promise.all(sent.map(send)),
  'before anything is posted': async (sent) => {
    fake.failNext('chat.postMessage', { delayMs: HANG_MS, dropConnection: true, times: sent.length });
    const before = posts();
    await Promise.all(sent.map(send));
    await until(() => posts() >= before + sent.length);
  },
  'when all is posted and nobody knows': async (sent) => {
    fake.failNext('chat.postMessage', {
      delayMs: HANG_MS,
      dropConnection: true,
      takesEffect: true,
      times: sent.length,
    });
    await Promise.all(sent.map(send));
    await until(() => sent.every(({ answers }) => answers() === 1));
  },
  'when one is answered': async (sent) => {
    await Promise.all(sent.map(send));
    await until(() => sent.some(({ answers }) => answers() === 1));
  },
};

test.each(Object.entries(MOMENTS))(
  'killed %s, it gives everybody one answer after the restart',
  async (_name, moment) => {
    const asked = [mention({ fake }), mention({ fake }), direct({ fake }), mention({ fake })];
    await moment(asked);
    await kill();
    product = await start();
    // Slack repeats what was not acknowledged, and sometimes more.
    for (const sent of asked) expect(await send(sent)).toBe(true);
    await until(() => asked.every(({ answers }) => answers() > 0));
    await sleep(1500);
    expect(asked.map(({ answers }) => answers())).toEqual(asked.map(() => 1));
    const store = await openStore(storeUrl());
    const left = await store.claim('slack', { now: Date.now() + HANG_MS, until: Date.now(), limit: 10 });
    await store.close();
    expect(left).toEqual([]);
  },
  60_000,
);
