import { afterEach, describe, expect, test } from '@jest/globals';
import type { SlackConfig } from '../../src/config.ts';
import { openSite } from '../conversations/desk.ts';
import { CHANNEL, IM, TEAM, USER } from '../support/slack/defaults.ts';
import { startFakeSlack } from '../support/slack/fakeSlack.ts';
import { OTHER, openSlack, PRIVATE, type SlackHarness, WORLD } from './harness.ts';
import { command, direct, mention, type Sent, shortcut, tap } from './kinds.ts';
import { BOT, createPeople, type People } from './person.ts';
import { labelsOf, one, type Shown, thumbOf, wordsOf } from './seen.ts';

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

describe('a channel that is taken out of allowed.channels', () => {
  const EMAIL = 'got a mail from Microsoft that my auto upgrade is broken';
  let people: People;
  let close: () => Promise<void>;

  /** What was answered before the settings changed. */
  async function givenBefore<T extends Shown>(ask: () => Promise<T>): Promise<T> {
    const fake = await startFakeSlack(WORLD);
    const site = await openSite();
    slack = await openSlack({ fake, site });
    people = createPeople(slack);
    const shown = await ask();
    await slack.close();
    slack = await openSlack({ fake, site, config: { allowed: { workspaces: [], channels: [PRIVATE.id] } } });
    people = createPeople(slack);
    close = async () => {
      await fake.close();
      await site.store.close();
    };
    return shown;
  }
  afterEach(() => close());

  const asked = (text: string) => givenBefore(async () => one((await people.mention(`${BOT} ${text}`)).posted));
  const told = (text: string) => givenBefore(async () => one((await people.command(text)).told));

  async function expectHint(on: Shown, act: () => ReturnType<People['tap']>): Promise<void> {
    const before = JSON.stringify(on);
    const { posted, told: hints, changed } = await act();
    expect([posted, changed]).toEqual([[], []]);
    expect(one(hints)).toMatchObject({ user: OTHER.id, channel: on.channel });
    expect(wordsOf(one(hints))).toContain('not switched on for this channel');
    expect(JSON.stringify(on)).toBe(before);
    expect(await slack.site.store.feedback(9)).toEqual([]);
    expect(slack.fake.modal(OTHER.id)).toEqual([]);
  }

  test('its old buttons do nothing but say so, to the one who tapped alone', async () => {
    const question = await asked(EMAIL);
    for (const label of labelsOf(question)) {
      await expectHint(question, () => people.tap(question, label, { user: OTHER.id }));
    }
  });

  test.each(['Show all', 'Why this answer?', 'Yes, solved', 'Not yet'])('%s', async (label) => {
    const answer = await asked('What are best practices from the field?');
    await expectHint(answer, () => people.tap(answer, label, { user: OTHER.id }));
  });

  test.each(['good', 'bad'] as const)('a thumb: %s', async (vote) => {
    const answer = await asked('can I rename the server?');
    await expectHint(answer, () => people.act(thumbOf(answer, vote), answer, { user: OTHER.id }));
  });

  test('what one person alone sees is neither shared there nor goes on', async () => {
    const answer = await told('can I rename the server?');
    for (const label of labelsOf(answer)) {
      const { posted, told: hints, changed } = await people.tap(answer, label);
      expect([posted, changed]).toEqual([[], []]);
      expect(wordsOf(one(hints))).toContain('not switched on for this channel');
    }
  });

  test('a window that was open meanwhile stores nothing', async () => {
    await givenBefore(async () => {
      const answer = one((await people.mention(`${BOT} can I rename the server?`)).posted);
      await people.act(thumbOf(answer, 'bad'), answer);
      return answer;
    });
    const view = one(slack.fake.modal(USER.id));
    const { posted, told: hints } = await people.submit(view, { reason: 'wrong' });
    expect(posted).toEqual([]);
    expect(wordsOf(one(hints))).toContain('not switched on for this channel');
    expect(await slack.site.store.feedback(9)).toMatchObject([{ vote: 'bad', reason: null }]);
  });

  test('a direct message goes on', async () => {
    const question = await givenBefore(async () => one((await people.write(EMAIL, { channel: IM.id })).posted));
    expect((await people.tap(question, 'Older than 1.1.750.0')).posted).toHaveLength(1);
  });
});
