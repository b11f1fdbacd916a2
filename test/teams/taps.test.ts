import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VERBS } from '../../adapters/teams/actions.ts';
import { CHANNEL, GROUP, OTHER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { type At, createPeople, lineOf, type People, refreshed } from './person.ts';
import { buttonsIn, cardOf, labelsOf, one, wordsOf } from './seen.ts';

let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams();
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const MAIL = 'got a mail from Microsoft that my auto upgrade is broken';
const OLDER = 'Older than 1.1.750.0';
const said = async (text: string, at: At = people.chat()) => one((await people.say(text, at)).posted);

describe('an option', () => {
  test.each([
    ['a personal chat', undefined, null],
    ['a group chat', { conversation: GROUP }, 'Ada Admin'],
    ['a channel', { conversation: CHANNEL }, 'Ada Admin'],
  ])('is answered below, and the used row tells what was chosen: %s', async (_, at, by) => {
    const question = await said(MAIL, at);
    const tapped = await people.tap(question, OLDER);
    expect(one(tapped.posted).conversation).toBe(question.conversation);
    expect(wordsOf(one(tapped.posted))).toContain('Yes');
    const changed = one(tapped.changed);
    expect(changed.id).toBe(question.id);
    expect(labelsOf(changed)).not.toContain(OLDER);
    expect(wordsOf(changed)).toContain(by === null ? `✔ ${OLDER}` : `✔ ${OLDER} · chosen by ${by}`);
    expect(cardOf(refreshed(tapped))).toEqual(cardOf(changed));
  });

  test('comes once, tapped twice at the same moment or sent again', async () => {
    const question = await said(MAIL);
    const at = { id: 'f:tap-1' };
    const [first, second] = await Promise.all([people.tap(question, OLDER), people.tap(question, OLDER)]);
    const ids = new Set([...first.posted, ...second.posted].map(({ id }) => id));
    expect(ids.size).toBe(1);
    const other = await said(MAIL);
    expect((await people.tap(other, OLDER, at)).posted).toHaveLength(1);
    const again = await people.tap(other, OLDER, at);
    expect(again.posted).toEqual([]);
    expect(wordsOf(refreshed(again))).toContain(OLDER);
  });

  test('from a client that knows no Action.Execute', async () => {
    const question = await said(MAIL, { conversation: CHANNEL });
    const { posted, changed, answer } = await people.submit(question, OLDER);
    expect(answer).toBeNull();
    expect(wordsOf(one(posted))).toContain('Yes');
    expect(labelsOf(one(changed))).not.toContain(OLDER);
  });

  test('is shown in place of the card where nothing can be posted', async () => {
    const question = await said(MAIL);
    teams.fake.failNext('reply', { status: 403, code: 'BotNotInConversationRoster' });
    const tapped = await people.tap(question, OLDER);
    expect(tapped.posted).toEqual([]);
    expect(wordsOf(refreshed(tapped))).toContain('Yes');
  });

  test.each([412, 429, 502, 504])('is answered below later, for everybody, where Teams answers %i', async (status) => {
    const conversation = `19:away-${status}@thread.v2`;
    teams.fake.conversations.add(conversation);
    const question = await said(MAIL, { conversation });
    teams.fake.failNext('reply', { status, conversation });
    const { posted, changed, ...rest } = await people.tap(question, OLDER);
    expect(lineOf({ posted, changed, ...rest })).toContain('The answer follows below.');
    expect(wordsOf(one(posted))).toContain('Yes');
    expect(wordsOf(one(changed))).toContain(`✔ ${OLDER} · chosen by Ada Admin`);
  });

  test('has its effect where the card cannot be changed', async () => {
    const question = await said(MAIL);
    teams.fake.failNext('update', { status: 502 });
    const tapped = await people.tap(question, OLDER);
    expect(tapped.posted).toHaveLength(1);
    expect(labelsOf(refreshed(tapped))).not.toContain(OLDER);
  });
});

describe('a walk', () => {
  const WALK = 'Can I move the sync database to a remote SQL Server?';

  test.each([
    ['personal', undefined],
    ['channel', { conversation: CHANNEL }],
  ])('turns its pages in place: %s', async (_, at) => {
    const first = await said(WALK, at);
    const next = await people.tap(first, 'Next');
    expect(next.posted).toEqual([]);
    const second = one(next.changed);
    expect([second.id, wordsOf(second)]).toEqual([first.id, expect.stringContaining('Step 2 of 3')]);
    expect(cardOf(refreshed(next))).toEqual(cardOf(second));
    const back = await people.tap(second, 'Back');
    expect(wordsOf(one(back.changed))).toContain('Step 1 of 3');
  });

  test('from a client that does not say which message was tapped', async () => {
    const first = await said(WALK);
    const { posted, changed } = await people.tap(first, 'Next', { over: { replyToId: undefined } });
    expect([posted, one(changed).id]).toEqual([[], first.id]);
  });

  test('for the one who tapped also where the message is not known any more', async () => {
    const first = await said(WALK);
    const gone = () => teams.fake.failNext('update', { status: 404, code: 'ActivityNotFoundInConversation' });
    gone();
    const second = await people.tap(first, 'Next');
    expect([second.posted, second.changed]).toEqual([[], []]);
    expect(wordsOf(refreshed(second))).toContain('Step 2 of 3');
    gone();
    const third = await people.tap({ ...first, activity: refreshed(second).activity }, 'Next');
    expect(wordsOf(refreshed(third))).toContain('Step 3 of 3');
  });

  test('below, where the message is not known any more and the tap has no answer', async () => {
    const first = await said(WALK);
    teams.fake.failNext('update', { status: 404, code: 'ActivityNotFoundInConversation' });
    expect(wordsOf(one((await people.submit(first, 'Next')).posted))).toContain('Step 2 of 3');
  });

  test('from a client that knows no Action.Execute', async () => {
    const first = await said(WALK);
    const { posted, changed } = await people.submit(first, 'Next');
    expect(posted).toEqual([]);
    expect(wordsOf(one(changed))).toContain('Step 2 of 3');
  });
});

describe('old buttons', () => {
  test('explain themselves to the one who tapped, and offer to ask again', async () => {
    const walk = await said('Can I move the sync database to a remote SQL Server?', { conversation: GROUP });
    await people.say('cancel', { conversation: GROUP });
    const tapped = await people.tap(walk, 'Next', { from: OTHER });
    expect([tapped.posted, tapped.changed]).toEqual([[], []]);
    const shown = refreshed(tapped);
    expect(wordsOf(shown)).toContain('no longer open');
    const [again] = labelsOf(shown);
    expect(again).toMatch(/^Ask again: /);
    const button = buttonsIn(cardOf(shown))[0];
    if (!button) throw new Error('nothing is offered');
    expect((await people.tap(walk, button)).posted).toHaveLength(1);
  });

  test('in words where nothing is offered', async () => {
    const question = await said('help');
    const forged = { label: 'x', verb: VERBS.option, data: { v: 1, verb: VERBS.option, delivery: 'none', value: 'x' } };
    const tapped = await people.tap(question, forged);
    expect(lineOf(tapped)).toContain('no longer open');
    const posted = await people.submit(question, forged);
    expect(wordsOf(one(posted.posted))).toContain('no longer open');
  });

  test.each([VERBS.more, VERBS.why])('of what is kept no longer: %s', async (verb) => {
    const question = await said(MAIL);
    const tapped = await people.tap(question, { label: 'x', verb, data: { v: 1, verb, delivery: 'purged' } });
    expect(wordsOf(refreshed(tapped))).toContain('older message');
  });

  test('of an earlier make, and those of another app', async () => {
    const question = await said(MAIL);
    const old = await people.tap(question, { label: 'x', verb: 'desk.option', data: { v: 0 } });
    expect(wordsOf(refreshed(old))).toContain('older message');
    const foreign = await people.tap(question, { label: 'x', verb: 'other.verb', data: {} });
    expect(foreign.answer).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    const broken = await people.invokeOn(question, 'adaptiveCard/action', []);
    expect(broken.answer).toMatchObject({ statusCode: 400 });
    const submitted = await people.submit(question, { label: 'x', verb: '', data: { other: 1 } });
    expect(wordsOf(one(submitted.posted))).toContain('older message');
  });

  test('after a restart work as before', async () => {
    const question = await said(MAIL);
    await teams.stop();
    await teams.start();
    expect((await people.tap(question, OLDER)).posted).toHaveLength(1);
  });
});

describe('beside the answer', () => {
  test('show all: the whole text, with what was chosen still chosen', async () => {
    const question = await said(MAIL, { conversation: CHANNEL });
    await people.tap(question, OLDER);
    const [, delivery] = /"delivery":"([^"]+)"/.exec(JSON.stringify(cardOf(question))) ?? [];
    const more = await people.tap(question, {
      label: 'x',
      verb: VERBS.more,
      data: { v: 1, verb: VERBS.more, delivery },
    });
    expect(wordsOf(refreshed(more))).toContain(`✔ ${OLDER}`);
    expect(labelsOf(refreshed(more))).not.toContain(OLDER);
  });
});
