import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sendText } from '../adapters/httpSend.ts';

let server: Server;
let connections = 0;
let answer: (res: ServerResponse, body: string) => void = () => undefined;
beforeAll(async () => {
  server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part);
    answer(res, `${req.method} ${req.url} ${req.headers['content-type']} ${Buffer.concat(parts)}`);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function post(body = 'Grüße', withinMs = 5000) {
  const { port } = server.address() as AddressInfo;
  const headers = { 'Content-Type': 'application/json' };
  return sendText(new URL(`http://127.0.0.1:${port}/response/1?a=b`), { method: 'PUT', headers, body, withinMs });
}

test('what is sent arrives, and what is answered comes back whole', async () => {
  answer = (res, body) => {
    res.writeHead(429, 'Too Many', { 'Retry-After': '7', 'Set-Cookie': ['a=1', 'b=2'] });
    res.write(body.slice(0, 5));
    res.end(body.slice(5));
  };
  const { status, statusText, headers, body } = await post();
  expect([status, statusText]).toEqual([429, 'Too Many']);
  for (const header of [
    ['retry-after', '7'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]) {
    expect(headers).toContainEqual(header);
  }
  expect(new TextDecoder().decode(body)).toBe('PUT /response/1?a=b application/json Grüße');
});

test('one connection serves one call after the other', async () => {
  answer = (res) => res.end('ok');
  await post();
  const before = connections;
  for (let n = 0; n < 5; n += 1) await post();
  expect(connections).toBe(before);
});

test.each<[string, (res: ServerResponse) => unknown]>([
  ['nothing comes', () => undefined],
  ['the answer has no end', (res) => res.write('o')],
  ['the connection is cut', (res) => res.destroy()],
  [
    'the connection is cut in the middle',
    (res) => {
      res.writeHead(200, { 'Content-Length': '9' });
      res.write('o', () => res.destroy());
    },
  ],
  [
    'far too much comes',
    (res) => {
      for (let n = 0; n < 11; n += 1) res.write('x'.repeat(1_000_000));
    },
  ],
])('rejects where %s', async (_name, act) => {
  answer = act;
  await expect(post('', 2000)).rejects.toThrow();
});
