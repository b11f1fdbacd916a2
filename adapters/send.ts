import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import { renderError, toDeskError } from './web/render.ts';

/** Sends one JSON object, past restify's formatters. Nothing the API says may be kept by a cache. */
export function sendJson(res: Response, status: number, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.sendRaw(status, bytes, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(bytes.length),
    'Cache-Control': 'no-store',
  });
}

/** Answers a request that failed. What is our own fault goes to the log in full, and to the client without its inside. */
export function sendError(
  req: Request,
  res: Response,
  error: unknown,
  { log, conversation }: { log: Logger; conversation: string | null },
): void {
  const { status, body } = renderError(error, conversation);
  if (status >= 500) log.error({ requestId: req.getId(), code: body.code, err: toDeskError(error) }, 'request failed');
  // Too late for another answer: what is left is to cut the one that was begun.
  if (res.headersSent) res.destroy();
  else sendJson(res, status, body);
}
