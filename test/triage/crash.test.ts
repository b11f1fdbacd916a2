import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../store/site.ts';
import { doubled, type Histories, historiesOf, isStored, lost, outOfOrder, untold } from './crashChecks.ts';
import { createWork } from './crashWork.ts';
import { startWaiting, type Told, type Waiting } from './killed.ts';

/** Random points of time at which a process is killed; DESK_CRASH_KILLS=200 for a long run, which prints its figures. */
const KILLS = Number(process.env.DESK_CRASH_KILLS ?? 8);
/** Processes that work on one database at once, as replicas do; each is killed at a time of its own. */
const REPLICAS = 2;
/** Kills over one database; more of them would only make its histories long to check. */
const BATCH = 20;
/** Counted in lines, a busy machine is killed as far into the work as an idle one; the time then leads away from the line. */
const LATEST = { lines: 250, ms: 20 };
/** Of so many kills one comes while the database is opened. */
const OPENING = 10;
/** Items that one sweep of the outbox works side by side: as many may be sent twice where a kill falls between. */
const SIDE_BY_SIDE = 50;

const FIGURES = {
  kills: 0,
  'kills while opening': 0,
  'kills with commands under way': 0,
  'commands acknowledged': 0,
  'under way and stored': 0,
  'under way and not stored': 0,
  tickets: 0,
  events: 0,
  'items sent': 0,
  'items sent again': 0,
};

test(
  `killed at ${KILLS} random points: nothing is lost, and nothing is doubled`,
  async () => {
    const sizes = Array.from({ length: Math.ceil(KILLS / BATCH) }, (_, at) => Math.min(BATCH, KILLS - at * BATCH));
    const cache = await temporaryFolder();
    for (const size of sizes) await killedAt(size, cache.path);
    await cache.remove();
    if (process.env.DESK_CRASH_KILLS) process.stdout.write(`${JSON.stringify(FIGURES, null, 2)}\n`);
    expect(FIGURES.kills).toBe(Math.ceil(KILLS / REPLICAS) * REPLICAS);
  },
  60_000 + KILLS * 10_000,
);

async function killedAt(kills: number, cache: string): Promise<void> {
  const folder = await temporaryFolder();
  const url = `sqlite:${join(folder.path, 'desk.db')}`;
  const sent: string[] = [];
  await openFirst(url);
  const rounds = Math.ceil(kills / REPLICAS);
  let next = startAll(cache);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const running = next;
      // Those of the next round load while these work and are checked.
      next = round + 1 < rounds ? startAll(cache) : [];
      const told = await Promise.all(running.map((each, at) => each.kill(url, `r${round}-${at}`, randomMoment())));
      await checkRound(url, told, sent);
    }
  } finally {
    for (const each of next) each.end();
  }
  const store = await openStore(url);
  await drain(store, sent);
  const histories = await historiesOf(store);
  expect([...untold(histories, sent), ...outOfOrder(sent)]).toEqual([]);
  FIGURES.tickets += histories.events.filter(({ what }) => what === 'open').length;
  FIGURES.events += histories.events.length;
  FIGURES['items sent'] += sent.length;
  await store.close();
  await folder.remove();
}

function randomMoment(): { lines: number; ms: number } {
  if (randomInt(OPENING) === 0) return { lines: 0, ms: randomInt(100) };
  return { lines: randomInt(1, LATEST.lines), ms: randomInt(LATEST.ms) };
}

async function checkRound(url: string, told: readonly Told[], sent: string[]): Promise<void> {
  const lines = told.flatMap((each) => each.sent).sort((one, other) => Number(one.at - other.at));
  const again = note(
    sent,
    lines.map(({ line }) => line),
  );
  expect(again).toBeLessThanOrEqual(SIDE_BY_SIDE * REPLICAS);
  FIGURES['items sent again'] += again;
  const store = await openStore(url);
  for (const each of told) await checkTold(store, each);
  await store.close();
}

function startAll(cache: string): Waiting[] {
  return Array.from({ length: REPLICAS }, () => startWaiting(cache));
}

async function checkTold(store: Store, { begun, done }: Told): Promise<void> {
  const acknowledged = begun.filter(({ id }) => done.has(id));
  const underWay = begun.filter(({ id }) => !done.has(id));
  const before = await historiesOf(store);
  expect([...before.broken, ...(await lost(store, acknowledged, before))]).toEqual([]);
  for (const job of underWay)
    FIGURES[(await isStored(store, job)) ? 'under way and stored' : 'under way and not stored'] += 1;
  FIGURES.kills += 1;
  FIGURES[begun.length === 0 ? 'kills while opening' : 'kills with commands under way'] += 1;
  FIGURES['commands acknowledged'] += acknowledged.length;
  // What the platform would deliver again, because it was never acknowledged; and some of it once more.
  const work = createWork(store);
  for (const job of [...underWay, ...begun.slice(-20)]) await work(job);
  const after: Histories = await historiesOf(store);
  expect([...after.broken, ...doubled(after)]).toEqual([]);
}

/** Adds what was not sent before; how many were. */
function note(sent: string[], lines: readonly string[]): number {
  const known = new Set(sent);
  let again = 0;
  for (const line of lines) {
    if (known.has(line)) again += 1;
    else sent.push(line);
    known.add(line);
  }
  return again;
}

/** The tickets that everybody works on. */
async function openFirst(url: string): Promise<void> {
  const store = await openStore(url);
  const work = createWork(store);
  for (let n = 0; n < 5; n += 1) await work({ id: `first ${n}`, is: 'open' });
  await store.close();
}

/** What is left goes out. */
async function drain(store: Store, sent: string[]): Promise<void> {
  for (let now = Date.now() + 3_600_000; ; now += 3_600_000) {
    const items = await store.outbox.claim({ now, until: now + 1, limit: 500 });
    if (items.length === 0) return;
    note(
      sent,
      items.map(({ id, ticket, target, kind }) => `${ticket} ${target} ${id} ${kind}`),
    );
    for (const { id } of items) await store.outbox.finish(id);
  }
}
