import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommanderError } from 'commander';
import { describeError } from '../../adapters/cli/output.ts';
import { createProgram } from '../../adapters/cli/program.ts';
import { ERRORS } from '../../src/errors.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-fail-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Env = Record<string, string>;
interface Ran {
  code: unknown;
  out: string;
  err: string;
}

const environment = (env: Env): Env => ({
  KNOWLEDGE_DIR: join(root, 'knowledge'),
  DATABASE_URL: `sqlite:${join(folder, 'desk.db')}`,
  LOG_LEVEL: 'silent',
  ...env,
});

/** Runs a command as main.ts does, with its own environment and its output caught. */
async function desk(args: readonly string[], env: Env = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    styled: false,
  };
  let code = -1;
  try {
    const program = createProgram({ env: environment(env), output, input: Readable.from([]) }, (done) => {
      code = done;
    });
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    code = error instanceof CommanderError ? error.exitCode : 1;
    if (!(error instanceof CommanderError)) output.err(describeError(error));
  }
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The real program in a process of its own; null as exit code: it had to be stopped. */
function deskProcess(args: readonly string[], env: Env = {}, timeout = 15_000): Promise<Ran> {
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', ...environment(env) }, timeout };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'adapters', 'launch.mjs'), ...args],
      options,
      (error, out, err) => resolve({ code: error ? error.code : 0, out, err }),
    );
    child.stdin?.end();
  });
}

/** Fails as documented: exit code 1, nothing on standard output, no stack trace, and what to do. */
function expectFailure({ code, out, err }: Ran, ...says: (string | RegExp)[]): void {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+|node:internal|DeskError|ZodError/m);
  for (const part of says) expect(err).toMatch(part);
}

describe('the process', () => {
  test('exits with 0 after a success, and leaves standard error empty', async () => {
    expect(await deskProcess(['entries'])).toMatchObject({ code: 0, err: '' });
  }, 20_000);

  test('exits with 1 for an error of ours, and for a wrong command line', async () => {
    expectFailure(await deskProcess(['version', 'banana']), /banana/, ERRORS['version-unreadable'].todo);
    expectFailure(await deskProcess(['entries', '--jsno']), /unknown option.*--jsno/);
  }, 30_000);

  const proc = existsSync('/proc/self') ? test : test.skip;
  proc(
    'does not hang where no folder can be made',
    async () => {
      const env = { DATABASE_URL: 'sqlite:/proc/desk/desk.db' };
      const ran = await deskProcess(['chat', '--json'], env, 60_000);
      expectFailure(ran, '/proc/desk/desk.db', ERRORS['store-unavailable'].todo);
    },
    90_000,
  );
});

describe('version', () => {
  test.each([
    ['banana', /banana/],
    ['1.1', /two parts.*1\.1\.\d+/],
    ['999.1.1.1', /999/],
    ['1.1.99999.0', /99999/],
    ['', /nothing was given/],
  ])('%j: an error, with the nearest builds where there are any', async (text, says) => {
    expectFailure(await desk(['version', text, '--json']), says, ERRORS['version-unreadable'].todo);
  });

  test('of a corpus without a release list: says so', async () => {
    const corpus = join(folder, 'no-releases');
    cpSync(join(root, 'knowledge'), corpus, { recursive: true, filter: (path) => !path.endsWith('releases.yaml') });
    expectFailure(await desk(['version', '1.1.654.0'], { KNOWLEDGE_DIR: corpus }), /releases\.yaml/);
  });
});

describe('the corpus', () => {
  test('that is missing is named', async () => {
    const missing = join(folder, 'nowhere');
    expectFailure(
      await desk(['entries', '--json'], { KNOWLEDGE_DIR: missing }),
      missing,
      ERRORS['corpus-invalid'].todo,
    );
  });

  test('with mistakes: each in one line with file and line, for every command', async () => {
    const corpus = join(folder, 'broken');
    cpSync(join(root, 'knowledge'), corpus, { recursive: true });
    const faq = join(corpus, 'faq', 'identity-data.yaml');
    writeFileSync(faq, readFileSync(faq, 'utf8').replace('verdict: ', 'verdikt: '));
    writeFileSync(join(corpus, 'glossary.yaml'), '- term: [\n');
    for (const args of [['entries'], ['ask', 'x'], ['chat', '--json'], ['version', '1.1.654.0'], ['eval'], ['serve']]) {
      expectFailure(
        await desk(args, { KNOWLEDGE_DIR: corpus, PORT: '0' }),
        /^ +- faq\/identity-data\.yaml:\d+: .*verdikt/m,
        /^ +- glossary\.yaml:\d+: /m,
        ERRORS['corpus-invalid'].todo,
      );
    }
  });
});

describe('the settings', () => {
  test('that are wrong are all named', async () => {
    const env = { PORT: 'abc', LOG_LEVEL: 'loud', DESK_CONFIG: join(folder, 'lost.yaml') };
    expectFailure(
      await desk(['entries'], env),
      /- PORT: /,
      /- LOG_LEVEL: /,
      /- DESK_CONFIG: .*lost/,
      /Correct the set/,
    );
  });

  test('a database path that cannot be written: one clear line, and the advice', async () => {
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'file', 'desk.db');
    for (const args of [['chat', '--json'], ['serve']]) {
      const ran = await desk(args, { DATABASE_URL: `sqlite:${path}`, PORT: '0' });
      expectFailure(ran, path, ERRORS['store-unavailable'].todo);
      expect(ran.err.trim().split('\n')).toHaveLength(2);
    }
  });
});

describe('--fact', () => {
  test.each(['installedVersion', 'installedVersion=', '=1.1.654.0', 'a b=c'])(
    '%s is refused with an example',
    async (fact) => {
      expectFailure(await desk(['ask', 'x', '--fact', fact]), /name=value/, /installedVersion=1\.1\.654\.0/);
    },
  );

  test('with a value that is none exits with 1, and the reply says what is possible', async () => {
    const { code, out } = await desk(['ask', '--json', 'x', '--fact', 'installedVersion=[x](https://evil.example)']);
    expect(code).toBe(1);
    const reply = JSON.parse(out);
    expect(reply).toMatchObject({ kind: 'error', code: 'fact-invalid', text: expect.stringMatching(/1\.1\.654\.0/) });
    // What was typed stands in it as text, not as a link.
    expect(reply.text).not.toContain('[x](https://evil.example)');
  });
});

describe('the command line', () => {
  test.each([
    [['entries', '--jsno'], /unknown option.*--jsno/],
    [['banana'], /unknown command.*banana/],
    [['ask'], /missing required argument.*question/],
    [['version', '1.1.654.0', '2.5.79.0'], /too many arguments/],
    [['chat', '--conversation'], /argument missing/],
    [['eval', '--corpus', 'lost.json'], /--questions|lost\.json/],
    [['eval', '--corpus', 'lost.json', '--questions', 'lost.json'], /lost\.json cannot be read/],
  ])('%j is refused', async (args, says) => {
    expectFailure(await desk(args), says);
  });

  test('a labelled set of another form is refused, each mistake with its path', async () => {
    const [corpus, questions] = [join(folder, 'corpus.json'), join(folder, 'questions.json')];
    const args = ['eval', '--corpus', corpus, '--questions', questions];
    writeFileSync(corpus, '[{"id":"a","phrasings":["x"]}]');
    writeFileSync(questions, '[{"text":1,"accept":[]},{"text":"x"}]');
    expectFailure(await desk(args), /0\.text/, /1\.accept/, ERRORS['questions-invalid'].todo);
    writeFileSync(questions, '[]');
    expectFailure(await desk(args), /holds no questions/);
  });
});
