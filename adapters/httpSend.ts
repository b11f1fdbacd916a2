import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What is sent; the text may be empty. */
export interface Call {
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  withinMs: number;
}

/** What came back, read to its end. */
export interface Answer {
  status: number;
  statusText: string;
  /** As they came; a name may come more than once. */
  headers: [name: string, value: string][];
  body: Uint8Array<ArrayBuffer>;
}

/** Platforms answer with some kilobytes; whatever else is there instead must not fill the memory. */
const LONGEST_BYTES = 10_000_000;

/**
 * Sends a text by Node's own client, over connections that stay open: the same by `fetch` costs three times as much.
 * Redirections are not followed, and what comes back compressed stays so. Rejects where no whole answer comes within
 * `withinMs`.
 */
export function sendText(url: URL, { method, headers, body, withinMs }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const all = { ...headers, 'Content-Length': Buffer.byteLength(body) };
    const sent = request(url, { method, headers: all }, (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        length += part.length;
        if (length > LONGEST_BYTES) sent.destroy(new Error('The answer is too long.'));
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, statusMessage: statusText = '' } = response;
        resolve({ status, statusText, headers: headersOf(response), body: Buffer.concat(parts) });
      });
    });
    const late = setTimeout(() => sent.destroy(new Error(`No whole answer within ${withinMs} ms.`)), withinMs);
    sent.on('close', () => clearTimeout(late));
    sent.on('error', reject);
    sent.end(body);
  });
}

function headersOf({ headersDistinct }: IncomingMessage): Answer['headers'] {
  return Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
}
