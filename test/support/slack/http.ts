import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from './failures.ts';
import { refuse } from './refusal.ts';
import { type Fields, isFields } from './values.ts';

/** Fields that come as JSON inside a form. */
const JSON_FIELDS = ['blocks', 'view', 'metadata', 'attachments', 'prompts', 'loading_messages'];
const BOOLEANS = ['unfurl_links', 'unfurl_media', 'reply_broadcast', 'mrkdwn', 'link_names', 'test', 'return_im'];

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined where the text is no JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is no JSON stays a text; the method that reads it then refuses it by its own error. */
function formValue(name: string, value: string): unknown {
  if (JSON_FIELDS.includes(name)) return fromJson(value) ?? value;
  if (BOOLEANS.includes(name) && /^(true|false|0|1)$/.test(value)) return value === 'true' || value === '1';
  return value;
}

/** The arguments of a call, JSON or form. */
export function parseArguments(contentType: string, body: string): Fields {
  if (contentType.startsWith('application/json')) {
    const parsed = fromJson(body) ?? refuse('invalid_json');
    return isFields(parsed) ? parsed : refuse('json_not_object');
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const entries = [...new URLSearchParams(body)].map(([name, value]) => [name, formValue(name, value)]);
    return Object.fromEntries(entries);
  }
  if (body === '') return {};
  return refuse(contentType === '' ? 'missing_post_type' : 'invalid_post_type');
}

/** Slack reads the token of a JSON call from the header alone. */
export function tokenOf(request: IncomingMessage, contentType: string, args: Fields): string | null {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer' && token !== undefined) return token;
  const given = contentType.startsWith('application/json') ? undefined : args.token;
  return typeof given === 'string' ? given : null;
}

/** Id and secret of the client that came as HTTP Basic. */
export function basicClient(request: IncomingMessage): Fields {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Basic' || value === undefined) return {};
  const [id, secret] = Buffer.from(value, 'base64').toString().split(':');
  return { client_id: id, client_secret: secret };
}

export function send(
  response: ServerResponse,
  status: number,
  body: Fields,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

/** Answers as planned. False: the failure was only slowness, and the call goes on. */
export async function fail(response: ServerResponse, failure: Failure): Promise<boolean> {
  if (failure.delayMs !== undefined) await sleep(failure.delayMs);
  if (failure.dropConnection === true) {
    response.socket?.destroy();
    return true;
  }
  if (failure.status !== undefined) {
    const headers: Record<string, string> =
      failure.retryAfter === undefined ? {} : { 'Retry-After': String(failure.retryAfter) };
    const error = failure.status === 429 ? 'ratelimited' : (failure.error ?? 'internal_error');
    send(response, failure.status, { ok: false, error }, headers);
    return true;
  }
  if (failure.error !== undefined) {
    send(response, 200, { ok: false, error: failure.error });
    return true;
  }
  return false;
}

/** How a planned failure shows in the record of calls. */
export function failureName(failure: Failure): string | null {
  if (failure.dropConnection === true) return 'connection_dropped';
  if (failure.status !== undefined) return `http_${failure.status}`;
  return failure.error ?? null;
}
