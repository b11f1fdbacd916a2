import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeDemo, workingDaysBefore } from '../../demo/demo.ts';
import { nextText } from '../../demo/next.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/open.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { temporaryFolder } from '../store/site.ts';

/** A Friday. */
const NOW = Date.parse('2026-11-27T10:00:00Z');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const make = (name: string, seed: number) =>
  makeDemo({ folder: join(folder.path, name), seed, now: NOW, user: 'ada', you: 'ada' });

/** Everything that a demo leaves, as it is read. */
async function contentOf(database: string) {
  const store = await openStore(`sqlite:${database}`);
  const numbers = Array.from({ length: 30 }, (_, at) => ticketId(at + 1));
  const content = {
    questions: await store.questions(10_000),
    feedback: await store.feedback(10_000),
    tickets: await Promise.all(numbers.map((id) => store.ticket(id))),
    events: await Promise.all(numbers.map((id) => store.ticketEvents(id))),
    waiting: await store.outbox.claim({ now: NOW * 2, until: NOW * 2, limit: 9 }),
  };
  await store.close();
  return content;
}

describe('a demo', () => {
  let first: Awaited<ReturnType<typeof make>>;
  let content: Awaited<ReturnType<typeof contentOf>>;
  beforeAll(async () => {
    first = await make('one', 1);
    content = await contentOf(first.database);
  }, 120_000);

  test('the same seed and day give the same content, made anew in its own folder; another seed gives others', async () => {
    const again = await make('one', 1);
    expect(again).toEqual(first);
    expect(await contentOf(again.database)).toEqual(content);
    const other = await contentOf((await make('two', 2)).database);
    expect(other.questions).not.toEqual(content.questions);
    expect(other.tickets.map((ticket) => ticket?.summary)).toEqual(content.tickets.map((ticket) => ticket?.summary));
  }, 240_000);

  test('a week of questions, answers and opinions', () => {
    const outcomes = new Set(content.questions.map(({ outcome }) => outcome));
    for (const each of ['answer', 'ask', 'clarify', 'unknown']) expect(outcomes).toContain(each);
    expect(content.questions.length).toBeGreaterThan(80);
    expect(content.feedback.length).toBeGreaterThan(20);
    const days = new Set(content.questions.map(({ at }) => new Date(at).toISOString().slice(0, 10)));
    expect([...days].sort()).toEqual(['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
  });

  test('tickets in every state that there is to see, and nothing of them goes out to anybody', () => {
    const tickets = content.tickets.filter((each) => each !== null);
    const ends = tickets.map(({ state, closedBecause }) => closedBecause ?? state).sort();
    expect(ends).toEqual([
      'assigned',
      'duplicate',
      'new',
      'new',
      'solved',
      'solved',
      'triaged',
      'waiting-on-requester',
      'waiting-on-requester',
      'withdrawn',
    ]);
    expect(tickets.filter(({ followers }) => followers.length > 0)).toHaveLength(2);
    const whats = content.events.flat().map(({ what, details }) => `${what} ${details.timer ?? ''}`.trim());
    for (const each of ['remind response-late', 'reject', 'rate', 'note', 'hand-over', 'adopt']) {
      expect(whats).toContain(each);
    }
    expect(JSON.stringify(content)).not.toContain('not-a-real-one');
    expect(content.waiting).toEqual([]);
  });

  test('settings that the desk reads, in which its user is an agent', () => {
    const config = readConfig({ DESK_CONFIG: first.settings }, (path) => readFileSync(path, 'utf8'));
    expect(config.triage.agents.all).toEqual(['cli:ada', 'slack:T0DEMO/U0ANNA', 'slack:T0DEMO/U0BO']);
  });

  test('what to try next names what is there', () => {
    const text = nextText(first, 'ada', (path) => path);
    expect(text).toContain(`DATABASE_URL='sqlite:${first.database}'`);
    const [overdue] = /DESK-\d+(?= {2,}one that is late)/.exec(text) ?? [];
    expect(content.tickets.find((ticket) => ticket?.id === overdue)?.fired).toHaveProperty('resolution-late');
    expect(nextText(first, null, (path) => path)).toContain('You are no agent');
  });
});

test('a database that no demo made is left as it is', async () => {
  const theirs = await temporaryFolder();
  const file = join(theirs.path, 'desk.db');
  writeFileSync(file, 'somebody else’s');
  const main = join(import.meta.dirname, '../../demo/main.ts');
  const { status, stderr } = spawnSync(process.execPath, [main, '--out', theirs.path], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('holds desk.db that npm run demo did not make, so nothing was changed');
  expect(readFileSync(file, 'utf8')).toBe('somebody else’s');
  expect(existsSync(join(theirs.path, 'desk.yaml'))).toBe(false);
  await theirs.remove();
});

test.each([
  ['2026-11-27T00:00:00Z', '2026-11-20', '2026-11-26'],
  ['2026-11-29T23:59:59Z', '2026-11-23', '2026-11-27'],
  ['2026-11-30T12:00:00Z', '2026-11-23', '2026-11-27'],
])('on %s the week is %s to %s', (now, from, to) => {
  const days = workingDaysBefore(Date.parse(now)).map((day) => new Date(day).toISOString().slice(0, 10));
  expect([days[0], days[4], days.length]).toEqual([from, to, 5]);
});
