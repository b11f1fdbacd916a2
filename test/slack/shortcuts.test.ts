import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ACTIONS, INPUTS } from '../../adapters/slack/actions.ts';
import { NAMES } from '../../adapters/slack/names.ts';
import { CHANNEL, IM, USER } from '../support/slack/defaults.ts';
import { blockSuggestion, globalShortcut, messageShortcut, onView } from '../support/slack/interactions.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { labelsOf, one, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());

const NOTHING = { posted: [], told: [], changed: [] };

describe("'Find an answer' on a message", () => {
  async function find(text: string, channel: string = CHANNEL.id, response = true) {
    const over = {
      channel: { id: channel, name: 'somewhere' },
      trigger_id: slack.fake.trigger(),
      ...(response ? { response_url: slack.fake.responseUrl({ channel, user: USER.id }) } : {}),
    };
    return people.outcome(() => slack.send(messageShortcut(NAMES.find, { ts: '1700000000.000100', text }, over)));
  }

  test.each([
    ['a question', 'can I rename the server?', 'Once the server has another name'],
    ['a question among other words', 'Hi all, can I rename the server? Thanks!', 'Once the server has another name'],
    ['a question to the bot', `${BOT} can I rename the server?`, 'Once the server has another name'],
    ['what Slack has escaped', 'can I rename the &lt;server&gt;?', 'server'],
    ['chatter', 'who has the key to the server room?', 'I would rather not guess'],
    ['no words', '', 'no text that I could read'],
    ['a whole novel', 'word '.repeat(2000), 'I read at most 4000'],
  ])('answers for the one who asked alone: %s', async (_, text, expected) => {
    const { posted, told } = await find(text);
    expect(posted).toEqual([]);
    expect(one(told).user).toBe(USER.id);
    expect(wordsOf(one(told))).toContain(expected);
  });

  test.each(['ticket the printer burns', 'tickets', 'withdraw DESK-1'])('is about no tickets: %s', async (text) => {
    expect(wordsOf(one((await find(text)).told))).not.toMatch(/your tickets?|no ticket/i);
  });

  test('works in a channel that the app is not in, and can be shared', async () => {
    expect(one((await find('can I rename the server?', 'C0NOWHERE1')).told).channel).toBe('C0NOWHERE1');
    const answer = one((await find('can I rename the server?')).told);
    expect(one((await people.tap(answer, 'Share in channel')).posted).channel).toBe(CHANNEL.id);
  });
});

describe("'Ask' from anywhere", () => {
  const suggest = async (value: string) => {
    const where = { action_id: ACTIONS.askSearch, block_id: INPUTS.suggestion.block };
    const response = await slack.send(blockSuggestion({ ...where, value }, onView(window())));
    const { options } = (await response.json()) as { options: { text: { text: string }; value: string }[] };
    return options.map(({ text, value: picked }) => [text.text, picked]);
  };
  const window = () => one(slack.fake.modal(USER.id));

  beforeEach(async () => {
    slack.fake.closeModal(USER.id);
    const shortcut = globalShortcut(NAMES.ask, { trigger_id: slack.fake.trigger() });
    expect(await people.outcome(() => slack.send(shortcut))).toEqual(NOTHING);
  });

  test('opens a window that says where the answer comes', () => {
    expect(wordsOf(window())).toContain('The answer comes as a direct message.');
  });

  test('a typed question is answered as a direct message', async () => {
    const { posted, answer } = await people.submit(window(), { question: 'can I rename the server?' });
    expect(answer).toBe('');
    expect(one(posted)).toMatchObject({ channel: IM.id, thread: null });
    expect(wordsOf(one(posted))).toContain('Once the server has another name');
  });

  test('suggestions come while one types', async () => {
    expect(await suggest('rename')).toContainEqual(['Rename the Azure AD Connect server', 'entry:rename-server']);
    expect(await suggest('zorkmid')).toEqual([]);
    expect((await suggest('')).length).toBeGreaterThan(0);
    expect((await suggest('re')).length).toBeLessThanOrEqual(10);
  });

  test('a suggestion that is picked goes before what was typed', async () => {
    const filled = { question: 'is two-factor possible?', suggestion: 'entry:rename-server' };
    const { posted } = await people.submit(window(), filled);
    expect(wordsOf(one(posted))).toContain('Once the server has another name');
  });

  test('what was asked there goes on in the direct message', async () => {
    const { posted } = await people.submit(window(), { question: 'got a mail that auto upgrade no longer works' });
    expect(labelsOf(one(posted))).toContain('Older than 1.1.750.0');
    const next = await people.write('1.1.654.0', { channel: IM.id });
    expect(wordsOf(one(next.posted))).toContain('Yes');
  });

  test.each([[{}], [{ question: '   ' }], [{ question: '', suggestion: '' }]])(
    'an empty form stays open with a hint: %j',
    async (filled) => {
      const { posted, answer } = await people.submit(window(), filled);
      expect(posted).toEqual([]);
      expect(JSON.parse(answer)).toEqual({
        response_action: 'errors',
        errors: { [INPUTS.question.block]: expect.stringContaining('Type a question') },
      });
    },
  );
});

test('Slack took everything that it was sent', () => {
  expect(slack.fake.calls.filter(({ error }) => error !== null)).toEqual([]);
  expect(slack.fake.responses.filter(({ error }) => error !== null)).toEqual([]);
});
