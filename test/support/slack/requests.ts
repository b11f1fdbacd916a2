import { createHmac } from 'node:crypto';

export interface Signing {
  /** `json`: events. `form`: slash commands, as plain fields. `payload`: interactions, as JSON in the field `payload`. */
  kind: 'json' | 'form' | 'payload';
  /** When Slack signed it, ms. */
  at?: number;
  /** Instead of the right one. */
  signature?: string;
  retry?: { num: number; reason: 'http_timeout' | 'http_error' | 'connection_failed' };
  /** Other headers; null takes one away. */
  headers?: Readonly<Record<string, string | null>>;
}

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  payload: 'application/x-www-form-urlencoded',
};

function encode(body: object, kind: Signing['kind']): string {
  if (kind === 'json') return JSON.stringify(body);
  if (kind === 'payload') return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
  const fields = Object.entries(body).filter(([, value]) => value !== undefined);
  return new URLSearchParams(Object.fromEntries(fields.map(([name, value]) => [name, String(value)]))).toString();
}

/** One request of Slack's to the app, signed with the app's secret. A string goes out as it stands. */
export function signedRequest(url: string, secret: string, body: object | string, options: Signing): Promise<Response> {
  const { kind, at = Date.now(), retry } = options;
  const text = typeof body === 'string' ? body : encode(body, kind);
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex')}`;
  const headers: Record<string, string | null> = {
    'Content-Type': TYPES[kind],
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': options.signature ?? signature,
    ...(retry && { 'X-Slack-Retry-Num': String(retry.num), 'X-Slack-Retry-Reason': retry.reason }),
    ...options.headers,
  };
  const kept = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return fetch(url, { method: 'POST', headers: Object.fromEntries(kept), body: text });
}
