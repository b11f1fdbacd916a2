import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHANNEL, OTHER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { createCardStage } from './cardStage.ts';
import { lineOf, refreshed, windowOf } from './person.ts';
import { cardOf, fieldsIn, labelsOf, one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SECOND, TRIAGE, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
let stage: ReturnType<typeof createCardStage>;
beforeAll(async () => {
  desk = await openTriageDesk();
  stage = createCardStage(desk);
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => stage.begin(), 20_000);

describe('an agent', () => {
  test('claims; a second one is told who has it, and sees how it stands', async () => {
    const stale = structuredClone(stage.card());
    const claimed = await stage.tap('Claim');
    expect(stage.words()).toContain('assigned');
    expect(wordsOf(refreshed(claimed))).toContain('With: Anna Agent');
    expect(wordsOf(one(stage.told(claimed)))).toContain('Anna Agent has taken your ticket');
    const late = await stage.tap('Claim', SECOND, stale);
    expect([late.posted, late.changed]).toEqual([[], []]);
    expect(wordsOf(refreshed(late))).toContain(`⚠️ Anna Agent has ${stage.ticket} already`);
    expect(labelsOf(refreshed(late))).not.toContain('Claim');
  });

  test('of two at once one has it', async () => {
    const stale = structuredClone(stage.card());
    const [one, other] = await Promise.all([AGENT, SECOND].map((from) => desk.people.tap(stale, 'Claim', { from })));
    const lines = [one, other].map((each) => (each ? wordsOf(refreshed(each)) : ''));
    expect(lines.filter((each) => each.includes('already')).length).toBe(1);
  });

  test('asks; the answer comes back below the card and on it', async () => {
    const { outcome } = await stage.say('Ask', { text: 'Which *build*?' }, 'Ask');
    expect([outcome.status, outcome.answer]).toEqual([200, null]);
    const question = one(stage.told(outcome));
    expect(wordsOf(question)).toContain('Which *build*?'.replaceAll('*', ''));
    expect(wordsOf(question)).toContain('Anna Agent asks about your ticket');
    expect(stage.words()).toContain('waiting-on-requester');
    const from = stage.requester;
    const thread = question.conversation.split(';messageid=')[1] ?? '';
    const answered = await desk.doing(() => desk.people.say('build 1.6', { conversation: CHANNEL, thread, from }));
    const alert = one(answered.posted.filter(({ conversation }) => conversation.startsWith(`${TRIAGE};`)));
    expect(alert.conversation).toBe(`${TRIAGE};messageid=${stage.card().id}`);
    expect(wordsOf(alert)).toContain(`${from.name} on ${stage.ticket}`);
    expect(stage.words()).toContain('wrote: build 1.6');
  });

  test('resolves with words, and opens it again', async () => {
    await stage.say('Resolve', { text: 'Started the service.' }, 'Resolve');
    expect(stage.words()).toContain('resolved');
    expect(stage.words()).toContain('Resolution: Started the service.');
    expect(labelsOf(stage.card())).toEqual(['Open again', 'Reply', 'Note', 'Propose as FAQ entry']);
    await stage.tap('Open again');
    expect(stage.words()).toContain('· assigned');
  });

  test('writes to the requester, and the ticket stays as it is', async () => {
    const { outcome } = await stage.say('Reply', { text: 'Back on Monday.' }, 'Send');
    expect(wordsOf(one(stage.told(outcome)))).toContain('Back on Monday.');
    expect(stage.words()).toContain('· new');
    expect(stage.words()).toContain('wrote to the requester: Back on Monday.');
  });

  test('proposes what was learnt as an entry of the FAQ, and is told what came of it', async () => {
    await stage.say('Resolve', { text: 'Restarted the service ADSync on the server.' }, 'Resolve');
    const outcome = await stage.tap('Propose as FAQ entry');
    expect(lineOf(outcome)).not.toBe('');
    expect(stage.words()).toContain('proposed it as an entry of the FAQ');
  });

  test('adds a note that nobody else is told', async () => {
    const { outcome } = await stage.say('Note', { text: 'looks like last week' }, 'Add');
    expect(outcome.posted).toEqual([]);
    expect(stage.words()).toContain('noted: looks like last week');
  });

  test('marks a duplicate by its number; words that are none keep the form open, with them', async () => {
    const refused = (await stage.say('Duplicate', { text: 'the other one' }, 'Mark as a duplicate')).outcome;
    expect(wordsOf(windowOf(refused))).toContain('Give the number of the other ticket');
    expect(fieldsIn(cardOf(windowOf(refused)))[0]?.value).toBe('the other one');
    const own = await desk.people.fill(
      stage.card(),
      windowOf(refused),
      'Mark as a duplicate',
      { text: stage.ticket },
      { from: AGENT },
    );
    expect(wordsOf(windowOf(own))).toContain('no duplicate of itself');
    const unknown = await desk.people.fill(
      stage.card(),
      windowOf(own),
      'Mark as a duplicate',
      { text: '9999' },
      { from: AGENT },
    );
    expect(wordsOf(windowOf(unknown))).toContain('There is no ticket DESK-9999');
    await desk.doing(() =>
      desk.people.fill(stage.card(), windowOf(unknown), 'Mark as a duplicate', { text: 'DESK-1' }, { from: AGENT }),
    );
    expect(stage.words()).toContain('closed (duplicate of DESK-1)');
  });

  test('assigns to a member of the team by name, and to nobody else', async () => {
    const window = windowOf(await desk.people.open(stage.card(), 'Assign', { from: AGENT }));
    const [field] = fieldsIn(cardOf(window));
    const titles = field?.choices.map(({ title }) => title) ?? [];
    expect(titles).toEqual(expect.arrayContaining([`${SECOND.name}, on call`, AGENT.name, SECOND.name]));
    const assign = (to: string, on = window) =>
      desk.doing(() => desk.people.fill(stage.card(), on, 'Assign', { to }, { from: AGENT }));
    const stranger = await assign(OTHER.aadObjectId);
    expect(wordsOf(windowOf(stranger))).toContain('Pick who is to have it');
    await assign(AGENT.aadObjectId, windowOf(stranger));
    expect(stage.words()).toContain('With: Anna Agent');
    const again = windowOf(await desk.people.open(stage.card(), 'Assign', { from: AGENT }));
    await assign('on call', again);
    expect(stage.words()).toContain(`With: ${SECOND.name}`);
  });

  test('gives it to who is on call', async () => {
    await stage.tap(`Give to ${SECOND.name}, on call`);
    expect(stage.words()).toContain(`With: ${SECOND.name}`);
    expect(stage.words()).toContain('· assigned');
  });

  test('hands over to people with a channel of their own: the card goes there, and says so here', async () => {
    const { outcome } = await stage.say('Hand over', { category: 'identity-data' }, 'Hand over');
    const there = one(outcome.posted.filter(({ conversation }) => conversation === CHANNEL));
    expect(labelsOf(there)).toContain('Claim');
    const here = desk.cards().findLast((each) => wordsOf(each).startsWith(`${stage.ticket}\n`));
    expect(here && wordsOf(here)).toContain('It has gone to the people for Identity data');
    expect(here && labelsOf(here)).toEqual([]);
  });

  test('sets category and priority; what is left as it is, is no change', async () => {
    const same = (await stage.say('Category, priority', {}, 'Set')).outcome;
    expect(wordsOf(windowOf(same))).toContain('Nothing of it differs');
    await stage.say('Category, priority', { priority: 'P1', category: 'auto-upgrade' }, 'Set');
    expect(stage.words()).toContain('· P1 · triaged');
    expect(stage.words()).toContain('Category: Auto upgrade');
    await stage.say('Category, priority', { impact: 'everyone', urgency: 'high' }, 'Set');
    expect(stage.words()).toContain('Who cannot work: everyone');
  });

  test('hands over: nobody has it then', async () => {
    await stage.tap('Claim');
    await stage.say('Hand over', { category: 'auto-upgrade' }, 'Hand over');
    expect(stage.words()).toContain('Category: Auto upgrade');
    expect(stage.words()).toContain('With: nobody');
  });

  test('answers from the FAQ, which is searched in the window', async () => {
    const first = windowOf(await desk.people.open(stage.card(), 'Answer from FAQ', { from: AGENT }));
    expect(fieldsIn(cardOf(first))[0]?.value).toContain('the sync stopped');
    const fill = (on: Pick<Posted, 'activity'>, label: string, filled: object) =>
      desk.doing(() => desk.people.fill(stage.card(), on, label, filled, { from: AGENT }));
    const none = windowOf(await fill(first, 'Search', { query: 'zzzz qqqq' }));
    expect(wordsOf(none)).toContain('Nothing in the FAQ fits these words');
    const found = windowOf(await fill(none, 'Search', { query: 'rename' }));
    const choices = fieldsIn(cardOf(found)).flatMap((field) => field.choices.map(({ value }) => value));
    expect(choices).toContain('entry:rename-server');
    const unpicked = await fill(found, 'Send this answer', {});
    expect(wordsOf(windowOf(unpicked))).toContain('Pick one of the entries');
    expect(unpicked.posted).toEqual([]);
    const sent = await fill(windowOf(unpicked), 'Send this answer', { entry: 'entry:rename-server' });
    expect(wordsOf(one(stage.told(sent)))).toContain('Does it solve it?');
    expect(stage.words()).toContain('sent an answer: rename-server');
  });
});

test('Teams took everything', () => {
  expect(desk.teams.fake.calls.filter(({ status }) => status >= 400)).toEqual([]);
});
