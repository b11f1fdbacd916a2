import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import { item, newTicket, save } from '../store/ticketSaves.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-undelivered-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const url = () => `sqlite:${join(folder, 'desk.db')}`;
const NOON = Date.parse('2026-11-22T12:00:00Z');

async function giveUp(...given: { id: string; at: number; why?: string; platform?: string }[]): Promise<void> {
  const store = await openStore(url());
  for (const { id, at, why = 'channel_not_found', platform = 'slack' } of given) {
    await store.receive({ platform, id, body: '{"text":"typed in private"}', at: at - 1000, until: at });
    await store.giveUp(platform, id, { at, why });
  }
  await store.close();
}

async function desk(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    styled: false,
  };
  let code = -1;
  const env = { DATABASE_URL: url(), LOG_LEVEL: 'silent' };
  const program = createProgram({ env, output, input: Readable.from([]) }, (done) => {
    code = done;
  });
  await program.parseAsync(args, { from: 'user' });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('desk undelivered', () => {
  test('without any says so', async () => {
    expect(await desk('undelivered')).toEqual({ code: 0, out: 'Nothing was given up.', err: '' });
    expect(await desk('undelivered', '--json')).toEqual({ code: 0, out: '[]', err: '' });
  });

  test('lists when, where, which, how often and why, the newest first', async () => {
    await giveUp({ id: 'Ev1', at: NOON }, { id: 'Ev2', at: NOON + 1500, platform: 'teams', why: 'gone' });
    expect((await desk('undelivered')).out).toBe(
      [
        '2026-11-22T12:00:01.500Z  teams  Ev2  1 attempt',
        '  gone',
        '2026-11-22T12:00:00.000Z  slack  Ev1  1 attempt',
        '  channel_not_found',
      ].join('\n'),
    );
  });

  test('as JSON: one array on one line', async () => {
    await giveUp({ id: 'Ev1', at: NOON });
    const { out } = await desk('undelivered', '--json');
    expect(out).not.toContain('\n');
    expect(JSON.parse(out)).toEqual([
      { at: '2026-11-22T12:00:00.000Z', platform: 'slack', id: 'Ev1', attempts: 1, why: 'channel_not_found' },
    ]);
  });

  test('lists what a ticket had to say, and sends it again on demand', async () => {
    const store = await openStore(url());
    const news = item('slack:T1/C1', '{"reply":"typed in private"}');
    await store.saveTickets(save('o1', [newTicket(1, { outgoing: [news] })]));
    const [leased] = await store.outbox.claim({ now: NOON * 2, until: NOON * 2 + 1, limit: 1 });
    await store.outbox.giveUp(leased?.id ?? '', { at: NOON, why: 'not_in_channel' });
    await store.close();
    expect((await desk('undelivered')).out).toBe(
      '2026-11-22T12:00:00.000Z  slack  out-1  1 attempt\n  news of DESK-1: not_in_channel',
    );
    for (const id of ['out-2', 'Ev1', '1', 'out-']) {
      await expect(desk('redeliver', id)).rejects.toMatchObject({ code: 'undelivered-unknown' });
    }
    expect(await desk('redeliver', 'out-1')).toEqual({ code: 0, out: 'out-1 is sent again.', err: '' });
    expect((await desk('undelivered')).out).toBe('Nothing was given up.');
  });

  test('webhooks that were given up hide nothing of it, however many', async () => {
    const store = await openStore(url());
    const hooks = Array.from({ length: 51 }, (_, n) => ({
      ...item(`webhook:local/jira${n}`, '{}'),
      kind: 'webhook' as const,
    }));
    await store.saveTickets(save('o1', [newTicket(1, { outgoing: [item('slack:T1/C1', '{}'), ...hooks] })]));
    for (const { id, kind } of await store.outbox.claim({ now: NOON * 2, until: NOON * 2 + 1, limit: 99 })) {
      await store.outbox.giveUp(id, { at: kind === 'news' ? NOON : NOON + 1, why: 'gone' });
    }
    await store.close();
    expect(JSON.parse((await desk('undelivered', '--json')).out)).toMatchObject([{ platform: 'slack', id: 'out-1' }]);
  });

  test('never shows what was typed', async () => {
    await giveUp({ id: 'Ev1', at: NOON });
    for (const args of [['undelivered'], ['undelivered', '--json']]) {
      expect((await desk(...args)).out).not.toContain('private');
    }
  });

  test.each([
    [49, 49],
    [50, 50],
    [51, 50],
  ])('of %i shows the newest %i', async (given, shown) => {
    await giveUp(...Array.from({ length: given }, (_, n) => ({ id: `Ev${n}`, at: NOON + n })));
    const rows = JSON.parse((await desk('undelivered', '--json')).out);
    expect(rows).toHaveLength(shown);
    expect(rows[0].id).toBe(`Ev${given - 1}`);
  });

  test('nothing that a platform made up steers the terminal', async () => {
    await giveUp({ id: 'Ev1\u001b[2J', at: NOON, why: 'one\ntwo\u202e\u2028three' });
    const { out } = await desk('undelivered');
    expect(out.split('\n')).toHaveLength(2);
    expect(out).not.toMatch(/[^\P{C}\n]/u);
  });
});
