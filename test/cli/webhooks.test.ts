import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createProgram } from '../../adapters/cli/program.ts';
import { openStore } from '../../src/store/open.ts';
import { item, newTicket, save } from '../store/ticketSaves.ts';

let folder: string;
const NOON = Date.parse('2026-11-22T12:00:00Z');
const url = () => `sqlite:${join(folder, 'desk.db')}`;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-webhooks-'));
  const store = await openStore(url());
  const body = JSON.stringify({ id: 'evt_1_1_x', payload: '{"typed":"in private"}' });
  const outgoing = [{ kind: 'webhook' as const, target: 'webhook:local/jira', body }, item('slack:T1/C1')];
  await store.saveTickets(save('o1', [newTicket(1, { outgoing })], NOON));
  for (const { id } of await store.outbox.claim({ now: NOON, until: NOON + 1, limit: 9 })) {
    await store.outbox.giveUp(id, { at: NOON, why: 'answered 500\u001b[2J' });
  }
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function desk(...args: string[]): Promise<string> {
  const out: string[] = [];
  const output = { out: (line: string) => void out.push(line), err: () => undefined, styled: false };
  const cli = { env: { DATABASE_URL: url() }, output, input: Readable.from([]), now: () => NOON };
  await createProgram(cli, () => undefined).parseAsync(['webhooks', ...args], { from: 'user' });
  return out.join('\n');
}

describe('desk webhooks', () => {
  test('dead lists webhooks alone, and never what they say', async () => {
    const text = await desk('dead');
    expect(text).toMatch(
      /^1 {2}2026-11-22T12:00:00.000Z {2}jira {2}DESK-1 {2}evt_1_1_x {2}1 attempt\n {2}answered 500/,
    );
    for (const secret of ['private', 'slack', '\u001b']) expect(text).not.toContain(secret);
    expect(JSON.parse(await desk('dead', '--json'))).toMatchObject([{ id: '1', endpoint: 'jira', attempts: 1 }]);
  });

  test('replay has one sent again, once', async () => {
    expect(await desk('replay', '1')).toBe('Webhook 1 is sent again.');
    expect(await desk('dead')).toBe('No webhook was given up.');
    const store = await openStore(url());
    expect(await store.outbox.claim({ now: NOON, until: NOON + 1, limit: 9 })).toMatchObject([
      { id: '1', attempts: 0 },
    ]);
    await store.close();
    await expect(desk('replay', '1')).rejects.toMatchObject({ code: 'webhook-unknown' });
  });

  test.each(['2', '9', 'x', '-1'])('replay %s is none of the webhooks', async (id) => {
    await expect(desk('replay', '--', id)).rejects.toMatchObject({ code: 'webhook-unknown' });
  });
});
