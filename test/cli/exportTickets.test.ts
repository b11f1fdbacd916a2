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
  const gone = newTicket(4);
  await store.saveTickets(save('o4', [{ ...gone, ticket: { ...gone.ticket, category: 'removed-since' } }]));
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function desk(args: readonly string[], user = 'alice', databaseUrl = url): Promise<string> {
  const out: string[] = [];
  const output = { out: (line: string) => void out.push(`${line}\n`), err: () => undefined, styled: false };
  const env = {
    DATABASE_URL: databaseUrl,
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
    // The settings have its category no more, and the queue shows it to whoever may act on all.
    { id: 'DESK-4', category: 'removed-since' },
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
  expect(rows).toHaveLength(6);
  expect(rows[1]).toContain(`"DESK-1","assigned",,,"P3"`);
  expect(rows[2]).toContain(`"'=HYPERLINK(""http://evil.example""),\nand ""more"" [31m"`);
  expect(rows[3]).toContain('"DESK-3","closed","withdrawn",');
  expect(rows[5]).toBe('');
});

/** As a spreadsheet reads a file whose separator is its own one: a quotation mark counts where a cell begins. */
function cellsOf(csv: string, separator: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at < csv.length; at++) {
    let cell = '';
    if (csv[at] === '"') {
      for (at++; at < csv.length && (csv[at] !== '"' || csv[at + 1] === '"'); at++) {
        cell += csv[at];
        if (csv[at] === '"') at++;
      }
      at++;
    }
    for (; at < csv.length && csv[at] !== separator && csv[at] !== '\n'; at++) cell += csv[at];
    cells.push(cell);
  }
  return cells;
}

test.each([
  'plain;=cmd',
  'plain; "=cmd',
  'plain;\t+cmd',
  'two lines\n=cmd',
  'a;"";-cmd',
  'a\t@cmd',
  ';;=cmd',
  '=cmd',
  'x;\uff1dcmd',
])('no cell begins like a formula, whatever the separator: %j', async (question) => {
  const path = join(mkdtempSync(join(folder, 'formula-')), 'desk.db');
  const store = await openStore(`sqlite:${path}`);
  const given = newTicket(1);
  await store.saveTickets(
    save('o1', [{ ...given, ticket: { ...given.ticket, packet: { ...given.ticket.packet, question } } }]),
  );
  await store.close();
  const csv = await desk(['tickets', '--csv'], 'alice', `sqlite:${path}`);
  expect(csv).toContain('cmd');
  for (const separator of [',', ';', '\t']) {
    expect(cellsOf(csv.slice(1), separator).filter((cell) => /^\s*[=+\-@\uff1d]/.test(cell))).toEqual([]);
  }
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
