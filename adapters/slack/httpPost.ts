import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What came back, read to its end. */
export interface Answer {
  status: number;
  statusText: string;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** Slack answers with some kilobytes; whatever else is there instead must not fill the memory. */
const LONGEST_BYTES = 10_000_000;

/**
 * Posts a text by Node's own client, over connections that stay open: the same by `fetch` costs three times as much.
 * Redirections are not followed, Slack has none. Rejects where no whole answer comes within `withinMs`.
 */
export function postText(
  url: URL,
  { headers, body, withinMs }: { headers: Headers; body: string; withinMs: number },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...Object.fromEntries(headers), 'Content-Length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(withinMs),
      },
      (response) => {
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
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}
