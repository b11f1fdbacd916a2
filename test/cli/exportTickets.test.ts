import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import { change, newTicket, save } from '../store/ticketSaves.ts';
import { ANNA, MONDAY, person, RITA } from '../triage/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-export-'));
const url = `sqlite:${join(folder, 'desk.db')}`;
const EVIL = '=HYPERLINK("http://evil.example"),\nand "more"\u001b[31m';

beforeAll(async () => {
  writeFileSync(join(folder, 'desk.yaml'), 'triage: { agents: { all: [cli:alice], identity-data: [cli:ina] } }\n');
  const store = await openStore(url);
  const first = newTicket(1);
  await store.saveTickets(save('o1', [first]));
  await store.saveTickets(save('c1', [change(first.ticket, { is: 'claim' }, ANNA)]));
  const evil = newTicket(2);
  const ticket = { ...evil.ticket, packet: { ...evil.ticket.packet, question: EVIL } };
  await store.saveTickets(save('o2', [{ ...evil, ticket }]));
  const closed = newTicket(3);
  await store.saveTickets(save('o3', [closed]));
  await store.saveTickets(save('w3', [change(closed.ticket, { is: 'withdraw' }, RITA)]));
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function desk(args: readonly string[], user = 'alice'): Promise<string> {
  const out: string[] = [];
  const output = { out: (line: string) => void out.push(`${line}\n`), err: () => undefined, styled: false };
  const env = {
    DATABASE_URL: url,
    DESK_CONFIG: join(folder, 'desk.yaml'),
    KNOWLEDGE_DIR: join(import.meta.dirname, '..', '..', 'knowledge'),
  };
  const program = createProgram({ env, output, input: Readable.from([]), user }, () => undefined);
  await program.parseAsync(['export', ...args], { from: 'user' });
  return out.join('');
}

test('JSON holds every ticket with its history, closed ones too', async () => {
  const all = JSON.parse(await desk(['tickets', '--json']));
  const created = new Date(MONDAY).toISOString();
  expect(all).toMatchObject([
    { id: 'DESK-1', state: 'assigned', createdAt: created, assignee: { user: 'anna' } },
    { id: 'DESK-2', packet: { question: EVIL } },
    { id: 'DESK-3', state: 'closed', closedBecause: 'withdrawn' },
  ]);
  expect(all[0].events).toMatchObject([
    { what: 'open', at: created, by: { role: 'requester', user: 'rita' } },
    { what: 'claim', by: { role: 'agent', user: 'anna' } },
  ]);
});

test('CSV has a row each, with nothing that a spreadsheet would run', async () => {
  const csv = await desk(['tickets', '--csv']);
  expect(csv.startsWith('\ufeff"id","state",')).toBe(true);
  const rows = csv.slice(1).split('\r\n');
  expect(rows).toHaveLength(5);
  expect(rows[1]).toContain(`"DESK-1","assigned",,,"P3"`);
  expect(rows[2]).toContain(`"'=HYPERLINK(""http://evil.example""),\nand ""more"" [31m"`);
  expect(rows[3]).toContain('"DESK-3","closed","withdrawn",');
  expect(rows[4]).toBe('');
});

test('a desk without tickets', async () => {
  expect(await desk(['tickets', '--json'], 'ina')).toBe('[\n]\n');
  expect((await desk(['tickets', '--csv'], 'ina')).split('\r\n')).toHaveLength(2);
});

test.each<[string[], string, string]>([
  [['tickets'], 'alice', 'ticket-invalid'],
  [['tickets', '--csv', '--json'], 'alice', 'ticket-invalid'],
  [['tickets', '--csv'], person('mallory').user, 'not-allowed'],
  [['questions', '--csv'], 'alice', 'commander.invalidArgument'],
])('%j of %s is refused: %s', async (args, user, code) => {
  await expect(desk(args, user)).rejects.toMatchObject({ code });
});
