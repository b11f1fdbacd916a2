import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommanderError } from 'commander';
import { describeError } from '../../adapters/cli/output.ts';
import { createProgram } from '../../adapters/cli/program.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command as main.ts does, with its own environment and its output caught. */
async function desk(args: readonly string[], input = ''): Promise<Ran> {
  const lines = { out: [] as string[], err: [] as string[] };
  const output = {
    out: (line: string) => void lines.out.push(line),
    err: (line: string) => void lines.err.push(line),
    styled: false,
  };
  const env = {
    KNOWLEDGE_DIR: join(root, 'knowledge'),
    DATABASE_URL: `sqlite:${join(folder, 'desk.db')}`,
    LOG_LEVEL: 'silent',
  };
  let code = -1;
  const program = createProgram({ env, output, input: Readable.from([input]) }, (done) => {
    code = done;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    code = error instanceof CommanderError ? error.exitCode : 1;
    if (!(error instanceof CommanderError)) lines.err.push(describeError(error));
  }
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

/** What a command with --json printed: one line, one JSON value. */
async function json(args: readonly string[], input?: string) {
  const { code, out, err } = await desk(args, input);
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain('\n');
  return JSON.parse(out);
}
const keys = (value: object) => Object.keys(value).sort();

const REPLY = 'candidates,confidence,conversation,entry,facts,kind,notes,open,options,sources,text,verdict'.split(',');
const VERSION = 'asOf,deadlines,listed,nearest,recalled,released,retiresOn,sources,status,upgradeTo,version'.split(',');

describe('--help', () => {
  test.each([
    ['ask', ['<question...>', '--fact <name=value>', '--json', '--explain']],
    ['chat', ['--conversation <id>', '--json']],
    ['version', ['[version]', '1.1.654.0', '--json']],
    ['entries', ['--json']],
    ['eval', ['--corpus <file>', '--questions <file>', '--json']],
    ['undelivered', ['--json']],
    ['serve', []],
  ])('of %s names %j', async (command, parts) => {
    const { code, out, err } = await desk([command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: desk ${command}`));
    for (const part of parts) expect(out).toContain(part);
  });

  test('of the whole names every command', async () => {
    const { code, out } = await desk(['--help']);
    expect(code).toBe(0);
    for (const command of ['serve', 'ask', 'chat', 'version', 'entries', 'eval', 'undelivered', 'calibrate']) {
      expect(out).toMatch(new RegExp(`^ +${command}\\b`, 'm'));
    }
  });
});

describe('entries', () => {
  test('--json has one object an entry, with its full text', async () => {
    const entries = await json(['entries', '--json']);
    expect(entries).toHaveLength(53);
    for (const entry of entries) {
      expect(keys(entry)).toEqual(['id', 'question', 'section', 'text', 'verdict']);
      expect(['yes', 'no', 'depends', 'info', 'none']).toContain(entry.verdict);
      for (const key of ['id', 'question', 'section', 'text']) expect(entry[key]).toMatch(/\S/);
    }
    const { text } = entries.find((entry: { id: string }) => entry.id === 'soft-match-groups-contacts');
    for (const part of ['contact', 'mail-enabled', 'not supported']) expect(text).toContain(part);
  });

  test('without it names id and question of each', async () => {
    const { code, out } = await desk(['entries']);
    expect(code).toBe(0);
    expect(out.match(/^[a-z0-9-]+\n {2}\S/gm)).toHaveLength(53);
  });
});

describe('version', () => {
  test.each([
    ['1.1.654.0', { version: '1.1.654.0', listed: true, status: 'retired', recalled: false }],
    ['v1.1.654', { version: '1.1.654.0', listed: true }],
    ['2.4.19.0', { version: '2.4.19.0', listed: false, nearest: expect.arrayContaining([expect.any(String)]) }],
  ])('%s --json has exactly the documented keys', async (text, expected) => {
    const check = await json(['version', text, '--json']);
    expect(keys(check)).toEqual(VERSION);
    expect(check).toMatchObject(expected);
    expect(check.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(check.deadlines.length).toBeGreaterThan(0);
    for (const deadline of check.deadlines) expect(keys(deadline)).toEqual(['date', 'met', 'minimum', 'requires']);
    for (const source of check.sources) expect(keys(source)).toEqual(['title', 'url']);
  });

  test('in words says status, day of the list and what to do', async () => {
    const { code, out } = await desk(['version', '1.1.654.0']);
    expect(code).toBe(0);
    for (const part of [/1\.1\.654\.0/, /retired/i, /2022-08-31/, /upgrade/i, /1\.1\.750\.0/, /Sources:/]) {
      expect(out).toMatch(part);
    }
  });

  test('without a number tells how to find it', async () => {
    const { code, out } = await desk(['version']);
    expect(code).toBe(0);
    expect(out).toContain('Programs and Features');
  });
});

describe('ask', () => {
  test('--json with a fact prints one reply that uses it', async () => {
    const question = 'I got an email that auto upgrade no longer works';
    const reply = await json(['ask', '--json', question, '--fact', 'installedVersion=v1.1.654']);
    expect(keys(reply)).toEqual(REPLY);
    expect(reply).toMatchObject({ kind: 'answer', entry: 'auto-upgrade-disabled-email', verdict: 'yes', open: null });
    expect(reply.facts).toEqual({ installedVersion: '1.1.654.0' });
    for (const each of reply.candidates) expect(keys(each)).toEqual(['confidence', 'entry']);
    for (const each of reply.notes) expect(keys(each)).toEqual(['date', 'source', 'text']);
    for (const each of reply.notes) expect(reply.text).toContain(each.text.split('\n')[0]);
  });

  test('takes the question as one word or many, and explains itself on standard error', async () => {
    const { code, out, err } = await desk(['ask', '--explain', 'can', 'I', 'rename', 'the', 'server']);
    expect(code).toBe(0);
    expect(out).toMatch(/^No\./);
    for (const part of [/Compared words: .*rename/, /Candidates/, /\d+ %/]) expect(err).toMatch(part);
  });
});

describe('chat', () => {
  test('--json answers line for line and goes on where another run has stopped', async () => {
    const line = (text: string) => `${JSON.stringify({ conversation: 'c1', user: 'u', text })}\n`;
    const asked = await json(['chat', '--json'], line('I got an email that auto upgrade no longer works'));
    expect(keys(asked)).toEqual(REPLY);
    expect(asked).toMatchObject({ conversation: 'c1', kind: 'ask', open: { question: expect.any(String) } });
    for (const option of asked.options) expect(keys(option)).toEqual(['label', 'value']);
    expect(await json(['chat', '--json'], line('1.1.654.0'))).toMatchObject({
      kind: 'answer',
      entry: 'auto-upgrade-disabled-email',
      facts: { installedVersion: '1.1.654.0' },
    });
  });
});

describe('eval', () => {
  const EVALUATION = ['buildMs', 'inScopeTop1', 'inScopeTop3', 'latencyMs', 'mcc', 'n', 'oosRecall'];
  const file = (name: string, value: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };

  test('--json over a corpus and questions of one’s own has exactly the documented keys', async () => {
    const corpus = file('corpus.json', [
      { id: 'rename', phrasings: ['how do I rename the server', 'another host name'], answer: 'You cannot.' },
      { id: 'ports', phrasings: ['which firewall ports must be open'] },
    ]);
    const questions = file('questions.json', [
      { text: 'how do I rename the server', accept: ['rename'] },
      { text: 'which ports', accept: ['ports', 'rename'] },
    ]);
    const result = await json(['eval', '--corpus', corpus, '--questions', questions, '--json']);
    expect(keys(result)).toEqual(EVALUATION);
    expect(keys(result.latencyMs)).toEqual(['p50', 'p99']);
    expect(result).toMatchObject({ n: 2, inScopeTop1: 1, inScopeTop3: 1, oosRecall: null });
  });

  test('in words prints the same figures', async () => {
    const corpus = file('one.json', [
      { id: 'a', phrasings: ['rename'] },
      { id: 'b', phrasings: ['ports'] },
    ]);
    const questions = file('few.json', [{ text: 'rename', accept: ['a'] }]);
    const { code, out } = await desk(['eval', '--corpus', corpus, '--questions', questions]);
    expect(code).toBe(0);
    for (const part of ['1 questions, 2 intents', '100.0 %', 'MCC', 'latency']) expect(out).toContain(part);
  });
});
