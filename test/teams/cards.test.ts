import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHANNEL, OTHER, type Person, USER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { lineOf, type Outcome, refreshed, windowLine, windowOf } from './person.ts';
import { buttonsIn, cardOf, fieldsIn, labelsOf, one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SECOND, TRIAGE, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

let ticket = '';
let turn = 0;
/** Nobody may open more than a few in an hour. */
let from: Person = USER;
/** Each test has a ticket of its own, opened by somebody in a channel. */
beforeEach(async () => {
  turn += 1;
  from = { id: `29:rita-${turn}`, aadObjectId: `rita-${turn}`, name: `Rita ${turn}` };
  const at = { conversation: CHANNEL, from };
  const draft = one((await desk.people.say(`ticket the sync stopped ${turn}`, at)).posted);
  const { posted } = await desk.doing(() => desk.people.tap(draft, 'Send it', { from }));
  ticket = wordsOf(one(posted.filter(({ conversation }) => conversation === TRIAGE))).match(/DESK-\d+/)?.[0] ?? '';
}, 20_000);

const card = () => desk.card(ticket);
const words = () => wordsOf(card());
const tap = (label: string, from = AGENT, on: Posted = card()) =>
  desk.doing(() => desk.people.tap(on, label, { from }));
const told = ({ posted }: Outcome) => posted.filter(({ conversation }) => conversation !== TRIAGE);

/** Opens a form of the card, fills it in and sends it. */
async function say(label: string, filled: object, send: string, from = AGENT) {
  const window = windowOf(await desk.people.open(card(), label, { from }));
  const outcome = await desk.doing(() => desk.people.fill(card(), window, send, filled, { from }));
  return { window, outcome };
}

describe('an agent', () => {
  test('claims; a second one is told who has it, and sees how it stands', async () => {
    const stale = structuredClone(card());
    const claimed = await tap('Claim');
    expect(words()).toContain('assigned');
    expect(wordsOf(refreshed(claimed))).toContain('With: Anna Agent');
    expect(wordsOf(one(told(claimed)))).toContain('Anna Agent has taken your ticket');
    const late = await tap('Claim', SECOND, stale);
    expect([late.posted, late.changed]).toEqual([[], []]);
    expect(wordsOf(refreshed(late))).toContain(`⚠️ Anna Agent has ${ticket} already`);
    expect(labelsOf(refreshed(late))).not.toContain('Claim');
  });

  test('of two at once one has it', async () => {
    const stale = structuredClone(card());
    const [one, other] = await Promise.all([AGENT, SECOND].map((from) => desk.people.tap(stale, 'Claim', { from })));
    const lines = [one, other].map((each) => (each ? wordsOf(refreshed(each)) : ''));
    expect(lines.filter((each) => each.includes('already')).length).toBe(1);
  });

  test('asks; the answer comes back below the card and on it', async () => {
    const { outcome } = await say('Ask', { text: 'Which *build*?' }, 'Ask');
    expect([outcome.status, outcome.answer]).toEqual([200, null]);
    const question = one(told(outcome));
    expect(wordsOf(question)).toContain('Which *build*?'.replaceAll('*', ''));
    expect(wordsOf(question)).toContain('Anna Agent asks about your ticket');
    expect(words()).toContain('waiting-on-requester');
    const thread = question.conversation.split(';messageid=')[1] ?? '';
    const answered = await desk.doing(() => desk.people.say('build 1.6', { conversation: CHANNEL, thread, from }));
    const alert = one(answered.posted.filter(({ conversation }) => conversation.startsWith(`${TRIAGE};`)));
    expect(alert.conversation).toBe(`${TRIAGE};messageid=${card().id}`);
    expect(wordsOf(alert)).toContain(`${from.name} on ${ticket}`);
    expect(words()).toContain('wrote: build 1.6');
  });

  test('resolves with words, and opens it again', async () => {
    await say('Resolve', { text: 'Started the service.' }, 'Resolve');
    expect(words()).toContain('resolved');
    expect(words()).toContain('Resolution: Started the service.');
    expect(labelsOf(card())).toEqual(['Open again', 'Reply', 'Note']);
    await tap('Open again');
    expect(words()).toContain('· assigned');
  });

  test('writes to the requester, and the ticket stays as it is', async () => {
    const { outcome } = await say('Reply', { text: 'Back on Monday.' }, 'Send');
    expect(wordsOf(one(told(outcome)))).toContain('Back on Monday.');
    expect(words()).toContain('· new');
    expect(words()).toContain('wrote to the requester: Back on Monday.');
  });

  test('adds a note that nobody else is told', async () => {
    const { outcome } = await say('Note', { text: 'looks like last week' }, 'Add');
    expect(outcome.posted).toEqual([]);
    expect(words()).toContain('noted: looks like last week');
  });

  test('marks a duplicate by its number; words that are none keep the form open, with them', async () => {
    const refused = (await say('Duplicate', { text: 'the other one' }, 'Mark as a duplicate')).outcome;
    expect(wordsOf(windowOf(refused))).toContain('Give the number of the other ticket');
    expect(fieldsIn(cardOf(windowOf(refused)))[0]?.value).toBe('the other one');
    const own = await desk.people.fill(
      card(),
      windowOf(refused),
      'Mark as a duplicate',
      { text: ticket },
      { from: AGENT },
    );
    expect(wordsOf(windowOf(own))).toContain('no duplicate of itself');
    const unknown = await desk.people.fill(
      card(),
      windowOf(own),
      'Mark as a duplicate',
      { text: '9999' },
      { from: AGENT },
    );
    expect(wordsOf(windowOf(unknown))).toContain('There is no ticket DESK-9999');
    await desk.doing(() =>
      desk.people.fill(card(), windowOf(unknown), 'Mark as a duplicate', { text: 'DESK-1' }, { from: AGENT }),
    );
    expect(words()).toContain('closed (duplicate of DESK-1)');
  });

  test('assigns to a member of the team by name, and to nobody else', async () => {
    const window = windowOf(await desk.people.open(card(), 'Assign', { from: AGENT }));
    const [field] = fieldsIn(cardOf(window));
    const titles = field?.choices.map(({ title }) => title) ?? [];
    expect(titles).toEqual(expect.arrayContaining([`${SECOND.name}, on call`, AGENT.name, SECOND.name]));
    const assign = (to: string, on = window) =>
      desk.doing(() => desk.people.fill(card(), on, 'Assign', { to }, { from: AGENT }));
    const stranger = await assign(OTHER.aadObjectId);
    expect(wordsOf(windowOf(stranger))).toContain('Pick who is to have it');
    await assign(AGENT.aadObjectId, windowOf(stranger));
    expect(words()).toContain('With: Anna Agent');
    const again = windowOf(await desk.people.open(card(), 'Assign', { from: AGENT }));
    await assign('on call', again);
    expect(words()).toContain(`With: ${SECOND.name}`);
  });

  test('gives it to who is on call', async () => {
    await tap(`Give to ${SECOND.name}, on call`);
    expect(words()).toContain(`With: ${SECOND.name}`);
    expect(words()).toContain('· assigned');
  });

  test('hands over to people with a channel of their own: the card goes there, and says so here', async () => {
    const { outcome } = await say('Hand over', { category: 'identity-data' }, 'Hand over');
    const there = one(outcome.posted.filter(({ conversation }) => conversation === CHANNEL));
    expect(labelsOf(there)).toContain('Claim');
    const here = desk.cards().findLast((each) => wordsOf(each).startsWith(`${ticket}\n`));
    expect(here && wordsOf(here)).toContain('It has gone to the people for Identity data');
    expect(here && labelsOf(here)).toEqual([]);
  });

  test('sets category and priority; what is left as it is, is no change', async () => {
    const same = (await say('Category, priority', {}, 'Set')).outcome;
    expect(wordsOf(windowOf(same))).toContain('Nothing of it differs');
    await say('Category, priority', { priority: 'P1', category: 'auto-upgrade' }, 'Set');
    expect(words()).toContain('· P1 · triaged');
    expect(words()).toContain('Category: Auto upgrade');
    await say('Category, priority', { impact: 'everyone', urgency: 'high' }, 'Set');
    expect(words()).toContain('Who cannot work: everyone');
  });

  test('hands over: nobody has it then', async () => {
    await tap('Claim');
    await say('Hand over', { category: 'auto-upgrade' }, 'Hand over');
    expect(words()).toContain('Category: Auto upgrade');
    expect(words()).toContain('With: nobody');
  });

  test('answers from the FAQ, which is searched in the window', async () => {
    const first = windowOf(await desk.people.open(card(), 'Answer from FAQ', { from: AGENT }));
    expect(fieldsIn(cardOf(first))[0]?.value).toContain('the sync stopped');
    const fill = (on: Pick<Posted, 'activity'>, label: string, filled: object) =>
      desk.doing(() => desk.people.fill(card(), on, label, filled, { from: AGENT }));
    const none = windowOf(await fill(first, 'Search', { query: 'zzzz qqqq' }));
    expect(wordsOf(none)).toContain('Nothing in the FAQ fits these words');
    const found = windowOf(await fill(none, 'Search', { query: 'rename' }));
    const choices = fieldsIn(cardOf(found)).flatMap((field) => field.choices.map(({ value }) => value));
    expect(choices).toContain('entry:rename-server');
    const unpicked = await fill(found, 'Send this answer', {});
    expect(wordsOf(windowOf(unpicked))).toContain('Pick one of the entries');
    expect(unpicked.posted).toEqual([]);
    const sent = await fill(windowOf(unpicked), 'Send this answer', { entry: 'entry:rename-server' });
    expect(wordsOf(one(told(sent)))).toContain('Does it solve it?');
    expect(words()).toContain('sent an answer: rename-server');
  });
});

describe('anybody else', () => {
  test('may not claim', async () => {
    const outcome = await tap('Claim', OTHER);
    expect(lineOf(outcome)).toContain('You are no agent for');
    expect([outcome.posted, outcome.changed]).toEqual([[], []]);
  });

  test.each(['Ask', 'Resolve', 'Assign', 'Note'])('opens no form: %s', async (label) => {
    const outcome = await desk.people.open(card(), label, { from: OTHER });
    expect(windowLine(outcome)).toContain('You are no agent for');
  });

  test("sends nobody's form", async () => {
    const window = windowOf(await desk.people.open(card(), 'Resolve', { from: AGENT }));
    const outcome = await desk.doing(() =>
      desk.people.fill(card(), window, 'Resolve', { text: 'Mine now.' }, { from: OTHER }),
    );
    expect(windowLine(outcome)).toContain('You are no agent for');
    expect([outcome.posted, outcome.changed]).toEqual([[], []]);
    expect(words()).toContain('· new');
  });
});

describe('repeated', () => {
  test('a tap that Teams delivers three times is one', async () => {
    const stale = structuredClone(card());
    const outcome = await desk.doing(async () => {
      const taps = [1, 2, 3].map(() => desk.people.tap(stale, 'Claim', { from: AGENT, id: `f:${ticket}` }));
      const answers = await Promise.all(taps);
      for (const each of answers) expect(wordsOf(refreshed(each))).not.toContain('already');
      return answers[0] ?? Promise.reject(new Error('nothing was answered'));
    });
    expect(told(outcome)).toHaveLength(1);
  });

  test('a form that is sent twice has one effect, and closes both times', async () => {
    const window = windowOf(await desk.people.open(card(), 'Ask', { from: AGENT }));
    const outcome = await desk.doing(async () => {
      const send = () => desk.people.fill(card(), window, 'Ask', { text: 'Since when?' }, { from: AGENT });
      const [first, second] = [await send(), await send()];
      expect([first.answer, second.answer]).toEqual([null, null]);
      return second;
    });
    expect(told(outcome)).toHaveLength(1);
  });
});

describe('what is refused or fails', () => {
  test('a text that is too long keeps the form open, with as much as it takes', async () => {
    const { outcome } = await say('Resolve', { text: 'é "long" '.repeat(1000) }, 'Resolve');
    expect(wordsOf(windowOf(outcome))).toContain('at most 4000');
    expect(fieldsIn(cardOf(windowOf(outcome)))[0]?.value).toMatch(/^é "long" é/);
    expect(words()).toContain('· new');
  });

  test('a form for what may be done no more explains itself', async () => {
    const stale = structuredClone(card());
    await say('Resolve', { text: 'Done.' }, 'Resolve');
    const outcome = await desk.people.open(stale, 'Resolve', { from: AGENT });
    expect(windowLine(outcome)).toContain('is resolved by now');
  });

  test('a client that knows no Action.Execute: the tap has its effect, a form says where else', async () => {
    const stale = structuredClone(card());
    const claimed = await desk.doing(() => desk.people.submit(stale, 'Claim', { from: AGENT }));
    expect(words()).toContain('· assigned');
    expect(told(claimed)).toHaveLength(1);
    const late = await desk.doing(() => desk.people.submit(stale, 'Claim', { from: SECOND }));
    expect(wordsOf(one(late.posted))).toContain('already');
    const form = buttonsIn(cardOf(stale)).find(({ label }) => label === 'Resolve');
    const said = await desk.people.submit(stale, form ?? 'Resolve', { from: AGENT });
    expect(wordsOf(one(said.posted))).toContain(`desk ticket ${ticket}`);
  });

  test('data that are none of ours', async () => {
    for (const name of ['task/fetch', 'task/submit']) {
      for (const value of [
        {},
        { data: { v: 1, verb: 'desk.ticket.form', ticket: '../etc', what: 'ask', from: null } },
      ]) {
        expect(windowLine(await desk.people.invokeOn(card(), name, value, { from: AGENT }))).toContain('older message');
      }
    }
  });
});

test('Teams took everything', () => {
  expect(desk.teams.fake.calls.filter(({ status }) => status >= 400)).toEqual([]);
});
