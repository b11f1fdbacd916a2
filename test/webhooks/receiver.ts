import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  headers: IncomingHttpHeaders;
  body: Buffer;
  path: string;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
}

/** A receiver on the loopback; `answer` says what becomes of each request, null: it is left without one. */
export async function startReceiver(answer: () => Answer | null) {
  const received: Received[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const each = { headers: req.headers, body: Buffer.concat(chunks), path: req.url ?? '' };
    received.push(each);
    const said = answer();
    // In two calls: restify, where a test has loaded it, has put a writeHead that returns nothing into Node's own.
    if (said) res.writeHead(said.status, said.headers);
    if (said) res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Obviously no real secrets. */
export const SECRET = `whsec_${Buffer.from('fake secret of the tests, no. 1').toString('base64')}`;
export const OTHER_SECRET = `whsec_${Buffer.from('fake secret of the tests, no. 2').toString('base64')}`;
