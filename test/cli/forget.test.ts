import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import type { ConversationKey, Store } from '../../src/store/port.ts';
import { key, turn } from '../store/site.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-forget-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const url = () => `sqlite:${join(folder, 'desk.db')}`;

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(url());
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const begin = (...keys: ConversationKey[]) =>
  withStore(async (store) => {
    for (const each of keys) {
      await store.saveTurn(turn(each, 1, 'd1'));
      await store.saveTurn(turn(each, 2, 'd2'));
    }
  });

const isKept = (of: ConversationKey) => withStore(async (store) => (await store.load(of, null)).session !== null);

/** `code` is null where the command line itself was wrong. */
async function desk(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    styled: false,
  };
  let code: number | null = null;
  const env = { DATABASE_URL: url(), LOG_LEVEL: 'silent' };
  const program = createProgram({ env, output, input: Readable.from([]) }, (done) => {
    code = done;
  });
  await program.parseAsync(['forget', ...args], { from: 'user' }).catch((error: Error) => error);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('desk forget', () => {
  test('removes a conversation and says what that was; another one stays', async () => {
    await begin(key('C1'), key('C2'));
    expect(await desk('--conversation', 'C1')).toEqual({
      code: 0,
      out: 'Forgot C1 of slack, tenant T1:\n       1  sessions\n       2  stored replies',
      err: '',
    });
    expect([await isKept(key('C1')), await isKept(key('C2'))]).toEqual([false, true]);
    expect(await withStore((store) => store.questions(9))).toHaveLength(4);
  });

  test('once more, and of an unknown one: nothing is kept', async () => {
    await begin(key('C1'));
    await desk('--conversation', 'C1');
    expect(await desk('--conversation', 'C1')).toEqual({ code: 0, out: 'Nothing is kept of C1.', err: '' });
  });

  test('as JSON: one object on one line', async () => {
    await begin(key('C1'));
    const { out, code } = await desk('--conversation', 'C1', '--json');
    expect([code, out.includes('\n')]).toEqual([0, false]);
    expect(JSON.parse(out)).toEqual({
      conversation: 'C1',
      forgotten: {
        platform: 'slack',
        tenant: 'T1',
        removed: { sessions: 1, deliveries: 2, posts: 0, references: 0, marks: 0, feedback: 0, inbox: 0 },
      },
    });
    expect((await desk('--conversation', 'C1', '--json')).out).toBe('{"conversation":"C1","forgotten":null}');
  });

  test('of several with the same id removes none and lists them, until one is named', async () => {
    const all = [key('C1'), key('C1', 'T2'), key('C1', 'T2', 'teams')];
    await begin(...all);
    const refused = await desk('--conversation', 'C1');
    expect([refused.code, refused.out]).toEqual([null, '']);
    expect(refused.err).toContain(
      'Say which one:\n  --platform slack --tenant T1\n  --platform slack --tenant T2\n  --platform teams --tenant T2',
    );
    expect((await desk('--conversation', 'C1', '--tenant', 'T2')).err).toContain('several conversations');
    expect(await Promise.all(all.map(isKept))).toEqual([true, true, true]);
    expect((await desk('--conversation', 'C1', '--tenant', 'T2', '--platform', 'teams')).code).toBe(0);
    expect((await desk('--conversation', 'C1', '--tenant', 'T1')).code).toBe(0);
    expect(await Promise.all(all.map(isKept))).toEqual([false, true, false]);
  });

  test('of another platform or tenant than it is kept under: removes nothing and says where the id is known', async () => {
    await begin(key('C1'));
    expect(await desk('--conversation', 'C1', '--platform', 'teams', '--tenant', 'T9')).toEqual({
      code: 0,
      out: 'Nothing is kept of C1 of teams, tenant T9. That id is known here:\n  --platform slack --tenant T1',
      err: '',
    });
    expect(await isKept(key('C1'))).toBe(true);
  });

  test.each([[[]], [['--conversation', '']], [['--platform', 'slack']], [['--dry-run']]])(
    'without a person or a conversation (%j) is refused',
    async (args) => {
      const { code, out, err } = await desk(...args);
      expect([code, out]).toEqual([null, '']);
      expect(err).toContain('error: say whom to forget');
    },
  );

  test('nothing that a platform made up steers the terminal', async () => {
    const odd = 'C\u001b[2J\u202e1';
    await begin(key(odd, 'T\n1'));
    const { out } = await desk('--conversation', odd);
    expect(out.split('\n')).toHaveLength(3);
    expect(out).not.toMatch(/[^\P{C}\n]/u);
  });
});
