import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NAMES } from '../../adapters/teams/names.ts';
import type { ConversationId } from '../../src/brand.ts';
import { APP, CHANNEL, GROUP, OTHER, TEAM, TENANT, USER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, type People } from './person.ts';
import { labelsOf, one, wordsOf } from './seen.ts';

const QUESTION = 'can I rename the server?';
const US = { id: APP.account, name: APP.name };

function changes(people: People, conversation: string) {
  const send = (over: object) => {
    const { text: _text, textFormat: _format, ...base } = people.make('', { conversation });
    return people.outcome({ ...base, conversation: { ...base.conversation, id: conversation }, ...over });
  };
  return {
    added: (member: object = US) => send({ type: 'conversationUpdate', membersAdded: [member] }),
    removed: (member: object = US, over: object = {}) =>
      send({ type: 'conversationUpdate', membersRemoved: [member], ...over }),
    installed: (action: string) => send({ type: 'installationUpdate', action }),
    broken: () => send({ type: 'conversationUpdate', membersAdded: [null, 1], membersRemoved: 'x' }),
  };
}

const kept = async (teams: TeamsHarness, conversation: string) => {
  const key = { platform: 'teams', tenant: TENANT, conversation: conversation as ConversationId };
  return (await teams.site.store.load(key, null)).session !== null;
};

describe('the welcome', () => {
  let teams: TeamsHarness;
  let people: People;
  beforeAll(async () => {
    teams = await openTeams();
    people = createPeople(teams);
  }, 60_000);
  afterAll(() => teams.close());

  test.each([
    ['in a personal chat', undefined, 'own words'],
    ['in a group chat', GROUP, 'Mention me'],
    ['in a team', CHANNEL, 'Mention me'],
  ])('%s: with examples to tap, and never twice', async (_, given, words) => {
    const conversation = given ?? people.chat().conversation;
    const change = changes(people, conversation);
    const welcome = one((await change.added()).posted);
    expect(welcome.conversation).toBe(conversation);
    expect(wordsOf(welcome)).toContain(words);
    expect(labelsOf(welcome)).toContain('Browse topics');
    expect((await change.installed('add')).posted).toEqual([]);
    expect((await change.added()).posted).toEqual([]);
    const [example = ''] = labelsOf(welcome);
    const tapped = await people.tap(welcome, example);
    expect(tapped.posted).toHaveLength(1);
    expect(tapped.answer).toMatchObject({ statusCode: 200 });
  });

  test('its version form is posted below', async () => {
    const { conversation } = people.chat();
    const welcome = one((await changes(people, conversation).installed('add')).posted);
    const form = one((await people.tap(welcome, 'Check version')).posted);
    const checked = await people.tap(form, 'Check', { filled: { version: '2.6.92.0' } });
    expect(wordsOf(one(checked.posted))).toContain('2.6.92.0 is supported');
  });

  test('not for people who come and go, nor for an upgrade of the app', async () => {
    const change = changes(people, people.chat().conversation);
    expect((await change.added(OTHER)).posted).toEqual([]);
    expect((await change.removed(OTHER)).posted).toEqual([]);
    expect((await change.installed('add-upgrade')).posted).toEqual([]);
    expect(await change.broken()).toMatchObject({ posted: [], status: 200 });
  });

  test.each(['conversationUpdate', 'installationUpdate'])('comes again after a removal by %s', async (how) => {
    const change = changes(people, people.chat().conversation);
    expect((await change.added()).posted).toHaveLength(1);
    await (how === 'conversationUpdate' ? change.removed() : change.installed('remove'));
    expect((await change.installed('add')).posted).toHaveLength(1);
    expect((await change.added()).posted).toEqual([]);
  });

  test('removed without that setting: what was said stays', async () => {
    const { conversation } = people.chat();
    await people.say('can I rename the server?', { conversation });
    await changes(people, conversation).removed();
    expect(await kept(teams, conversation)).toBe(true);
    expect(await teams.site.store.reference('teams', TENANT, conversation)).toBeNull();
  });
});

describe('removed, with the setting to forget', () => {
  let teams: TeamsHarness;
  let people: People;
  beforeAll(async () => {
    teams = await openTeams({ config: { forgetWhenRemoved: true } });
    people = createPeople(teams);
  }, 60_000);
  afterAll(() => teams.close());

  test.each(['conversationUpdate', 'installationUpdate'])('%s: the conversation is forgotten', async (how) => {
    const { conversation } = people.chat();
    await people.say('can I rename the server?', { conversation });
    expect(await kept(teams, conversation)).toBe(true);
    const change = changes(people, conversation);
    await (how === 'conversationUpdate' ? change.removed() : change.installed('remove'));
    expect(await kept(teams, conversation)).toBe(false);
    expect(await teams.site.store.reference('teams', TENANT, conversation)).toBeNull();
    expect((await change.added()).posted).toHaveLength(1);
  });

  test('with what one person alone saw in a window beside it', async () => {
    const { conversation } = people.chat();
    const value = { commandId: NAMES.findAnswer, messagePayload: { body: { contentType: 'text', content: QUESTION } } };
    await people.invoke('composeExtension/fetchTask', value, { conversation });
    const beside = `${conversation};user=${USER.aadObjectId}`;
    expect(await kept(teams, beside)).toBe(true);
    await changes(people, conversation).removed();
    expect(await kept(teams, beside)).toBe(false);
  });

  test('from a team: with the threads of all its channels', async () => {
    const other = '19:another@thread.tacv2';
    teams.fake.conversations.add(other);
    const thread = one((await people.say(QUESTION, { conversation: other })).posted).conversation;
    await people.say(QUESTION, { conversation: GROUP });
    const team = { tenant: { id: TENANT }, team: { id: TEAM }, eventType: 'teamMemberRemoved' };
    await changes(people, TEAM).removed(US, { channelData: team });
    expect([await kept(teams, thread), await kept(teams, GROUP)]).toEqual([false, true]);
    expect(await teams.site.store.reference('teams', TENANT, thread)).toBeNull();
    // The same person there is known anew.
    const [, messageid = ''] = thread.split(';messageid=');
    await people.say(QUESTION, { conversation: other, thread: messageid });
    expect(await teams.site.store.reference('teams', TENANT, thread)).not.toBeNull();
  });

  test('with the threads of the channel, and no other conversation', async () => {
    const thread = one((await people.say('can I rename the server?', { conversation: CHANNEL })).posted).conversation;
    await people.say('can I rename the server?', { conversation: GROUP });
    await changes(people, CHANNEL).removed();
    expect([await kept(teams, thread), await kept(teams, GROUP)]).toEqual([false, true]);
  });
});
