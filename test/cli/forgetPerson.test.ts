import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readPerson } from '../../adapters/cli/forgetPerson.ts';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { key, turn } from '../store/site.ts';
import { newTicket, save } from '../store/ticketSaves.ts';
import { MONDAY } from '../triage/people.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-forget-'));
  await withStore(async (store) => {
    // Sessions of tests are begun by U1, tickets opened by rita.
    await store.saveTurn(turn(key('D1'), 1, 'd1'));
    await store.saveTickets(save('o1', [newTicket(1)]));
  });
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

/** `code` is null where the command line itself was wrong. */
async function desk(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    styled: false,
  };
  let code: number | null = null;
  // Without a corpus: nobody waits for it to be mended.
  const env = { DATABASE_URL: url(), KNOWLEDGE_DIR: folder, LOG_LEVEL: 'silent' };
  const cli = { env, output, input: Readable.from([]), now: () => MONDAY };
  const program = createProgram(cli, (done) => {
    code = done;
  });
  await program.parseAsync(['forget', ...args], { from: 'user' }).catch((error: Error) => error);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const requester = () => withStore(async (store) => (await store.ticket(ticketId(1)))?.requester.user);

const REPORT = [
  '       1  tickets masked',
  '       1  rows of the history of tickets masked',
  'Tickets of theirs that are still open, for an agent to end: DESK-1',
];

describe('desk forget USER', () => {
  test('masks and removes, and says how much; once more there is nothing', async () => {
    expect(await desk('slack:T1/rita')).toEqual({
      code: 0,
      out: ['Forgot slack:T1/rita:', ...REPORT].join('\n'),
      err: '',
    });
    expect(await requester()).toBe('[forgotten]');
    expect((await desk('slack:T1/rita')).out).toBe('Nothing is kept of slack:T1/rita.');
    expect((await desk('slack:T1/U1')).out).toBe(
      'Forgot slack:T1/U1:\n       1  sessions removed\n       1  stored replies removed',
    );
  });

  test('--dry-run counts the same and changes nothing', async () => {
    const { out, code } = await desk('slack:T1/rita', '--dry-run');
    expect([code, out]).toEqual([0, ['Would forget slack:T1/rita; nothing was changed:', ...REPORT].join('\n')]);
    expect(await requester()).toBe('rita');
  });

  test('--json: one object on one line', async () => {
    const { out } = await desk('slack:T1/rita', '--json', '--dry-run');
    expect(JSON.parse(out)).toEqual({
      person: 'slack:T1/rita',
      dryRun: true,
      removed: {},
      masked: { tickets: 1, ticket_events: 1 },
      open: ['DESK-1'],
    });
    expect(JSON.parse((await desk('cli:nobody', '--json')).out)).toMatchObject({ removed: {}, masked: {}, open: [] });
  });

  test.each([
    ['rita'],
    ['slack:rita'],
    ['slack:/rita'],
    ['irc:T1/rita'],
    ['cli:'],
    ['slack:T1/rita', '--conversation', 'D1'],
    ['slack:T1/rita', '--tenant', 'T1'],
  ])('%s %s is refused, and nothing changes', async (...args) => {
    const { code, out, err } = await desk(...args);
    expect([code, out]).toEqual([null, '']);
    expect(err).toMatch(/^error: .*(in full|everywhere)/);
    expect(await requester()).toBe('rita');
  });

  test.each([
    ['slack:T1/U1', 'slack', 'T1', 'U1'],
    ['teams:tenant-1/29:x/y', 'teams', 'tenant-1', '29:x/y'],
    ['web:abc', 'web', 'local', 'abc'],
    ['cli:alice', 'cli', 'local', 'alice'],
    ['cli:local/alice', 'cli', 'local', 'alice'],
    ['webhook:jira/bo', 'webhook', 'jira', 'bo'],
  ])('%s is read', (words, platform, tenant, user) => {
    expect(readPerson(words)).toEqual({ platform, tenant, user, name: null });
  });
});
