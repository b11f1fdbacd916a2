import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { webApi } from '@slack/bolt';
import { ask, clientOf } from './ask.ts';
import { CHANNEL, IM, TEAM } from './defaults.ts';
import { type FakeSlack, startFakeSlack } from './fakeSlack.ts';

let fake: FakeSlack;
let time = 1_700_000_000_000;
beforeEach(async () => {
  fake = await startFakeSlack({ now: () => time });
});
afterEach(() => fake.close());

const post = (channel: string = CHANNEL.id) => ask(fake, 'chat.postMessage', { channel, text: 'x' });

describe('a failure on demand', () => {
  test.each([
    [429, 'ratelimited'],
    [500, 'internal_error'],
    [503, 'internal_error'],
  ])('answers %d so many times, then no more', async (status, error) => {
    fake.failNext('chat.postMessage', { status, times: 2 });
    expect(await post()).toMatchObject({ status, ok: false, error });
    expect(await post()).toMatchObject({ status });
    expect(await post()).toMatchObject({ status: 200, ok: true });
    expect(fake.calls.map((call) => call.error)).toEqual([`http_${status}`, `http_${status}`, null]);
    expect(fake.messages(CHANNEL.id)).toHaveLength(1);
  });

  test('tells when to come again, which the real client understands', async () => {
    fake.failNext('chat.postMessage', { status: 429, retryAfter: 7 });
    const client = new webApi.WebClient(TEAM.botToken, { slackApiUrl: fake.url, rejectRateLimitedCalls: true });
    const limited = client.chat.postMessage({ channel: CHANNEL.id, text: 'x' });
    await expect(limited).rejects.toMatchObject({ retryAfter: 7 });
  });

  test("is Slack's own error, of one method or of any", async () => {
    fake.failNext('chat.update', { error: 'update_failed' });
    fake.failNext('*', { error: 'fatal_error' });
    expect(await post()).toMatchObject({ status: 200, ok: false, error: 'fatal_error' });
    expect(await post()).toMatchObject({ ok: true });
    expect(await ask(fake, 'chat.update')).toMatchObject({ error: 'update_failed' });
  });

  test('is a closed connection, before or after the work was done', async () => {
    fake.failNext('chat.postMessage', { dropConnection: true });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(fake.messages(CHANNEL.id)).toHaveLength(0);
    fake.failNext('chat.postMessage', { dropConnection: true, takesEffect: true });
    await expect(clientOf(fake).chat.postMessage({ channel: CHANNEL.id, text: 'x' })).rejects.toThrow('fetch failed');
    expect(fake.messages(CHANNEL.id)).toHaveLength(1);
    expect(fake.calls.map((call) => call.error)).toEqual(['connection_dropped', 'connection_dropped']);
  });

  test('is slowness alone', async () => {
    fake.failNext('chat.postMessage', { delayMs: 150 });
    const begun = performance.now();
    expect(await post()).toMatchObject({ ok: true });
    expect(performance.now() - begun).toBeGreaterThan(140);
  });
});

describe('the rate of messages', () => {
  test('is one a second in a channel, where it is limited', async () => {
    expect([await post(), await post()]).toMatchObject([{ ok: true }, { ok: true }]);
    fake.limitRate(true);
    expect(await post()).toMatchObject({ ok: true });
    expect(await post()).toMatchObject({ status: 429, error: 'ratelimited' });
    expect(await post(IM.id)).toMatchObject({ ok: true });
    time += 999;
    expect(await post()).toMatchObject({ status: 429 });
    time += 1;
    expect(await post()).toMatchObject({ ok: true });
    expect(fake.messages(CHANNEL.id)).toHaveLength(4);
  });
});

describe('a request', () => {
  const raw = async (headers: Record<string, string>, body: string, method = 'POST') => {
    const answer = await fetch(`${fake.url}auth.test`, { method, headers, ...(method === 'POST' && { body }) });
    return { status: answer.status, ...JSON.parse(await answer.text()) };
  };
  const authorized = { Authorization: `Bearer ${TEAM.botToken}` };

  test.each([
    ['text/plain', 'x', 'invalid_post_type'],
    ['application/json', '{', 'invalid_json'],
    ['application/json', '[]', 'json_not_object'],
  ])('as %s with %j is refused: %s', async (type, body, error) => {
    expect(await raw({ ...authorized, 'Content-Type': type }, body)).toMatchObject({ ok: false, error });
  });

  test('needs POST, a path that Slack has, and JSON where a form carries JSON', async () => {
    expect(await raw(authorized, '', 'GET')).toMatchObject({ status: 405 });
    expect((await fetch(fake.url.replace('/api/', '/else'), { method: 'POST' })).status).toBe(404);
    const form = (fields: Record<string, string>) =>
      fetch(`${fake.url}chat.postMessage`, {
        method: 'POST',
        headers: authorized,
        body: new URLSearchParams({ channel: CHANNEL.id, text: 'x', ...fields }),
      }).then((answer) => answer.json());
    expect(await form({ blocks: '[{' })).toMatchObject({ error: 'invalid_blocks_format' });
    expect(await form({ metadata: '{' })).toMatchObject({ error: 'invalid_metadata_format' });
    expect(await form({ blocks: '[{"type":"divider"}]' })).toMatchObject({ ok: true });
  });
});
