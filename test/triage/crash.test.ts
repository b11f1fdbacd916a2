import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { TRANSITIONS } from '../../src/triage/states.ts';
import { type TicketEvent, ticketId } from '../../src/triage/ticket.ts';
import { runChild } from '../store/child.ts';
import { temporaryFolder } from '../store/site.ts';
import { createWork, type Job } from './crashWork.ts';

/** Random points of time at which the process is killed; DESK_CRASH_ROUNDS=200 for a long run. */
const ROUNDS = Number(process.env.DESK_CRASH_ROUNDS ?? 8);
/** Items that one sweep of the outbox works side by side: as many may be sent twice where a kill falls between. */
const SIDE_BY_SIDE = 50;
const WORKER = join(import.meta.dirname, 'worker.ts');

/** Rounds over one database; more of them would only make its histories long to check. */
const BATCH = 20;
const BATCHES = Array.from({ length: Math.ceil(ROUNDS / BATCH) }, (_, at) => Math.min(BATCH, ROUNDS - at * BATCH));

test.each(BATCHES)('killed at %i random points: nothing is lost, and nothing is doubled', killedAt, 300_000);

async function killedAt(rounds: number): Promise<void> {
  const folder = await temporaryFolder();
  const url = `sqlite:${join(folder.path, 'desk.db')}`;
  const sent: string[] = [];
  await openFirst(url);
  for (let round = 0; round < rounds; round += 1) {
    const { lines, signal } = await runChild(WORKER, [url, `r${round}`], randomInt(0, 250));
    expect(signal).toBe('SIGKILL');
    const named = (word: string) =>
      lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
    const again = named('sent').filter((each) => sent.includes(each));
    expect(again.length).toBeLessThanOrEqual(SIDE_BY_SIDE);
    sent.push(...named('sent').filter((each) => !sent.includes(each)));

    const store = await openStore(url);
    const begun = named('begun').map((text): Job => JSON.parse(text));
    const done = new Set(named('done'));
    const before = await historyOf(store);
    for (const { id, is } of begun.filter((each) => done.has(each.id))) {
      if (is === 'open' || is === 'note')
        expect([id, before.filter((event) => holds(event, id)).length]).toEqual([id, 1]);
    }
    // What the platform would deliver again, because it was never acknowledged; and all of it once more.
    const work = createWork(store);
    for (const job of [...begun.filter(({ id }) => !done.has(id)), ...begun.slice(-20)]) await work(job);
    const after = await historyOf(store);
    for (const { id } of begun) expect(after.filter((event) => holds(event, id)).length).toBeLessThanOrEqual(1);
    await store.close();
  }
  const store = await openStore(url);
  await drain(store, sent);
  const events = await historyOf(store);
  // Every command changes the card of the one channel there is.
  expect(sent.filter((line) => line.endsWith(' card'))).toHaveLength(events.length);
  inOrder(sent);
  await store.close();
  await folder.remove();
}

/** The tickets that everybody works on. */
async function openFirst(url: string): Promise<void> {
  const store = await openStore(url);
  const work = createWork(store);
  for (let n = 0; n < 5; n += 1) await work({ id: `first ${n}`, is: 'open' });
  await store.close();
}

function holds({ details, what }: TicketEvent, id: string): boolean {
  return details.text === id || (what === 'open' && details.summary === id);
}

/** All events, each ticket checked on the way: its history is without a gap, and leads to the state it is in. */
async function historyOf(store: Store): Promise<TicketEvent[]> {
  const all: TicketEvent[] = [];
  const last = await store.takeTicketNumber();
  for (let number = 1; number < last; number += 1) {
    const ticket = await store.ticket(ticketId(number));
    const events = await store.ticketEvents(ticketId(number));
    expect(events.map(({ revision }) => revision)).toEqual(
      Array.from({ length: ticket?.revision ?? 0 }, (_, at) => at + 1),
    );
    for (const [at, event] of events.entries()) {
      expect(event.from).toBe(events[at - 1]?.to ?? null);
      expect(Object.keys(TRANSITIONS)).toContain(event.what);
    }
    expect(events.at(-1)?.to).toBe(ticket?.state);
    const summary = ticket?.summary ?? '';
    all.push(
      ...events.map((event) => (event.what === 'open' ? { ...event, details: { ...event.details, summary } } : event)),
    );
  }
  return all;
}

/** What is left goes out. */
async function drain(store: Store, sent: string[]): Promise<void> {
  for (let now = Date.now() + 3_600_000; ; now += 3_600_000) {
    const items = await store.outbox.claim({ now, until: now + 1, limit: 500 });
    if (items.length === 0) return;
    for (const { id, ticket, target, kind } of items) {
      const line = `${ticket} ${target} ${id} ${kind}`;
      if (!sent.includes(line)) sent.push(line);
      await store.outbox.finish(id);
    }
  }
}

/** Of one ticket and target the items went out in the order in which they were put in. */
function inOrder(sent: readonly string[]): void {
  const lanes = new Map<string, number[]>();
  for (const line of sent) {
    const [ticket = '', target = '', id = ''] = line.split(' ');
    lanes.set(`${ticket} ${target}`, [...(lanes.get(`${ticket} ${target}`) ?? []), Number(id)]);
  }
  for (const ids of lanes.values()) expect(ids).toEqual([...ids].sort((one, other) => one - other));
}
