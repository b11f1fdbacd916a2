import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DeskError } from '../../src/errors.ts';
import { bodyOf, type Harness, startHarness } from './harness.ts';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(() => desk.server.close());

/** Sends bytes as they stand, which fetch would mend or refuse, and returns everything that comes back. */
function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

const get = (target: string, headers = 'Host: x') =>
  `GET ${target} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`;

describe('addresses and methods', () => {
  test('an unknown address is 404, a wrong method 405 with what is allowed, both as JSON', async () => {
    const missing = await desk.fetch('/nowhere');
    expect([missing.status, await missing.json()]).toEqual([
      404,
      {
        conversation: null,
        kind: 'error',
        code: 'not-found',
        text: expect.stringContaining('nothing at this address'),
      },
    ]);
    const wrong = await desk.fetch('/api/chat');
    expect([wrong.status, (await bodyOf(wrong)).code]).toEqual([405, 'method-not-allowed']);
    expect(wrong.headers.get('allow')).toBe('POST');
    expect((await desk.fetch('/', { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD');
  });

  test('an error on HEAD has no body', async () => {
    const response = await desk.fetch('/nowhere', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test.each([
    ['a broken escape', get('/%E0%A4%A')],
    ['two slashes', get('//evil.example/x')],
    ['an address with a host', get('http://evil.example/x')],
    ['a Host header that is none', get('/', 'Host: a b')],
    ['an empty Host header', get('/', 'Host:')],
    ['a bracket for a host', get('/', 'Host: [')],
    ['an upgrade', get('/nowhere', 'Host: x\r\nUpgrade: websocket')],
  ])('%s is answered, and the server lives', async (_case, request) => {
    expect(await raw(desk.server.url, request)).toMatch(/^HTTP\/1\.1 (200|404) /);
    expect((await desk.fetch('/healthz')).status).toBe(200);
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'message-malformed'],
    ['endless headers', get('/', `Host: x\r\nX: ${'y'.repeat(40_000)}`), 431, 'message-too-long'],
  ])('%s is refused as JSON', async (_case, request, status, code) => {
    const answer = await raw(desk.server.url, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ kind: 'error', code });
  });

  test('no address brings the server down or gets a 500', async () => {
    const target = fc.string({ unit: fc.constantFrom(...'/.%\\?#@:[]*;&=+a2eF') }).map((path) => `/${path}`);
    await fc.assert(
      fc.asyncProperty(target, async (path) => {
        expect(await raw(desk.server.url, get(path))).toMatch(/^HTTP\/1\.1 (200|404) /);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what every answer carries', () => {
  test.each(['/', '/nowhere', '/healthz', '/api/welcome', '/assets/chat.js'])('%s', async (path) => {
    const { headers } = await desk.fetch(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('server')).toBeNull();
  });
});

describe('health', () => {
  test('lives and is ready', async () => {
    expect(await (await desk.fetch('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await desk.fetch('/readyz')).json()).toEqual({ status: 'ready' });
  });

  test.each([
    ['says so', new DeskError('store-unavailable', 'sqlite:/srv/desk.db is gone.')],
    ['throws anything', new Error('SQLITE_CANTOPEN /srv/desk.db')],
  ])('lives but is not ready when the store %s', async (_case, error) => {
    const check = () => Promise.reject(error);
    const down = await startHarness({ store: { check, secret: async (_name, create) => create() } });
    expect((await down.fetch('/healthz')).status).toBe(200);
    const response = await down.fetch('/readyz');
    const text = await response.text();
    expect([response.status, JSON.parse(text).code]).toEqual([503, 'store-unavailable']);
    expect(text).not.toContain('/srv');
    expect(down.logText()).toContain('/srv/desk.db');
    await down.server.close();
  });
});

describe('start', () => {
  test('a taken port is named', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const start = startHarness({ config: { host: '127.0.0.1', port, cookieSecret: null } });
    await expect(start).rejects.toMatchObject({
      code: 'port-taken',
      message: `Port ${port} on 127.0.0.1 is taken by another program.`,
    });
    squatter.close();
  });

  test('a host that is none of this machine is a setting to correct', async () => {
    const start = startHarness({ config: { host: '203.0.113.1', port: 0, cookieSecret: null } });
    await expect(start).rejects.toMatchObject({ code: 'config-invalid' });
  });

  test('tells what is on and where, and mounts what it is given', async () => {
    const extra = await startHarness({
      mounts: [
        { name: 'ping', mount: (server) => server.get('/ping', async (_req, res) => res.send(200, { pong: true })) },
      ],
      switchedOn: ['question log'],
    });
    expect(extra.server.switchedOn).toEqual(['web', 'ping', 'question log']);
    expect(extra.server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await extra.fetch('/ping')).json()).toEqual({ pong: true });
    await extra.server.close();
  });
});

describe('close', () => {
  test('takes nothing new, finishes what is under way, and is quick about it', async () => {
    const own = await startHarness();
    const slow = own.chat({ conversation: 'c', text: 'slow' });
    while (own.assistant.handled.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const began = performance.now();
    const closed = own.server.close();
    expect((await own.fetch('/readyz')).status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await expect(own.fetch('/healthz')).rejects.toThrow();
    own.assistant.release();
    const response = await slow;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('waits for a handler whose client has gone', async () => {
    const own = await startHarness();
    const leave = new AbortController();
    const gone = own.fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ conversation: 'c', text: 'slow' }),
      signal: leave.signal,
    });
    while (own.assistant.handled.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    leave.abort();
    await expect(gone).rejects.toThrow();
    let over = false;
    const closed = own.server.close().then(() => {
      over = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(over).toBe(false);
    own.assistant.release();
    await closed;
  });

  test('cuts what does not end in time, and may be called twice', async () => {
    const own = await startHarness({ graceMs: 50 });
    const stuck = own.chat({ conversation: 'c', text: 'slow' });
    while (own.assistant.handled.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([own.server.close(), own.server.close(), expect(stuck).rejects.toThrow()]);
    own.assistant.release();
  });
});

describe('the log', () => {
  test('has one line a request, with nothing that anybody typed', async () => {
    const own = await startHarness();
    const response = await own.chat({
      conversation: 'private-conversation',
      text: 'private words',
      action: 'private-action',
    });
    await own.chat('{"private":"words"');
    await own.chat({ conversation: 'private-conversation', text: 'private words' });
    await own.fetch('/private-path?q=private');
    await own.server.close();
    const requests = own.logged().filter((line) => line.msg === 'request');
    expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['POST', '/api/chat', 200],
      ['POST', '/api/chat', 400],
      ['POST', '/api/chat', 403],
      ['GET', null, 404],
    ]);
    expect(requests[0]).toMatchObject({ ms: expect.any(Number), requestId: response.headers.get('x-request-id') });
    expect(own.logText()).not.toMatch(/private|desk=/);
  });

  test('keeps the cause of what failed here, beside the request it belongs to', async () => {
    const own = await startHarness();
    const response = await own.chat({ conversation: 'c', text: 'boom' });
    await own.server.close();
    const failure = own.logged().find((line) => line.msg === 'request failed');
    expect(failure).toMatchObject({ level: 50, code: 'internal', requestId: response.headers.get('x-request-id') });
    expect(JSON.stringify(failure)).toContain('hunter2');
  });
});
