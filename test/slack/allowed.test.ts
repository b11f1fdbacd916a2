import { afterEach, describe, expect, test } from '@jest/globals';
import type { SlackConfig } from '../../src/config.ts';
import { CHANNEL, TEAM } from '../support/slack/defaults.ts';
import { openSlack, PRIVATE, type SlackHarness } from './harness.ts';
import { command, direct, mention, type Sent, shortcut, tap } from './kinds.ts';

let slack: SlackHarness;
afterEach(() => slack.close());

const ORG = 'E0ORG00001';

async function open(allowed: Partial<SlackConfig['allowed']>): Promise<void> {
  slack = await openSlack({ config: { allowed: { workspaces: [], channels: [], ...allowed } } });
}

/** The answers to each, when all is done. */
async function answersTo(sent: readonly Sent[], over: object = {}): Promise<number[]> {
  for (const { body } of sent) expect((await slack.send({ ...body, ...over })).status).toBe(200);
  await slack.idle();
  return sent.map(({ answers }) => answers());
}

const everyKind = () => [mention(slack), direct(slack), command(slack), shortcut(slack)];

describe('allowed.workspaces', () => {
  test.each([
    ['none named: all', []],
    ['this one named', ['T0OTHER001', TEAM.id]],
  ])('%s', async (_name, workspaces) => {
    await open({ workspaces });
    expect(await answersTo(everyKind())).toEqual([1, 1, 1, 1]);
  });

  test('another one named: all is acknowledged, nothing is kept and nothing is said', async () => {
    await open({ workspaces: ['T0OTHER001'] });
    expect(await answersTo(everyKind())).toEqual([0, 0, 0, 0]);
    const [kept] = await slack.site.store.claim('slack', { now: Number.MAX_SAFE_INTEGER, until: 0, limit: 1 });
    expect(kept).toBeUndefined();
    expect(slack.fake.calls).toEqual([]);
  });

  test('the organisation named that it belongs to', async () => {
    await open({ workspaces: [ORG] });
    expect(await answersTo([mention(slack), command(slack)], { enterprise_id: ORG })).toEqual([1, 1]);
    expect(await answersTo([shortcut(slack)], { enterprise: { id: ORG, name: 'Org' } })).toEqual([1]);
    expect(await answersTo([mention(slack)], { enterprise_id: 'E0OTHER001' })).toEqual([0]);
  });
});

describe('allowed.channels', () => {
  const inPrivate = () => mention(slack, undefined, PRIVATE.id);

  test('none named: all', async () => {
    await open({});
    expect(await answersTo([...everyKind(), inPrivate()])).toEqual([1, 1, 1, 1, 1]);
  });

  test('one named: there, and in direct messages', async () => {
    await open({ channels: [CHANNEL.id] });
    expect(await answersTo([...everyKind(), inPrivate(), await tap(slack)])).toEqual([1, 1, 1, 1, 0, 1]);
  });

  test('another one named: silence where nobody asked it alone, and a word to whoever did', async () => {
    await open({ channels: [PRIVATE.id] });
    expect(await answersTo([...everyKind(), inPrivate()])).toEqual([0, 1, 1, 1, 1]);
    expect(slack.fake.responses.map(({ body }) => body.text)).toEqual([
      expect.stringContaining('not switched on for this channel'),
      expect.stringContaining('not switched on for this channel'),
    ]);
  });
});
