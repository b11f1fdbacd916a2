import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, respondTo } from './ask.ts';
import { CHANNEL, TEAM, USER } from './defaults.ts';
import { type FakeSlack, startFakeSlack } from './fakeSlack.ts';

let fake: FakeSlack;
let time = 1_700_000_000_000;
beforeEach(async () => {
  fake = await startFakeSlack({ now: () => time });
});
afterEach(() => fake.close());

const place = { channel: CHANNEL.id, user: USER.id };

describe('a response_url', () => {
  test('shows a message to the person alone, or to the channel', async () => {
    const url = fake.responseUrl(place);
    expect(await respondTo(url, { text: 'for you' })).toMatchObject({ status: 200, ok: true });
    await respondTo(url, { text: 'for all', response_type: 'in_channel' });
    expect(fake.ephemerals(USER.id)).toMatchObject([{ text: 'for you', channel: CHANNEL.id }]);
    expect(fake.messages(CHANNEL.id)).toMatchObject([{ text: 'for all', user: TEAM.botUser, bot: TEAM.botId }]);
    expect(fake.responses).toMatchObject([{ ...place, body: { text: 'for you' }, error: null }, { body: {} }]);
  });

  test('changes and deletes the message that it came from', async () => {
    const { message_ts } = await ask(fake, 'chat.postEphemeral', { ...place, text: 'one' });
    const { ts } = await ask(fake, 'chat.postMessage', { channel: CHANNEL.id, text: 'two' });
    const whisper = fake.responseUrl({ ...place, original: String(message_ts) });
    const posted = fake.responseUrl({ ...place, original: String(ts) });
    await respondTo(whisper, { text: 'changed', replace_original: true });
    await respondTo(posted, { text: 'changed too', replace_original: true });
    expect(fake.ephemerals(USER.id)).toMatchObject([{ text: 'changed', edits: 1 }]);
    expect(fake.messages(CHANNEL.id)).toMatchObject([{ text: 'changed too', edits: 1, ts }]);
    await respondTo(whisper, { delete_original: true });
    await respondTo(posted, { delete_original: true });
    expect([...fake.ephemerals(USER.id), ...fake.messages(CHANNEL.id)]).toEqual([]);
  });

  test('has nothing to replace after a command, and adds', async () => {
    await respondTo(fake.responseUrl(place), { text: 'x', replace_original: true });
    expect(fake.ephemerals(USER.id)).toHaveLength(1);
  });

  test('is good five times', async () => {
    const url = fake.responseUrl(place);
    for (let i = 0; i < 5; i += 1) expect(await respondTo(url, { text: 'x' })).toMatchObject({ ok: true });
    expect(await respondTo(url, { text: 'x' })).toMatchObject({ status: 404, ok: false, error: 'used_url' });
    expect(fake.responses).toHaveLength(5);
  });

  test('is good for thirty minutes', async () => {
    const url = fake.responseUrl(place);
    time += 30 * 60_000;
    expect(await respondTo(url, { text: 'x' })).toMatchObject({ ok: true });
    time += 1;
    expect(await respondTo(url, { text: 'x' })).toMatchObject({ status: 404, error: 'expired_url' });
    expect(await respondTo(url.replace(/\d+$/, '999'), { text: 'x' })).toMatchObject({ status: 404 });
  });

  test.each([
    [{}, 'no_text'],
    [{ text: 'x', response_type: 'loud' }, 'invalid_response_type'],
    [{ blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }] }, 'invalid_blocks'],
  ])('refuses %j: %s', async (body, error) => {
    expect(await respondTo(fake.responseUrl(place), body)).toMatchObject({ status: 400, ok: false, error });
    expect(fake.responses).toMatchObject([{ error }]);
    expect(fake.ephemerals(USER.id)).toEqual([]);
  });

  test('fails as it is told to, and notes pings', async () => {
    const url = fake.responseUrl(place);
    fake.failNext('response_url', { status: 500 });
    expect(await respondTo(url, { text: 'x' })).toMatchObject({ status: 500 });
    expect(fake.responses).toEqual([]);
    fake.failNext('response_url', { dropConnection: true, takesEffect: true });
    await expect(respondTo(url, { text: '<!channel>' })).rejects.toThrow('fetch failed');
    expect(fake.ephemerals(USER.id)).toHaveLength(1);
    expect(fake.pings).toMatchObject([{ method: 'response_url' }]);
  });
});
