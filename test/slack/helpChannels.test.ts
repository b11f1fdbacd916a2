import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHANNEL, TEAM, USER } from '../support/slack/defaults.ts';
import { botMessage, message } from '../support/slack/events.ts';
import { startFakeSlack } from '../support/slack/fakeSlack.ts';
import { ELSEWHERE, GUEST, OTHER, openSlack, PRIVATE, type SlackHarness, WORLD } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
let now = Date.parse('2026-11-22T09:00:00Z');
let fake: Awaited<ReturnType<typeof startFakeSlack>>;

/** A full member of the workspace who is in no channel. */
const PASSER_BY = { id: 'U0PASSER01', name: 'passer', realName: 'Pat Passer' };
const CROWD = Array.from({ length: 2500 }, (_, n) => `U1CROWD${n}`);
const CROWDED = { id: 'C0CROWDED1', name: 'crowded', members: [TEAM.botUser, ...CROWD, USER.id] };

beforeAll(async () => {
  const { users = [], channels = [] } = WORLD;
  fake = await startFakeSlack({ users: [...users, PASSER_BY], channels: [...channels, CROWDED] });
}, 60_000);
afterAll(() => fake.close());
beforeEach(async () => {
  slack = await openSlack({ fake, clock: () => now });
  people = createPeople(slack, [CHANNEL.id, PRIVATE.id, ELSEWHERE.id]);
}, 60_000);
afterEach(() => slack.close());

const NOTHING = { posted: [], told: [], changed: [] };
const RENAME = 'can I rename the server?';

async function say(text: string, at: Parameters<People['command']>[1] = {}): Promise<string> {
  const { told } = await people.command(text, at);
  expect(told).toHaveLength(1);
  return told.map(wordsOf).join();
}

describe('listen', () => {
  test('on: what it is sure of is answered in a thread', async () => {
    expect(await say('listen on')).toContain('at most 6 an hour');
    const { posted } = await people.write(RENAME);
    expect(posted.map(wordsOf)).toEqual([expect.stringContaining('Once the server has another name')]);
    expect(posted.every(({ thread, broadcast }) => thread !== null && !broadcast)).toBe(true);
  });

  test('off: it is silent again', async () => {
    await say('listen on');
    expect(await say('listen off')).toContain('only when I am mentioned');
    expect(await people.write(RENAME)).toEqual(NOTHING);
    expect((await people.mention(`${BOT} ${RENAME}`)).posted).toHaveLength(1);
  });

  test('alone says how it stands', async () => {
    expect(await say('listen')).toContain('when I am mentioned');
    await say('listen on');
    expect(await say('listen')).toContain('without being mentioned');
  });

  test('is remembered over a restart, for that channel alone', async () => {
    await say('listen on');
    await slack.stop();
    await slack.start();
    expect((await people.write(RENAME)).posted).toHaveLength(1);
    expect(await people.write(RENAME, { channel: PRIVATE.id })).toEqual(NOTHING);
  });

  test('in a private channel that it is in', async () => {
    expect(await say('listen on', { channel: PRIVATE.id })).toContain('From now on');
    const heard = await people.write(RENAME, { channel: PRIVATE.id });
    expect(heard.posted.map(({ channel }) => channel)).toEqual([PRIVATE.id]);
  });

  test.each([
    ['a channel that it is not in', { channel: ELSEWHERE.id }, 'not in this channel'],
    ['a channel that it cannot see', { channel: 'G0HIDDEN01' }, 'not in this channel'],
    ['a guest', { user: GUEST.id }, 'Guests cannot'],
    ['somebody who is not in the channel', { user: PASSER_BY.id }, 'for members of this channel'],
    ['a direct message', { channel: 'D0ASKER001' }, 'That is for channels'],
  ])('is refused: %s', async (_, at, why) => {
    expect(await say('listen on', at)).toContain(why);
    expect(await people.write(RENAME)).toEqual(NOTHING);
  });

  test('off is refused to somebody who is not in the channel, too', async () => {
    await say('listen on');
    expect(await say('listen off', { user: PASSER_BY.id })).toContain('for members of this channel');
    expect((await people.write(RENAME)).posted).toHaveLength(1);
  });

  test('off is taken where the bot is no longer in, and the channel does not even show', async () => {
    expect(await say('listen off', { channel: 'G0HIDDEN01' })).toContain('only when I am mentioned');
  });

  test('on is taken from the last of many members, whom Slack names on the third page', async () => {
    expect(await say('listen on', { channel: CROWDED.id })).toContain('From now on');
    const pages = fake.callsOf('conversations.members').slice(-3);
    expect(pages.map(({ arguments: { channel } }) => channel)).toEqual([CROWDED.id, CROWDED.id, CROWDED.id]);
  });

  test('off is refused to a guest, too', async () => {
    await say('listen on');
    expect(await say('listen off', { user: GUEST.id })).toContain('Guests cannot');
    expect((await people.write(RENAME)).posted).toHaveLength(1);
  });
});

describe('in a help channel', () => {
  beforeEach(async () => void (await say('listen on')));

  test.each([
    ['what fits several answers', 'auto upgrade email'],
    ['what the corpus does not know', 'who has the key to the server room?'],
    ['a greeting', 'good morning everybody'],
    ['thanks', 'thanks, that helped'],
    ['a call for help', 'help'],
    ['a word that is a command elsewhere', 'browse'],
    ['what is put to somebody', `<@${OTHER.id}> ${RENAME}`],
  ])('is silent on %s', async (_, text) => {
    expect(await people.write(text)).toEqual(NOTHING);
  });

  test('asks back where the answer depends on it, and goes on in the thread', async () => {
    const { posted } = await people.write('got a mail from Microsoft that my auto upgrade is broken');
    const [question] = posted;
    expect(question && wordsOf(question)).toContain('Which version of Azure AD Connect is installed?');
    const next = await people.write('1.1.654.0', { thread: question?.thread ?? '' });
    expect(next.posted.map(wordsOf)).toEqual([expect.stringContaining('Yes')]);
  });

  test('answers a mention by its mention alone', async () => {
    expect((await people.mention(`${BOT} ${RENAME}`)).posted).toHaveLength(1);
  });

  test('says nothing in threads that people hold among themselves', async () => {
    const root = slack.fake.say(CHANNEL.id, { text: 'who is in today?' });
    expect(await people.write(RENAME, { thread: root.ts })).toEqual(NOTHING);
  });

  test.each([
    ['a bot', () => botMessage({ text: RENAME })],
    ['a bot with a user', () => message({ text: RENAME, bot_id: 'B0OTHERBOT' })],
    ['itself', () => message({ text: RENAME, user: TEAM.botUser })],
  ])('never answers %s', async (_, event) => {
    expect(await people.outcome(() => slack.send(event()))).toEqual(NOTHING);
  });

  test('keeps to its noise budget, also when all ask at once, and has a new one an hour later', async () => {
    const ask = () => slack.send(message({ text: RENAME }));
    for (let n = 0; n < 8; n++) slack.fake.say(CHANNEL.id, { text: RENAME });
    const roots = slack.fake.messages(CHANNEL.id).slice(-8);
    const all = roots.map(({ ts }) => message({ text: RENAME, ts, event_ts: ts }));
    const { posted } = await people.outcome(() => Promise.all(all.map((event) => slack.send(event))));
    expect(posted).toHaveLength(6);
    now += 3_599_000;
    expect(await people.outcome(ask)).toEqual(NOTHING);
    now += 2_000;
    expect((await people.write(RENAME)).posted).toHaveLength(1);
  });

  test('what does not fit the budget still answers to its name', async () => {
    for (let n = 0; n < 6; n++) await people.write(RENAME);
    expect(await people.write(RENAME)).toEqual(NOTHING);
    expect((await people.mention(`${BOT} ${RENAME}`)).posted).toHaveLength(1);
  });
});
