import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import { type Ticket, ticketId } from '../../src/triage/ticket.ts';
import { newTicket, save } from '../store/ticketSaves.ts';
import { HOUR, MONDAY } from '../triage/people.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-tickets-'));
  writeFileSync(
    join(folder, 'desk.yaml'),
    'triage: { agents: { all: [cli:alice, cli:bo], identity-data: [cli:ina] } }\n',
  );
  const store = await openStore(url());
  await store.saveTickets(save('o1', [newTicket(1, { breachAt: MONDAY + 9 * HOUR })]));
  await store.saveTickets(save('o2', [newTicket(2, { breachAt: MONDAY + HOUR })]));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const url = () => `sqlite:${join(folder, 'desk.db')}`;

async function desk(args: readonly string[], user = 'alice'): Promise<string> {
  const out: string[] = [];
  const output = { out: (line: string) => void out.push(line), err: () => undefined, styled: false };
  const env = {
    DATABASE_URL: url(),
    DESK_CONFIG: join(folder, 'desk.yaml'),
    KNOWLEDGE_DIR: join(import.meta.dirname, '..', '..', 'knowledge'),
  };
  const cli = { env, output, input: Readable.from([]), user, now: () => MONDAY };
  await createProgram(cli, () => undefined).parseAsync([...args], { from: 'user' });
  return out.join('\n');
}

async function stored(number: number): Promise<Ticket | null> {
  const store = await openStore(url());
  const found = await store.ticket(ticketId(number));
  await store.close();
  return found;
}

describe('desk tickets', () => {
  test('lists what is to be done, soonest breach first', async () => {
    expect(await desk(['tickets'])).toBe(
      [
        'DESK-2  P3  new  due 2026-11-23 11:00  auto-upgrade  nobody',
        '  My sync stopped',
        'DESK-1  P3  new  due 2026-11-23 19:00  auto-upgrade  nobody',
        '  My sync stopped',
      ].join('\n'),
    );
  });

  test('narrowed, and as JSON', async () => {
    await desk(['ticket', 'DESK-1', 'claim']);
    const ids = async (...args: string[]) =>
      JSON.parse(await desk(['tickets', '--json', ...args])).map((row: { id: string }) => row.id);
    expect(await ids('--mine')).toEqual(['DESK-1']);
    expect(await ids('--unassigned')).toEqual(['DESK-2']);
    expect(await ids('--breaching')).toEqual(['DESK-2']);
    expect(await ids('--category', 'identity-data')).toEqual([]);
    expect(await desk(['tickets', '--category', 'identity-data'])).toBe('No ticket is open here.');
    await expect(desk(['tickets', '--category', 'nonsense'])).rejects.toMatchObject({ code: 'ticket-invalid' });
  });

  test('an agent of one category finds their ticket behind a page of others', async () => {
    const store = await openStore(url());
    for (let number = 3; number <= 32; number++) await store.saveTickets(save(`o${number}`, [newTicket(number)]));
    const own = newTicket(33, { breachAt: MONDAY + 99 * HOUR });
    const ticket = { ...own.ticket, category: 'identity-data' };
    await store.saveTickets(save('o33', [{ ...own, ticket }]));
    await store.close();
    expect(await desk(['tickets'], 'ina')).toMatch(/^DESK-33 .*\n.*$/);
    expect(await desk(['tickets'])).toMatch(/and more/);
    await expect(desk(['tickets', '--category', 'auto-upgrade'], 'ina')).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('shows an agent their own categories alone, and nobody else anything', async () => {
    expect(await desk(['tickets'], 'ina')).toBe('No ticket is open here.');
    await desk(['ticket', '2', 'hand-over', 'identity-data']);
    expect(await desk(['tickets'], 'ina')).toContain('DESK-2');
    await expect(desk(['tickets'], 'mallory')).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describe('desk ticket', () => {
  test('shows the file: requester, question, history', async () => {
    const text = await desk(['ticket', 'desk-1']);
    for (const part of ['Requester: rita Example (slack)', 'Question: my sync stopped', 'open by rita Example (new)']) {
      expect(text).toContain(part);
    }
    expect(JSON.parse(await desk(['ticket', '1', '--json']))).toMatchObject({
      id: 'DESK-1',
      events: [{ what: 'open' }],
    });
  });

  test.each<[string[], Partial<Ticket>]>([
    [['claim'], { state: 'assigned' }],
    [['assign', 'bo'], { state: 'assigned', assignee: { platform: 'cli', tenant: 'local', user: 'bo', name: null } }],
    [['assign', 'slack:T1/U7'], { assignee: { platform: 'slack', tenant: 'T1', user: 'U7', name: null } }],
    [['ask', 'Which', 'build?'], { state: 'waiting-on-requester' }],
    [['answer', 'rename-server'], { state: 'waiting-on-requester' }],
    [['resolve', 'Started', 'the', 'service.'], { state: 'resolved', resolution: 'Started the service.' }],
    [['duplicate', 'DESK-2'], { state: 'closed', duplicateOf: ticketId(2) }],
    [
      ['classify', '--priority', 'P1', '--category', 'identity-data'],
      { state: 'triaged', priority: 'P1', category: 'identity-data' },
    ],
    [['note', 'called', 'them'], { state: 'new' }],
    [['tell', 'We', 'restart', 'it', 'tonight.'], { state: 'new', assignee: null }],
  ])('%j', async (args, wanted) => {
    expect(await desk(['ticket', 'DESK-1', ...args])).toMatch(/^DESK-1 is /);
    expect(await stored(1)).toMatchObject({ ...wanted, revision: 2 });
  });

  test.each<[string[], string]>([
    [['ticket', 'nonsense'], 'ticket-invalid'],
    [['ticket', 'DESK-9'], 'ticket-unknown'],
    [['ticket', 'DESK-9', 'claim'], 'ticket-unknown'],
    [['ticket', 'DESK-1', 'explode'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'ask'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'assign'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'assign', 'mallory'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'assign', 'slack:U7'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'reopen'], 'ticket-state'],
    [['ticket', 'DESK-1', 'classify', '--priority', 'P9'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'classify'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'classify', 'P1'], 'ticket-invalid'],
    [['ticket', 'DESK-1', 'duplicate', 'x'], 'ticket-invalid'],
  ])('%j changes nothing', async (args, code) => {
    await expect(desk(args)).rejects.toMatchObject({ code });
    expect((await stored(1))?.revision).toBe(1);
  });

  test('is for agents alone', async () => {
    for (const args of [
      ['ticket', 'DESK-1'],
      ['ticket', 'DESK-1', 'claim'],
    ]) {
      await expect(desk(args, 'mallory')).rejects.toMatchObject({ code: 'not-allowed' });
    }
    expect((await stored(1))?.revision).toBe(1);
  });
});
