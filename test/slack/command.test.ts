import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHANNEL, IM } from '../support/slack/defaults.ts';
import { slashCommand } from '../support/slack/interactions.ts';
import { OTHER, openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { labelsOf, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());

/** What the one who typed it is told; nobody else sees anything. */
async function told(text: string, at: Parameters<People['command']>[1] = {}) {
  const { posted, told: messages, changed } = await people.command(text, at);
  expect([posted, changed]).toEqual([[], []]);
  const [message, ...more] = messages;
  expect(more).toEqual([]);
  if (!message) throw new Error('nothing was told');
  expect(message.user).toBe(at.user ?? 'U0ASKER001');
  return message;
}

describe('the slash command', () => {
  test.each([
    ['can I rename the server?', 'Once the server has another name'],
    ['can I raname teh server', 'Once the server has another name'],
    ['can &lt;b&gt;I&lt;/b&gt; rename the server &amp; restart?', 'server'],
    ['version 1.1.654.0', '1.1.654.0 is retired'],
    ['ver 2.5.79.0', '2.5.79.0 is retired'],
    ['check 2.6.92.0', '2.6.92.0 is supported'],
    ['version', 'Name the version and I check it'],
    ['check', 'Name the version and I check it'],
    ['version banana', 'is no version to check'],
    ['ticket the sync is broken', 'Your ticket, not sent yet'],
    ['ticket', 'Your ticket, not sent yet'],
    ['helpdesk', 'Your ticket, not sent yet'],
    ['tickets', 'You have no tickets'],
    ['my tickets', 'You have no tickets'],
    ['browse auto upgrade', 'Auto-upgrade status is Suspended'],
    ['browse auto upgarde', 'Auto-upgrade status is Suspended'],
    ['listen', '/aadc listen on'],
    ['listen maybe', '/aadc listen off'],
    ['help', 'I answer questions about Azure AD Connect'],
    ['', 'I answer questions about Azure AD Connect'],
    ['help', '/aadc listen on'],
    ['asdfgh qwerty', 'I would rather not guess'],
    ['hello', 'Ask me anything'],
    ['x'.repeat(5000), 'I read at most 4000'],
    ['\u0000\u0007', 'message without words'],
  ])('answers "%.40s" to the one who typed it', async (text, expected) => {
    expect(wordsOf(await told(text))).toContain(expected);
  });

  test.each([['browse'], ['topics'], ['browse zorkmid']])('shows all topics: %s', async (text) => {
    expect(labelsOf(await told(text))).toEqual(expect.arrayContaining(['General installation', 'Auto upgrade']));
  });

  test('goes on where that person left off, and nobody else does', async () => {
    await told('got a mail from Microsoft that my auto upgrade is broken');
    expect(wordsOf(await told('1.1.654.0', { user: OTHER.id }))).toContain('1.1.654.0 is retired');
    expect(wordsOf(await told('1.1.654.0'))).toContain('auto upgrade');
  });

  test('works in a direct message, and in a channel that the app is not in', async () => {
    expect(wordsOf(await told('can I rename the server?', { channel: IM.id }))).toContain('another name');
    expect(wordsOf(await told('can I rename the server?', { channel: 'C0NOWHERE1' }))).toContain('another name');
  });

  test('is answered once, however often it is sent', async () => {
    const body = { ...commandBody(), trigger_id: slack.fake.trigger(), response_url: responseUrl() };
    const { told: messages } = await people.outcome(() => Promise.all([1, 2, 3].map(() => slack.send(body))));
    expect(messages).toHaveLength(1);
  });
});

const responseUrl = () => slack.fake.responseUrl({ channel: CHANNEL.id, user: 'U0ASKER001' });
const commandBody = () => slashCommand('can I rename the server?');

test('Slack took everything that it was sent', () => {
  expect(slack.fake.calls.filter(({ error }) => error !== null)).toEqual([]);
  expect(slack.fake.responses.filter(({ error }) => error !== null)).toEqual([]);
});

describe('where it is not allowed', () => {
  test('says so in a channel, and works in a direct message', async () => {
    const closed = await openSlack({ config: { allowed: { workspaces: [], channels: ['C0ALLOWED1'] } } });
    const there = createPeople(closed);
    try {
      const inChannel = await there.command('can I rename the server?');
      expect(inChannel.told.map(wordsOf)).toEqual([expect.stringContaining('not switched on for this channel')]);
      expect((await there.mention(`${BOT} can I rename the server?`)).posted).toEqual([]);
      const direct = await there.command('can I rename the server?', { channel: IM.id });
      expect(direct.told.map(wordsOf)).toEqual([expect.stringContaining('another name')]);
    } finally {
      await closed.close();
    }
  });

  test('another workspace is not answered at all', async () => {
    const closed = await openSlack({ config: { allowed: { workspaces: ['T0ANOTHER1'], channels: [] } } });
    const there = createPeople(closed);
    try {
      expect(await there.command('can I rename the server?')).toEqual({ posted: [], told: [], changed: [] });
      expect(closed.fake.calls).toEqual([]);
    } finally {
      await closed.close();
    }
  });
});
