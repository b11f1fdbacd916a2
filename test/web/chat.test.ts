import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../adapters/web/limits.ts';
import { bodyOf, cookieOf, type Harness, startHarness } from './harness.ts';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(() => desk.server.close());

async function refused(response: Promise<Response>) {
  const answer = await response;
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return { status: answer.status, body: await bodyOf(answer) };
}

describe('POST /api/chat', () => {
  test('takes a message and returns the reply as JSON, stored by no cache', async () => {
    const response = await desk.chat({ conversation: 'c1', user: 'mallory', text: 'unattended?' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await bodyOf(response);
    expect(body).toMatchObject({ conversation: 'c1', kind: 'answer', entry: 'install-unattended', verdict: 'no' });
    expect(body.text).toContain('Note of 2026-11-22');
    const message = desk.assistant.handled.at(-1);
    expect(message).toMatchObject({
      platform: 'web',
      tenant: 'local',
      private: true,
      source: 'message',
      text: 'unattended?',
      delivery: null,
    });
    expect(message?.user).not.toBe('mallory');
  });

  test('takes an action and a delivery id', async () => {
    const response = await desk.chat({ conversation: 'c2', action: 'why', id: 'delivery-1' });
    expect(await response.json()).toMatchObject({ kind: 'explain' });
    expect(desk.assistant.handled.at(-1)).toMatchObject({
      source: 'action',
      value: 'why',
      text: '',
      delivery: 'delivery-1',
    });
  });

  test('null is as good as nothing for action and id, as on the command line', async () => {
    expect((await desk.chat({ conversation: 'nulls', text: 'x', action: null, id: null })).status).toBe(200);
    expect(desk.assistant.handled.at(-1)).toMatchObject({ source: 'message', delivery: null });
    expect((await desk.chat({ conversation: 'nulls', action: null })).status).toBe(400);
  });

  test('an empty text is a message like any other', async () => {
    expect((await desk.chat({ conversation: 'c3', text: '' })).status).toBe(200);
  });

  test.each([
    ['an array', [], 'the body must be one JSON object'],
    ['a string', '"hello"', 'the body must be one JSON object'],
    ['null', 'null', 'the body must be one JSON object'],
    ['no conversation', { text: 'x' }, 'conversation must be a string'],
    ['an empty conversation', { conversation: '', text: 'x' }, 'conversation must not be empty'],
    ['a conversation of 201', { conversation: 'c'.repeat(201), text: 'x' }, 'conversation must have at most 200'],
    ['a control character', { conversation: 'a\nb', text: 'x' }, 'conversation must not hold control characters'],
    ['half a surrogate pair', '{"conversation":"\\ud800","text":"x"}', 'conversation must not hold control characters'],
    ['neither text nor action', { conversation: 'c' }, 'text one of "text" and "action" must be there'],
    ['a text that is a number', { conversation: 'c', text: 5 }, 'text must be a string'],
    ['an action that is a list', { conversation: 'c', action: ['why'] }, 'action must be a string'],
    ['an empty action', { conversation: 'c', action: '' }, 'action must not be empty'],
    ['an action of 4,101', { conversation: 'c', action: 'a'.repeat(4101) }, 'action must have at most 4100'],
    ['an id of 201', { conversation: 'c', text: 'x', id: 'i'.repeat(201) }, 'id must have at most 200'],
  ])('refuses %s with 400 and names the field', async (_case, body, problem) => {
    const { status, body: error } = await refused(desk.chat(body));
    expect(status).toBe(400);
    expect(error).toMatchObject({ kind: 'error', code: 'message-malformed' });
    expect(error.text).toContain(problem);
  });

  test('names every wrong field at once', async () => {
    const { body } = await refused(desk.chat({ conversation: 7, text: 5 }));
    expect(body.text).toContain('conversation must be a string; text must be a string');
  });

  test('takes 200 characters of conversation and of id', async () => {
    expect((await desk.chat({ conversation: 'c'.repeat(200), text: 'x', id: 'i'.repeat(200) })).status).toBe(200);
  });

  test.each([
    ['broken JSON', '{"conversation":"c","text":'],
    ['an empty body', ''],
    ['two objects', '{} {}'],
    ['deep nesting', '['.repeat(100_000)],
  ])('refuses %s with 400', async (_case, body) => {
    const { status, body: error } = await refused(desk.chat(body));
    expect([status, error.code]).toEqual([400, 'message-malformed']);
    expect(error.text).not.toMatch(/position|Unexpected|SyntaxError/);
  });

  test('refuses bytes that are not UTF-8', async () => {
    const bytes = Buffer.from('{"conversation":"c","text":"\xff"}', 'latin1');
    const response = desk.fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: bytes,
    });
    expect((await refused(response)).status).toBe(400);
  });

  test.each([
    ['none', ''],
    ['a form', 'application/x-www-form-urlencoded'],
    ['plain text', 'text/plain'],
    ['multipart', 'multipart/form-data; boundary=x'],
    ['another charset', 'application/json; charset=utf-16'],
  ])('refuses the content type %s with 415', async (_case, type) => {
    const { status, body } = await refused(desk.chat({ conversation: 'c', text: 'x' }, { 'Content-Type': type }));
    expect([status, body.code]).toEqual([415, 'content-type']);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'takes the content type %s',
    async (type) => {
      expect((await desk.chat({ conversation: type, text: 'x' }, { 'Content-Type': type })).status).toBe(200);
    },
  );

  test('refuses a compressed body with 415', async () => {
    const { status } = await refused(desk.chat({ conversation: 'c', text: 'x' }, { 'Content-Encoding': 'gzip' }));
    expect(status).toBe(415);
  });

  test('takes a body of exactly the limit and refuses one byte more with 413', async () => {
    const frame = JSON.stringify({ conversation: 'c5', text: '' }).length;
    const body = (bytes: number) => JSON.stringify({ conversation: 'c5', text: 'x'.repeat(bytes - frame) });
    expect((await desk.chat(body(LIMITS.bodyBytes))).status).toBe(200);
    const { status, body: error } = await refused(desk.chat(body(LIMITS.bodyBytes + 1)));
    expect([status, error.code]).toEqual([413, 'message-too-long']);
  });

  test('counts a body whose length nobody declared', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= LIMITS.bodyBytes; sent += 64 * 1024)
          controller.enqueue(Buffer.alloc(64 * 1024, 'x'));
        controller.close();
      },
    });
    const response = desk.fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: chunks,
      duplex: 'half',
    });
    expect((await refused(response)).status).toBe(413);
  });

  test('an error names the conversation it belongs to', async () => {
    const owner = cookieOf(await desk.chat({ conversation: 'mine', text: 'x' }));
    const { status, body } = await refused(desk.chat({ conversation: 'mine', text: 'x' }));
    expect(owner).toMatch(/^desk=/);
    expect([status, body.code, body.conversation]).toEqual([403, 'conversation-not-yours', 'mine']);
  });

  test('what fails here says nothing of the inside', async () => {
    const { status, body } = await refused(desk.chat({ conversation: 'c6', text: 'boom' }));
    expect([status, body.code, body.conversation]).toEqual([500, 'internal', 'c6']);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|secret\.ts|at /);
    const full = await refused(desk.chat({ conversation: 'c7', text: 'full disk' }));
    expect([full.status, full.body.code]).toEqual([503, 'store-unavailable']);
    expect(JSON.stringify(full.body)).not.toMatch(/sqlite|DATABASE_URL/);
  });
});

describe('requests of other sites', () => {
  const message = { conversation: 'site', text: 'x' };

  test.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['another port of this host', { Origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { Origin: 'null' }],
    ['an origin that is none', { Origin: 'nonsense' }],
    ['a cross-site fetch', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('refuses %s with 403, before a cookie is set', async (_case, headers) => {
    const response = await desk.chat(message, headers as Record<string, string>);
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toMatchObject({ kind: 'error', code: 'origin-refused' });
  });

  test('takes the page of this host', async () => {
    const own = { Origin: desk.server.url, 'Sec-Fetch-Site': 'same-origin' };
    expect((await desk.chat(message, own)).status).toBe(200);
  });
});
