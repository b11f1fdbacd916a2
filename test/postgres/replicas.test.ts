import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openSite } from '../conversations/desk.ts';
import { openSlack, type SlackHarness, WORLD } from '../slack/harness.ts';
import { command, direct, mention, type Sent, shortcut } from '../slack/kinds.ts';
import { APP } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { signedRequest } from '../support/slack/requests.ts';
import { type PostgresServer, startPostgres } from './server.ts';

/** What is planned to hang is ended by the kill, long before. */
const HANG_MS = 6000;
/** Long enough for a second answer to come. */
const QUIET_MS = 3000;

let server: PostgresServer;
let fake: FakeSlack;
let replicas: SlackHarness[];
beforeAll(async () => {
  server = await startPostgres();
  fake = await startFakeSlack(WORLD);
  // Each has a store of its own: what they know of each other goes through the database.
  const sites = await Promise.all([openSite(server.url), openSite(server.url)]);
  replicas = await Promise.all(sites.map((site) => openSlack({ fake, site })));
}, 240_000);
afterAll(async () => {
  for (const replica of replicas) {
    await replica.close();
    await replica.site.store.close();
  }
  await fake.close();
  await server.stop();
});

async function answered(sent: readonly Sent[]): Promise<void> {
  for (const end = Date.now() + 40_000; !sent.every(({ answers }) => answers() > 0); await sleep(20)) {
    if (Date.now() > end) throw new Error('somebody got no answer');
  }
  await sleep(QUIET_MS);
  expect(sent.map(({ answers }) => answers())).toEqual(sent.map(() => 1));
}

test('what both replicas get, at once and again, is answered once', async () => {
  const sent = Array.from({ length: 8 }, () =>
    [mention, direct, command, shortcut].map((kind) => kind({ fake })),
  ).flat();
  const twice = (each: Sent) => replicas.map((replica) => replica.send(each.body));
  const statuses = (await Promise.all(sent.flatMap(twice))).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  await Promise.all(sent.flatMap(twice));
  await answered(sent);
  const lost = replicas.flatMap(({ log }) => log.filter((line) => line.includes('lost the lease')));
  expect(lost).toEqual([]);
}, 90_000);

test('what a replica had acknowledged when it was killed, the others answer', async () => {
  const worker = join(import.meta.dirname, '..', 'slack', 'worker.ts');
  const child = spawn(process.execPath, [worker, server.url, fake.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const sent = Array.from({ length: 6 }, () => mention({ fake }));
  fake.failNext('chat.postMessage', { delayMs: HANG_MS, dropConnection: true, times: sent.length });
  const url = `${String(line).trim()}/slack/events`;
  const got = await Promise.all(sent.map(({ body }) => signedRequest(url, APP.signingSecret, body, { kind: 'json' })));
  expect(got.map(({ status }) => status)).toEqual(sent.map(() => 200));
  const calls = () => fake.callsOf('chat.postMessage').length;
  const before = calls();
  for (let tries = 0; tries < 100 && calls() < before + sent.length; tries += 1) await sleep(20);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await answered(sent);
}, 120_000);
