import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import { newTicket, save } from '../store/ticketSaves.ts';

const KNOWLEDGE = join(import.meta.dirname, '..', '..', 'knowledge');
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-drafts-'));
  writeFileSync(join(folder, 'desk.yaml'), 'triage: { agents: { all: [cli:alice] } }\n');
  const store = await openStore(url());
  for (const number of [1, 2]) await store.saveTickets(save(`o${number}`, [newTicket(number)]));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const url = () => `sqlite:${join(folder, 'desk.db')}`;
const out = (...parts: string[]) => join(folder, 'out', ...parts);

async function desk(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const output = { out: (line: string) => void lines.push(line), err: () => undefined, styled: false };
  const env = { DATABASE_URL: url(), DESK_CONFIG: join(folder, 'desk.yaml'), KNOWLEDGE_DIR: KNOWLEDGE };
  const cli = { env, output, input: Readable.from([]), user: 'alice' };
  await createProgram(cli, () => undefined).parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

async function propose(...numbers: number[]): Promise<void> {
  for (const number of numbers) {
    await desk('ticket', `${number}`, 'resolve', 'Started the service.');
    await desk('ticket', `${number}`, 'propose');
  }
}

describe('desk ticket … propose', () => {
  test('resolving offers it; it says what came of it, and again that it is renewed', async () => {
    expect(await desk('ticket', '1', 'resolve', 'Started', 'it.')).toBe(
      "DESK-1 is resolved, P3, with alice.\n'desk ticket DESK-1 propose' makes a draft for the FAQ of it.",
    );
    expect(await desk('ticket', '1', 'propose')).toBe(
      'DESK-1 is now a draft for the FAQ. It goes live once somebody has put it into the corpus.',
    );
    expect(await desk('ticket', '1', 'propose')).toBe('The FAQ draft of DESK-1 was there already; it is made anew.');
    await expect(desk('ticket', '2', 'propose')).rejects.toMatchObject({ code: 'ticket-state' });
  });
});

describe('desk drafts', () => {
  test('lists them, and as JSON with their YAML', async () => {
    expect(await desk('drafts')).toBe("Nothing was proposed. 'desk ticket DESK-142 propose' does that.");
    expect(await desk('drafts', '--json')).toBe('[]');
    await propose(1);
    expect(await desk('drafts')).toMatch(/^DESK-1 {2}\d{4}-[\dT:.-]+Z {2}from DESK-1\n {2}My sync stopped$/);
    const [draft] = JSON.parse(await desk('drafts', '--json'));
    expect(draft).toMatchObject({ ticket: 'DESK-1', tickets: ['DESK-1'], question: 'My sync stopped' });
    expect(draft.body).toContain('section: auto-upgrade\n');
  });
});

describe('desk drafts export', () => {
  test('writes a file for each into a folder that it makes, and says so; the corpus stays as it is', async () => {
    expect(await desk('drafts', 'export', out())).toBe('Nothing was proposed, so nothing was written.');
    expect(existsSync(out())).toBe(false);
    await propose(1, 2);
    const before = await desk('entries');
    expect(await desk('drafts', 'export', out('deeper'))).toBe(
      `Wrote ${out('deeper', 'desk-1.yaml')}.\nWrote ${out('deeper', 'desk-2.yaml')}.`,
    );
    expect(readFileSync(out('deeper', 'desk-1.yaml'), 'utf8')).toContain('text: Started the service.');
    expect(await desk('entries')).toBe(before);
    expect(await desk('drafts', 'export', out('deeper'))).toContain('desk-1.yaml was written before.');
  });

  test('refuses to overwrite what is something else, writes nothing then, and does with --force', async () => {
    await propose(1, 2);
    mkdirSync(out());
    writeFileSync(out('desk-2.yaml'), 'worked on by hand\n');
    await expect(desk('drafts', 'export', out())).rejects.toMatchObject({
      code: 'drafts-unwritable',
      problems: [`${out('desk-2.yaml')}: is there already`],
    });
    expect(readdirSync(out())).toEqual(['desk-2.yaml']);
    expect(readFileSync(out('desk-2.yaml'), 'utf8')).toBe('worked on by hand\n');
    const forced = await desk('drafts', 'export', out(), '--force');
    expect(forced).toBe(`Wrote ${out('desk-1.yaml')}.\nOverwrote ${out('desk-2.yaml')}.`);
    expect(readFileSync(out('desk-2.yaml'), 'utf8')).toContain('Started the service.');
  });

  test('a folder that cannot be one is refused with its name', async () => {
    await propose(1);
    writeFileSync(out(), 'a file');
    const refusal = { code: 'drafts-unwritable', message: expect.stringContaining('ENOTDIR') };
    await expect(desk('drafts', 'export', out())).rejects.toMatchObject(refusal);
  });
});
