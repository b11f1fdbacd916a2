import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACTIONS, INPUTS } from '../../adapters/slack/actions.ts';
import { IM, USER } from '../support/slack/defaults.ts';
import { appHomeOpened } from '../support/slack/events.ts';
import { button, textInput } from '../support/slack/interactions.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { createPeople, type People } from './person.ts';
import { buttonsOf, labelsOf, one, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
  await people.outcome(() => slack.send(appHomeOpened()));
}, 60_000);
afterAll(() => slack.close());

const NOTICE = 'Your answer is in the Messages tab.';

function home() {
  const view = slack.fake.home(USER.id);
  if (!view) throw new Error('nothing was published');
  return view;
}

const typed = ({ block, action }: { block: string; action: string }, value: string) =>
  people.atHome(textInput({ block_id: block, action_id: action, value }));

describe('the App Home', () => {
  test('shows what it can do, once it is opened', () => {
    const words = wordsOf(home());
    expect(words).toContain('Ask me anything about Azure AD Connect');
    expect(words).toContain('Check a version');
    expect(words).not.toContain(NOTICE);
    expect(labelsOf(home())).toContain('Auto upgrade (18)');
  });

  test('the Messages tab is none', async () => {
    const before = slack.fake.callsOf('views.publish').length;
    await people.outcome(() => slack.send(appHomeOpened({ tab: 'messages' })));
    expect(slack.fake.callsOf('views.publish')).toHaveLength(before);
  });

  test('a question is answered among the messages, and the home says so', async () => {
    const { posted } = await typed(INPUTS.homeSearch, 'can I rename the server?');
    expect(one(posted)).toMatchObject({ channel: IM.id, thread: null });
    expect(wordsOf(one(posted))).toContain('Once the server has another name');
    expect(wordsOf(home())).toContain(NOTICE);
    await people.outcome(() => slack.send(appHomeOpened()));
    expect(wordsOf(home())).not.toContain(NOTICE);
  });

  test('its boxes are empty again after each answer, and those of an older showing are read, too', async () => {
    const boxes = () => home().blocks.flatMap((block) => (block.type === 'input' ? [block.block_id ?? ''] : []));
    const [search = '', check = ''] = boxes();
    await typed({ block: search, action: ACTIONS.homeSearch }, 'can I rename the server?');
    const after = boxes();
    expect(after).toHaveLength(2);
    for (const block of after) expect([search, check]).not.toContain(block);
    const { posted } = await typed({ block: check, action: ACTIONS.homeVersion }, '1.1.654.0');
    expect(wordsOf(one(posted))).toContain('1.1.654.0 is retired');
    for (const block of boxes()) expect([search, check, ...after]).not.toContain(block);
  });

  test.each([
    ['1.1.654.0', '1.1.654.0 is retired'],
    ['version 1.1.654.0', '1.1.654.0 is retired'],
    ['v2.6.92.0', '2.6.92.0 is supported'],
    ['banana', 'is no version to check'],
    ['<!channel>', '"channel" is no version to check'],
  ])('the version check takes %s', async (text, expected) => {
    const { posted } = await typed(INPUTS.homeVersion, text);
    expect(wordsOf(one(posted))).toContain(expected);
  });

  test('nothing typed does nothing', async () => {
    expect((await typed(INPUTS.homeSearch, '   ')).posted).toEqual([]);
    expect(
      (await people.atHome(textInput({ block_id: 'b', action_id: ACTIONS.homeVersion, value: null }))).posted,
    ).toEqual([]);
  });

  test('every section can be browsed', async () => {
    const sections = buttonsOf(home());
    expect(sections).toHaveLength(5);
    for (const { label, ...section } of sections) {
      const { posted } = await people.atHome(button({ ...section, text: label }));
      expect(wordsOf(one(posted))).toContain(label.replace(/ \(\d+\)$/, ''));
    }
  });

  test('what was asked there goes on in the direct message', async () => {
    await typed(INPUTS.homeSearch, 'got a mail that auto upgrade no longer works');
    const next = await people.write('1.1.654.0', { channel: IM.id });
    expect(wordsOf(one(next.posted))).toContain('Yes');
  });
});

test('Slack took everything that it was sent, and nobody was called', () => {
  expect(slack.fake.calls.filter(({ error }) => error !== null)).toEqual([]);
  expect(slack.fake.pings).toEqual([]);
});
