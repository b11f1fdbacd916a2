import type { IncomingMessage } from 'node:http';
import { DeskError } from '../src/errors.ts';

/**
 * Reads one JSON body. Throws a DeskError: `content-type` for anything but uncompressed UTF-8 JSON, `message-too-long`
 * over the limit, `message-malformed` for what does not parse.
 * @param limit bytes as they come over the wire
 */
export async function readJson(req: IncomingMessage, limit: number): Promise<unknown> {
  return parseJson(await readJsonBytes(req, limit));
}

/** The body of a JSON request as it came, for what is signed byte for byte. Throws as `readJson` does, but for what does not parse. */
export async function readJsonBytes(req: IncomingMessage, limit: number): Promise<Buffer> {
  requireJson(req);
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLong(limit);
  return readBytes(req, limit);
}

/** Throws a DeskError `message-malformed` for what is no JSON in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's own error quotes the body, which belongs in no log: it is not kept as the cause.
    throw new DeskError('message-malformed', 'The body is not valid JSON in UTF-8.');
  }
}

function requireJson(req: IncomingMessage): void {
  const header = req.headers['content-type'] ?? '';
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (type !== 'application/json') {
    throw new DeskError('content-type', 'The body has no content type, or another one than application/json.');
  }
  if (charset !== undefined && charset.replaceAll('"', '') !== 'utf-8') {
    throw new DeskError('content-type', 'The body has another charset than UTF-8.');
  }
  if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new DeskError('content-type', 'The body is compressed; compressed bodies are not taken.');
  }
}

/** By events: leaving a `for await` over the request would cut the connection before the answer is out. */
function readBytes(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (settle: () => void) => {
      req.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      settle();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        done(() => reject(tooLong(limit)));
        // The rest is read and dropped, so that the client gets to read the answer.
        req.resume();
      } else {
        chunks.push(chunk);
      }
    };
    const onEnd = () => done(() => resolve(Buffer.concat(chunks)));
    const onBroken = () =>
      done(() => reject(new DeskError('message-malformed', 'The connection ended before the body did.')));
    req.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

function tooLong(limit: number): DeskError {
  return new DeskError('message-too-long', `The body is longer than ${limit / 1024} KB.`);
}
