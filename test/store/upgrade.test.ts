import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { openStore } from '../../src/store/open.ts';
import { delivery, deliveryId, key, temporaryFolder, turn } from './site.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'desk.db');
});
afterEach(() => folder.remove());

const SECOND = ['inbox', 'marks', 'installations', 'channels', 'feedback'];
const THIRD = ['posts', 'conversation_references'];
const TICKETS = [
  'tickets',
  'ticket_events',
  'ticket_followers',
  'ticket_terms',
  'ticket_commands',
  'outbox',
  'counters',
  'faq_drafts',
];

/** Takes the later steps back, so that the file is as the first release left it. */
function asFirstRelease(): void {
  const raw = new Database(file, { timeout: 0 });
  for (const table of [...SECOND, ...THIRD, ...TICKETS]) {
    raw.prepare(`drop table ${table}`).run([]);
  }
  raw.prepare("delete from kysely_migration where name > '0001-first-tables'").run([]);
  raw.close();
}

/** Takes the steps after the second back. */
function asSecondRelease(): void {
  const raw = new Database(file, { timeout: 0 });
  for (const step of [
    ...[...THIRD, ...TICKETS].map((table) => `drop table ${table}`),
    'drop index marks_by_conversation',
    ...['tenant', 'conversation'].map((column) => `alter table inbox drop column ${column}`),
    ...['platform', 'tenant', 'conversation'].map((column) => `alter table marks drop column ${column}`),
    "delete from kysely_migration where name > '0002-inbox-and-installations'",
  ]) {
    raw.prepare(step).run([]);
  }
  raw.close();
}

describe('a database of the second release', () => {
  test('keeps its deliveries and marks; those that come now can be forgotten', async () => {
    const within = { platform: 'slack', tenant: 'T1', conversation: key('C1').conversation };
    const before = await openStore(`sqlite:${file}`);
    await before.receive(delivery('e1'));
    await before.mark({ name: 'n', key: 'k1', at: 1 });
    await before.close();
    asSecondRelease();

    const after = await openStore(`sqlite:${file}`);
    expect(await after.receive(delivery('e1'))).toBe(false);
    expect(await after.mark({ name: 'n', key: 'k1', at: 1 })).toBe(false);
    expect(await after.mark({ name: 'n', key: 'k2', at: 1, within })).toBe(true);
    expect(await after.forgetConversation(within)).toMatchObject({ marks: 1, inbox: 0 });
    expect(await after.countMarks('n', 0)).toBe(1);
    await after.close();
  });
});

describe('a database of the first release', () => {
  test('gets the new tables and keeps what it holds', async () => {
    const before = await openStore(`sqlite:${file}`);
    const saved = turn(key('C1'), 1, 'd1');
    await before.saveTurn(saved);
    const made = await before.secret('cookie', () => 'first');
    await before.close();
    asFirstRelease();

    const after = await openStore(`sqlite:${file}`);
    expect(await after.load(key('C1'), deliveryId('d1'))).toEqual({
      session: saved.session,
      reply: '{"replyTo":"d1"}',
    });
    expect(await after.secret('cookie', () => 'second')).toBe(made);
    expect(await after.questions(5)).toHaveLength(1);
    expect(await after.receive(delivery('e1'))).toBe(true);
    expect(await after.forgetConversation(key('C1'))).toMatchObject({ sessions: 1, deliveries: 1 });
    await after.close();
  });

  test('may be opened by two at once', async () => {
    await (await openStore(`sqlite:${file}`)).close();
    asFirstRelease();
    const both = await Promise.all([openStore(`sqlite:${file}`), openStore(`sqlite:${file}`)]);
    const received = await Promise.all(both.map((store) => store.receive(delivery('e1'))));
    expect([...received].sort()).toEqual([false, true]);
    await Promise.all(both.map((store) => store.close()));
  });
});
