import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACTIONS, CALLBACKS, INPUTS, readShared, sharedValue } from '../../adapters/slack/actions.ts';
import { CHANNEL, USER } from '../support/slack/defaults.ts';
import { feedbackButton, messageShortcut, viewSubmission } from '../support/slack/interactions.ts';
import { openSlack, type SlackHarness } from './harness.ts';
import { deliveryOf } from './kinds.ts';
import { BOT, createPeople, type People } from './person.ts';
import { buttonsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());

/** Each calls, names or links where Slack reads it as markup. */
const MARKUP = [
  '<!channel>',
  '<!here|here>',
  '<!subteam^S0EVIL001|@all>',
  '<@U0EVIL0001>',
  '<#C0EVIL0001|general>',
  '<https://evil.example|the FAQ>',
  '<mailto:a@evil.example|write>',
  '[the FAQ](https://evil.example)',
];
/** Typed as such, and as Slack passes it on. */
const TYPED = new Set(MARKUP.flatMap((text) => [text, text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')]));

type Json = string | number | boolean | null | undefined | Json[] | { [name: string]: Json };

/** Every text of a payload that Slack reads as mrkdwn. */
function parsed(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return name === 'text' || name === 'markdown_text' ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => parsed(each));
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as { [name: string]: Json };
  if (fields.type === 'plain_text' || fields.type === 'raw_text') return [];
  return Object.entries(fields).flatMap(([each, inner]) => parsed(inner, each));
}

function sent(): string[] {
  const calls = slack.fake.calls.map(({ arguments: args }) => args);
  return [...calls, ...slack.fake.responses.map(({ body }) => body)].flatMap((each) => parsed(each));
}

function expectHarmless(): void {
  expect(slack.fake.pings).toEqual([]);
  for (const text of sent()) {
    expect(text).not.toMatch(/<[!#]/);
    expect(text).not.toMatch(/<@U0EVIL/);
    expect(text).not.toMatch(/<[^>]*evil\.example/);
  }
}

describe.each([...TYPED])('%s, typed', (typed) => {
  test.each([
    ['alone', typed],
    ['in a question that is settled', `can I rename the server? ${typed}`],
    ['in one that nobody knows', `who ate my sandwich ${typed}`],
    ['behind a version', `version 1.1.654.0 ${typed}`],
    ['for a section', `browse ${typed}`],
    ['for a ticket', `ticket ${typed}`],
  ])('%s, in a mention and behind the command', async (_name, text) => {
    await people.mention(`${BOT} ${text}`);
    const { told } = await people.command(text);
    expect(told).toHaveLength(1);
    expectHarmless();
  });

  test('in the question of an answer that is shared', async () => {
    const { told } = await people.command('can I rename the server?');
    const [answer] = told;
    if (!answer) throw new Error('no answer');
    const share = buttonsOf(answer).find(({ action_id }) => action_id === ACTIONS.share);
    if (!share) throw new Error('the answer cannot be shared');
    const { delivery } = readShared(share.value ?? '');
    const { posted } = await people.tap(answer, { ...share, value: sharedValue(delivery, typed) });
    expect(posted).toHaveLength(1);
    expectHarmless();
  });

  test('in a message of which an answer is looked for, in a channel with such a name', async () => {
    const url = slack.fake.responseUrl({ channel: CHANNEL.id, user: USER.id });
    const { ts } = slack.fake.say(CHANNEL.id, { text: typed });
    const user = { id: USER.id, name: typed, username: typed, team_id: 'T0TEAM0001' };
    const over = { response_url: url, channel: { id: CHANNEL.id, name: typed }, user };
    await people.outcome(() =>
      slack.send(messageShortcut('desk.find', { ts, text: `can I rename the server ${typed}` }, over)),
    );
    expectHarmless();
  });

  test('as the reason of a thumb down', async () => {
    const { posted } = await people.mention(`${BOT} can I rename the server?`);
    const [answer] = posted;
    if (!answer) throw new Error('no answer');
    const [delivery] = deliveryOf(answer.metadata).split(' ');
    await people.act(feedbackButton({ action_id: ACTIONS.feedback, value: `bad|${delivery}` }), answer);
    const view = slack.fake.modal(USER.id).at(-1);
    if (view?.callback_id !== CALLBACKS.reason) throw new Error('nobody asked for a reason');
    const { reasonText } = INPUTS;
    const values = { [reasonText.block]: { [reasonText.action]: { type: 'plain_text_input', value: typed } } };
    await people.outcome(() => slack.send(viewSubmission(view, values, { trigger_id: slack.fake.trigger() })));
    expect((await slack.site.store.feedback(1))[0]).toMatchObject({ vote: 'bad', reason: typed });
    expectHarmless();
  });
});
