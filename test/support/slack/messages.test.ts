import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, clientOf } from './ask.ts';
import { CHANNEL, IM, TEAM, USER } from './defaults.ts';
import { type FakeSlack, startFakeSlack } from './fakeSlack.ts';
import type { Fields } from './values.ts';

const SECRET = { id: 'C0SECRET01', name: 'secret', isPrivate: true, members: [USER.id] };
const ELSEWHERE = { id: 'C0ELSE0001', name: 'elsewhere', members: [USER.id] };
const OTHER = { id: 'T0OTHER001', name: 'Other', botToken: 'xoxb-fake-other', scopes: ['chat:write'] };
const THEIRS = { id: 'C0THEIRS01', name: 'theirs', team: OTHER.id, members: ['U0BOT0OTHER001'] };

let fake: FakeSlack;
beforeEach(async () => {
  const users = [USER, { id: 'U0SECOND01', name: 'second' }, { id: 'U0THEIRS01', name: 'them', team: OTHER.id }];
  fake = await startFakeSlack({ teams: [TEAM, OTHER], users, channels: [CHANNEL, IM, SECRET, ELSEWHERE, THEIRS] });
});
afterEach(() => fake.close());

const post = (args = {}) => ask(fake, 'chat.postMessage', { channel: CHANNEL.id, text: 'x', ...args });

describe('a message', () => {
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Hello' } }];

  test('posted by the real client is kept as it was sent', async () => {
    const metadata = { event_type: 'answer', event_payload: { delivery: 'd1' } };
    const sent = { channel: CHANNEL.id, text: 'Hello', blocks, metadata, unfurl_links: false, unfurl_media: false };
    const posted = await clientOf(fake).chat.postMessage(sent);
    expect(posted).toMatchObject({ ok: true, channel: CHANNEL.id });
    const { ts = '' } = posted;
    expect(fake.messages(CHANNEL.id)).toMatchObject([
      {
        ts,
        text: 'Hello',
        blocks,
        metadata,
        thread: null,
        user: TEAM.botUser,
        unfurls: { links: false, media: false },
      },
    ]);
    expect(fake.calls).toMatchObject([
      { method: 'chat.postMessage', token: TEAM.botToken, arguments: sent, error: null },
    ]);
    expect(fake.calls[0]?.arguments).not.toHaveProperty('token');
  });

  test('has a ts of its own, later than all before', async () => {
    const stamps = [];
    for (let i = 0; i < 20; i += 1) stamps.push(String((await post()).ts));
    expect(new Set(stamps).size).toBe(20);
    expect([...stamps].sort()).toEqual(stamps);
    expect(stamps[0]).toMatch(/^\d{10}\.\d{6}$/);
  });

  test('in a thread is found there, and in the channel when it is broadcast', async () => {
    const { ts: thread_ts } = fake.say(CHANNEL.id, { text: 'a question' });
    await post({ thread_ts, text: 'quiet' });
    await post({ thread_ts, text: 'loud', reply_broadcast: true });
    expect(fake.thread(CHANNEL.id, thread_ts).map((message) => message.text)).toEqual(['quiet', 'loud']);
    const client = clientOf(fake);
    const replies = await client.conversations.replies({ channel: CHANNEL.id, ts: thread_ts });
    expect(replies.messages?.map((message) => message.text)).toEqual(['a question', 'quiet', 'loud']);
    const history = await client.conversations.history({ channel: CHANNEL.id });
    expect(history.messages?.map((message) => message.text)).toEqual(['loud', 'a question']);
  });

  test.each([
    [{ channel: 'C0NOWHERE1' }, 'channel_not_found'],
    [{ channel: SECRET.id }, 'channel_not_found'],
    [{ channel: THEIRS.id }, 'channel_not_found'],
    [{ channel: 'U0NOBODY01' }, 'channel_not_found'],
    [{ channel: undefined }, 'invalid_arguments'],
    [{ thread_ts: 'yesterday' }, 'invalid_thread_ts'],
    [{ text: '' }, 'no_text'],
    [{ text: undefined, blocks: [{ type: 'divide' }] }, 'invalid_blocks'],
  ])('posted with %j is refused: %s', async (args, error) => {
    expect(await post(args)).toMatchObject({ ok: false, status: 200, error });
    expect(fake.messages(CHANNEL.id)).toEqual([]);
    expect(fake.calls).toMatchObject([{ error }]);
  });

  test('to a person goes to the direct message with them, made where there is none', async () => {
    expect(await post({ channel: USER.id })).toMatchObject({ ok: true, channel: IM.id });
    expect(await post({ channel: 'U0SECOND01' })).toMatchObject({ ok: true, channel: 'D0SECOND01' });
  });

  test('to a public channel without the app needs a scope of its own', async () => {
    const scopes = ['chat:write', 'chat:write.public'];
    const public_ = await startFakeSlack({ teams: [{ ...TEAM, scopes }], channels: [ELSEWHERE] });
    expect(await ask(public_, 'chat.postMessage', { channel: ELSEWHERE.id, text: 'x' })).toMatchObject({ ok: true });
    await public_.close();
    const closed = await startFakeSlack({ teams: [{ ...TEAM, scopes: ['chat:write'] }], channels: [ELSEWHERE] });
    const refused = await ask(closed, 'chat.postMessage', { channel: ELSEWHERE.id, text: 'x' });
    expect(refused).toMatchObject({ ok: false, error: 'not_in_channel' });
    await closed.close();
  });

  test('is changed: a text takes old blocks away, blocks leave the old text, metadata stays', async () => {
    const metadata = { event_type: 'answer', event_payload: {} };
    const { ts } = await post({ text: 'one', blocks, metadata });
    const update = (args: object) => ask(fake, 'chat.update', { channel: CHANNEL.id, ts, ...args });
    expect(await update({ blocks: [{ type: 'divider' }] })).toMatchObject({ ok: true, ts, text: 'one' });
    expect(fake.messages(CHANNEL.id)).toMatchObject([
      { text: 'one', blocks: [{ type: 'divider' }], edits: 1, metadata },
    ]);
    await update({ text: 'two' });
    expect(fake.messages(CHANNEL.id)).toMatchObject([{ text: 'two', blocks: [], edits: 2, metadata }]);
    expect(await update({})).toMatchObject({ error: 'no_text' });
    expect(await update({ ts: '1.000001', text: 'x' })).toMatchObject({ error: 'message_not_found' });
  });

  test('of somebody else is neither changed nor deleted', async () => {
    const { ts } = fake.say(CHANNEL.id, { text: 'mine' });
    const where = { channel: CHANNEL.id, ts };
    expect(await ask(fake, 'chat.update', { ...where, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await ask(fake, 'chat.delete', where)).toMatchObject({ error: 'cant_delete_message' });
  });

  test('is deleted once', async () => {
    const { ts } = await post();
    const remove = () => ask(fake, 'chat.delete', { channel: CHANNEL.id, ts });
    expect(await remove()).toMatchObject({ ok: true, ts });
    expect(fake.messages(CHANNEL.id)).toEqual([]);
    expect(await remove()).toMatchObject({ error: 'message_not_found' });
  });

  test('has a permalink', async () => {
    const { ts: message_ts } = fake.say(CHANNEL.id, { text: 'x' });
    const link = await ask(fake, 'chat.getPermalink', { channel: CHANNEL.id, message_ts });
    expect(link.permalink).toBe(`https://test-team.slack.com/archives/${CHANNEL.id}/p${message_ts.replace('.', '')}`);
    const missing = await ask(fake, 'chat.getPermalink', { channel: CHANNEL.id, message_ts: '1.000001' });
    expect(missing).toMatchObject({ error: 'message_not_found' });
  });

  test('takes each reaction once', async () => {
    const { ts: timestamp } = await post();
    const react = (args = {}) => ask(fake, 'reactions.add', { channel: CHANNEL.id, timestamp, name: 'eyes', ...args });
    expect(await react()).toMatchObject({ ok: true });
    expect(fake.messages(CHANNEL.id)[0]?.reactions).toEqual([{ name: 'eyes', user: TEAM.botUser }]);
    expect(await react()).toMatchObject({ error: 'already_reacted' });
    expect(await react({ name: ':eyes:' })).toMatchObject({ error: 'invalid_name' });
    expect(await react({ timestamp: '1.000001' })).toMatchObject({ error: 'message_not_found' });
  });

  test('that would call a channel is noted', async () => {
    await post({ text: '<!here> look' });
    await post({ text: '&lt;!here&gt; look' });
    expect(fake.pings).toEqual([{ method: 'chat.postMessage', pointer: '/text', text: '<!here> look' }]);
  });
});

describe('an ephemeral message', () => {
  const whisper = (args = {}) =>
    ask(fake, 'chat.postEphemeral', { channel: CHANNEL.id, user: USER.id, text: 'psst', ...args });

  test('is kept apart, by person', async () => {
    const { message_ts: ts } = await whisper();
    expect(fake.ephemerals(USER.id)).toMatchObject([{ ts, channel: CHANNEL.id, text: 'psst' }]);
    expect(fake.ephemerals('U0SECOND01')).toEqual([]);
    expect(fake.messages(CHANNEL.id)).toEqual([]);
    expect(await ask(fake, 'chat.update', { channel: CHANNEL.id, ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  test.each([
    [{ user: 'U0SECOND01' }, 'user_not_in_channel'],
    [{ user: undefined }, 'invalid_arguments'],
    [{ channel: 'C0NOWHERE1' }, 'channel_not_found'],
    [{ text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ])('with %j is refused: %s', async (args, error) => {
    expect(await whisper(args)).toMatchObject({ ok: false, error });
  });
});

describe('what can be read', () => {
  test('people and channels of the team', async () => {
    const client = clientOf(fake);
    expect(await client.users.info({ user: USER.id })).toMatchObject({
      user: { name: 'asker', real_name: 'Ada Asker' },
    });
    expect(await client.conversations.info({ channel: IM.id })).toMatchObject({
      channel: { is_im: true, user: USER.id },
    });
    const here = await client.conversations.info({ channel: ELSEWHERE.id });
    expect(here).toMatchObject({ channel: { name: 'elsewhere', is_member: false, is_private: false } });
    expect(await ask(fake, 'users.info', { user: 'U0THEIRS01' })).toMatchObject({ error: 'user_not_found' });
    expect(await ask(fake, 'conversations.info', { channel: SECRET.id })).toMatchObject({ error: 'channel_not_found' });
    expect(await ask(fake, 'conversations.history', { channel: ELSEWHERE.id })).toMatchObject({
      error: 'not_in_channel',
    });
    const missing = await ask(fake, 'conversations.replies', { channel: CHANNEL.id, ts: '1.000001' });
    expect(missing).toMatchObject({ error: 'thread_not_found' });
  });

  test('members, page by page', async () => {
    const client = clientOf(fake);
    const first = await client.conversations.members({ channel: CHANNEL.id, limit: 1 });
    expect(first.members).toEqual([USER.id]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.members({ channel: CHANNEL.id, limit: 1, cursor });
    expect(second).toMatchObject({ members: [TEAM.botUser], response_metadata: { next_cursor: '' } });
    const wrong = await ask(fake, 'conversations.members', { channel: CHANNEL.id, cursor: '!' });
    expect(wrong).toMatchObject({ error: 'invalid_cursor' });
  });

  test('the direct message with a person', async () => {
    const open = (args: Fields) => ask(fake, 'conversations.open', args);
    expect(await open({ users: USER.id })).toMatchObject({ channel: { id: IM.id } });
    expect(await open({ channel: IM.id })).toMatchObject({ channel: { id: IM.id } });
    expect(await open({ users: 'U0NOBODY01' })).toMatchObject({ error: 'user_not_found' });
    expect(await open({})).toMatchObject({ error: 'users_list_not_supplied' });
  });
});
