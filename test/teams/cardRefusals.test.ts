import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OTHER } from '../support/teams/defaults.ts';
import { createCardStage } from './cardStage.ts';
import { lineOf, refreshed, windowLine, windowOf } from './person.ts';
import { buttonsIn, cardOf, fieldsIn, one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SECOND, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
let stage: ReturnType<typeof createCardStage>;
beforeAll(async () => {
  desk = await openTriageDesk();
  stage = createCardStage(desk);
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => stage.begin(), 20_000);

describe('anybody else', () => {
  test('may not claim', async () => {
    const outcome = await stage.tap('Claim', OTHER);
    expect(lineOf(outcome)).toContain('You are no agent for');
    expect([outcome.posted, outcome.changed]).toEqual([[], []]);
  });

  test.each(['Ask', 'Resolve', 'Assign', 'Note'])('opens no form: %s', async (label) => {
    const outcome = await desk.people.open(stage.card(), label, { from: OTHER });
    expect(windowLine(outcome)).toContain('You are no agent for');
  });

  test("sends nobody's form", async () => {
    const window = windowOf(await desk.people.open(stage.card(), 'Resolve', { from: AGENT }));
    const outcome = await desk.doing(() =>
      desk.people.fill(stage.card(), window, 'Resolve', { text: 'Mine now.' }, { from: OTHER }),
    );
    expect(wordsOf(windowOf(outcome))).toContain('You are no agent for');
    expect(wordsOf(windowOf(outcome))).not.toContain('sync stopped');
    expect([outcome.posted, outcome.changed]).toEqual([[], []]);
    expect(stage.words()).toContain('· new');
  });
});

describe('repeated', () => {
  test('a tap that Teams delivers three times is one', async () => {
    const stale = structuredClone(stage.card());
    const outcome = await desk.doing(async () => {
      const taps = [1, 2, 3].map(() => desk.people.tap(stale, 'Claim', { from: AGENT, id: `f:${stage.ticket}` }));
      const answers = await Promise.all(taps);
      for (const each of answers) expect(wordsOf(refreshed(each))).not.toContain('already');
      return answers[0] ?? Promise.reject(new Error('nothing was answered'));
    });
    expect(stage.told(outcome)).toHaveLength(1);
  });

  test('a form that is sent twice has one effect, and closes both times', async () => {
    const window = windowOf(await desk.people.open(stage.card(), 'Ask', { from: AGENT }));
    const outcome = await desk.doing(async () => {
      const send = () => desk.people.fill(stage.card(), window, 'Ask', { text: 'Since when?' }, { from: AGENT });
      const [first, second] = [await send(), await send()];
      expect([first.answer, second.answer]).toEqual([null, null]);
      return second;
    });
    expect(stage.told(outcome)).toHaveLength(1);
  });
});

describe('what is refused or fails', () => {
  test('a text that is too long keeps the form open, with as much as it takes', async () => {
    const { outcome } = await stage.say('Resolve', { text: 'é "long" '.repeat(1000) }, 'Resolve');
    expect(wordsOf(windowOf(outcome))).toContain('at most 4000');
    expect(fieldsIn(cardOf(windowOf(outcome)))[0]?.value).toMatch(/^é "long" é/);
    expect(stage.words()).toContain('· new');
  });

  test('a form for what may be done no more explains itself', async () => {
    const stale = structuredClone(stage.card());
    await stage.say('Resolve', { text: 'Done.' }, 'Resolve');
    const outcome = await desk.people.open(stale, 'Resolve', { from: AGENT });
    expect(windowLine(outcome)).toContain('is resolved by now');
  });

  test('a client that knows no Action.Execute: the tap has its effect, a form says where else', async () => {
    const stale = structuredClone(stage.card());
    const claimed = await desk.doing(() => desk.people.submit(stale, 'Claim', { from: AGENT }));
    expect(stage.words()).toContain('· assigned');
    expect(stage.told(claimed)).toHaveLength(1);
    const late = await desk.doing(() => desk.people.submit(stale, 'Claim', { from: SECOND }));
    expect(wordsOf(one(late.posted))).toContain('already');
    const form = buttonsIn(cardOf(stale)).find(({ label }) => label === 'Resolve');
    const said = await desk.people.submit(stale, form ?? 'Resolve', { from: AGENT });
    expect(wordsOf(one(said.posted))).toContain(`desk ticket ${stage.ticket}`);
  });

  test('a name that holds a link is told as it stands, and links nowhere', async () => {
    const stale = structuredClone(stage.card());
    const named = { ...AGENT, name: '[Reset your password](https://evil.example)' };
    await stage.tap('Claim', named);
    const { posted } = await desk.doing(() => desk.people.submit(stale, 'Claim', { from: SECOND }));
    const { text, summary } = one(posted).activity;
    expect(text).toContain('Reset your password');
    expect(text).not.toContain('](');
    expect(summary).toContain(`${named.name} has ${stage.ticket} already`);
  });

  test('data that are none of ours', async () => {
    for (const name of ['task/fetch', 'task/submit']) {
      for (const value of [
        {},
        { data: { v: 1, verb: 'desk.ticket.form', ticket: '../etc', what: 'ask', from: null } },
      ]) {
        expect(windowLine(await desk.people.invokeOn(stage.card(), name, value, { from: AGENT }))).toContain(
          'older message',
        );
      }
    }
  });
});

test('Teams took everything', () => {
  expect(desk.teams.fake.calls.filter(({ status }) => status >= 400)).toEqual([]);
});
