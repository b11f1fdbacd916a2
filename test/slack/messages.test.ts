import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHANNEL, IM, TEAM, USER } from '../support/slack/defaults.ts';
import { appMention, botMessage, directMessage, message, messageChanged } from '../support/slack/events.ts';
import { ELSEWHERE, OTHER, openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { labelsOf, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());

const NOTHING = { posted: [], told: [], changed: [] };

/** A thread in which a question of the bot's waits. */
async function asked(user: string = USER.id): Promise<string> {
  const { posted } = await people.mention(`${BOT} got a mail from Microsoft that my auto upgrade is broken`, { user });
  const [question] = posted;
  if (!question?.thread) throw new Error('it did not ask in a thread');
  expect(labelsOf(question)).toContain('Older than 1.1.750.0');
  return question.thread;
}

describe('a mention', () => {
  test('is answered once, in its thread, never to the channel, without previews', async () => {
    const { posted, told } = await people.mention(`${BOT} can I rename the server?`);
    expect(posted).toHaveLength(1);
    expect(told).toEqual([]);
    const [answer] = posted;
    const [said] = slack.fake.messages(CHANNEL.id).filter(({ text }) => text.endsWith('can I rename the server?'));
    expect(answer?.thread).toBe(said?.ts);
    expect(answer?.text).toContain('No. Once the server has another name');
    expect(answer?.broadcast).toBe(false);
    expect(answer?.unfurls).toEqual({ links: false, media: false });
  });

  test.each([
    ['before the words', `${BOT} can I rename the server?`],
    ['behind the words', `can I rename the server? ${BOT}`],
    ['in the middle', `hello ${BOT}, can I rename the server?`],
    ['with its name', `<@${TEAM.botUser}|desk> can I rename the server?`],
    ['beside somebody else', `${BOT} <@${OTHER.id}> can I rename the server?`],
  ])('%s is no part of the question', async (_, text) => {
    const { posted } = await people.mention(text);
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('Once the server has another name')]);
  });

  test('and nothing else is answered with what it can do', async () => {
    const { posted } = await people.mention(BOT);
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('I answer questions about Azure AD Connect')]);
  });

  test('in a message that is edited is answered once', async () => {
    const said = slack.fake.say(CHANNEL.id, { text: `${BOT} can I rename the server?` });
    const mentioned = () => slack.send(appMention({ text: said.text, ts: said.ts }));
    expect((await people.outcome(mentioned)).posted).toHaveLength(1);
    expect(await people.outcome(mentioned)).toEqual(NOTHING);
  });

  test('in a thread is answered in that thread', async () => {
    const root = slack.fake.say(CHANNEL.id, { user: OTHER.id, text: 'I am stuck' });
    const { posted } = await people.mention(`${BOT} can I rename the server?`, { thread: root.ts });
    expect(posted.map(({ thread }) => thread)).toEqual([root.ts]);
  });
});

describe('a thread that it answers in', () => {
  test('goes on without a mention', async () => {
    const thread = await asked();
    const { posted } = await people.write('1.1.654.0', { thread });
    expect(posted.map((each) => each.thread)).toEqual([thread]);
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('Yes')]);
  });

  test('takes the answer of anybody in it', async () => {
    const thread = await asked();
    const { posted } = await people.write('it is 1.1.654.0', { thread, user: OTHER.id });
    expect(posted).toHaveLength(1);
  });

  test.each([
    ['chatter', 'I had the same trouble in my last job, sort of'],
    ['what is nearly a question', 'email'],
    ['what is no answer', 'the blue one'],
    ['thanks', 'thanks a lot'],
    ['a greeting', 'hello'],
  ])('says nothing to a bystander, and changes nothing: %s', async (_, text) => {
    const thread = await asked();
    expect(await people.write(text, { thread, user: OTHER.id })).toEqual(NOTHING);
    const { posted } = await people.write('1', { thread });
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('Yes')]);
  });

  test('answers a bystander whose question has an answer', async () => {
    const thread = await asked();
    const { posted } = await people.write('and can I rename the server?', { thread, user: OTHER.id });
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('Once the server has another name')]);
  });

  test('still tells the one who asked that an answer could not be read', async () => {
    const thread = await asked();
    const { posted } = await people.write('the blue one', { thread });
    expect(posted).toHaveLength(1);
  });

  test.each([
    [`<@${OTHER.id}> can I rename the server?`],
    [`thanks <@${OTHER.id}>, can I rename the server?`],
    [`can I rename the server? cc <@${OTHER.id}|other>`],
  ])('stays out of what people say to each other: %s', async (text) => {
    const thread = await asked();
    expect(await people.write(text, { thread })).toEqual(NOTHING);
  });

  test('is one conversation, another thread is another', async () => {
    const thread = await asked();
    const other = await asked(OTHER.id);
    await people.write('1.1.654.0', { thread });
    const { posted } = await people.write('1.1.900.0', { thread: other, user: OTHER.id });
    expect(posted.map((each) => each.thread)).toEqual([other]);
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('No')]);
  });
});

describe('nobody spoke to it', () => {
  test('in a channel', async () => {
    expect(await people.write('can I rename the server?')).toEqual(NOTHING);
  });

  test('in a thread that it has not answered in', async () => {
    const root = slack.fake.say(CHANNEL.id, { text: 'can I rename the server?' });
    expect(await people.write('can I rename it?', { thread: root.ts })).toEqual(NOTHING);
  });

  test.each([
    ['an edit', () => messageChanged()],
    ['another bot', () => botMessage({ text: `${BOT} can I rename the server?` })],
    ['a bot that writes as a user', () => message({ bot_id: 'B0OTHERBOT', text: 'can I rename the server?' })],
    ['itself', () => directMessage({ user: TEAM.botUser, text: 'can I rename the server?' })],
    ['a bot that mentions it', () => appMention({ bot_id: 'B0OTHERBOT' })],
    ['its own mention', () => appMention({ user: TEAM.botUser })],
    ['an edit in the direct message', () => messageChanged({ channel: IM.id, channel_type: 'im' })],
  ])('%s', async (_, event) => {
    expect(await people.outcome(() => slack.send(event()))).toEqual(NOTHING);
  });
});

describe('a direct message', () => {
  test('is answered there, and goes on', async () => {
    const first = await people.write('got a mail that auto upgrade no longer works', { channel: IM.id });
    expect(first.posted.map(({ channel, thread }) => [channel, thread])).toEqual([[IM.id, null]]);
    const second = await people.write('1.1.654.0', { channel: IM.id });
    expect(second.posted.map(wordsOf)).toEqual([expect.stringContaining('Yes')]);
  });

  test('in a thread is answered in the thread', async () => {
    const root = slack.fake.say(IM.id, { text: 'can I rename the server?' });
    const { posted } = await people.write('can I rename the server?', { channel: IM.id, thread: root.ts });
    expect(posted.map(({ thread }) => thread)).toEqual([root.ts]);
  });

  test('with a file and words is read; a file alone is told that words are missing', async () => {
    const { event, ...envelope } = directMessage({ text: 'can I rename the server?' });
    const withFile = { ...envelope, event: { ...event, subtype: 'file_share' } };
    const read = await people.outcome(() => slack.send(withFile));
    expect(read.posted.map(wordsOf)).toEqual([expect.stringContaining('Once the server has another name')]);
    const bare = directMessage({ text: '' });
    const { posted } = await people.outcome(() =>
      slack.send({ ...bare, event: { ...bare.event, subtype: 'file_share' } }),
    );
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('without words')]);
  });
});

test('a file goes into a ticket as the link that Slack gives', async () => {
  const { event, ...envelope } = directMessage({ text: 'ticket the wizard hangs' });
  const files = [
    { id: 'F1', permalink: 'https://example.slack.com/files/U1/F1/wizard.png' },
    { id: 'F2', permalink: 'javascript:alert(1)' },
    { id: 'F3' },
  ];
  const body = { ...envelope, event: { ...event, subtype: 'file_share', files } };
  const { posted } = await people.outcome(() => slack.send(body));
  const [draft] = posted;
  if (!draft) throw new Error('there is no draft');
  await people.tap(draft, 'Send it');
  const [ticket] = await slack.site.store.ticketsAfter(0, 9);
  expect(ticket?.packet.question).toBe('the wizard hangs\nhttps://example.slack.com/files/U1/F1/wizard.png');
});

describe('a channel that it may not post in', () => {
  test('gets no answer, and that is written down', async () => {
    const event = { channel: ELSEWHERE.id, text: `${BOT} can I rename the server?`, user: USER.id };
    await people.outcome(() => slack.send(appMention(event)));
    const [lost] = await slack.site.store.undelivered(5);
    expect(lost?.why).toContain('not_in_channel');
    expect(slack.log.join('')).toContain('gave a delivery up');
  });
});

test('Slack took everything that it was sent, but for the one channel', () => {
  const refused = slack.fake.calls.filter(({ error }) => error !== null);
  expect(refused.map(({ error }) => error)).toEqual(['not_in_channel']);
});
