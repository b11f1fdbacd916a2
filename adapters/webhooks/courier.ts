import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import type { Courier } from '../../src/triage/outbox.ts';
import { readAddress } from '../../src/triage/ticket.ts';
import { webhookItem } from '../../src/triage/webhookEvent.ts';
import type { WebhookConfig, WebhookEndpoint } from '../../src/webhookSettings.ts';
import { LIMITS } from './limits.ts';
import { isPublic, literalOf, privateTarget, publicLookup } from './targets.ts';

export interface WebhookCourierDeps {
  config: Pick<WebhookConfig, 'endpoints' | 'allowPrivate'>;
  /** Milliseconds since 1970. */
  clock: () => number;
  timeoutMs?: number;
}

/** Sends events after the Standard Webhooks specification; each try has the same id and body and its own time. */
export function createWebhookCourier({ config, clock, timeoutMs = LIMITS.timeoutMs }: WebhookCourierDeps): Courier {
  const byId = new Map(config.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return {
    async deliver(item) {
      const endpoint = byId.get(readAddress(item.target)?.id ?? '');
      if (!endpoint) throw permanent(`desk.yaml has no endpoint for ${item.target} any more.`);
      const { id, payload } = webhookItem.parse(JSON.parse(item.body));
      const at = new Date(clock());
      const headers = {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(payload)),
        'user-agent': 'ConnectDesk',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': endpoint.secrets.map((secret) => new Webhook(secret).sign(id, at, payload)).join(' '),
      };
      check(await post(endpoint, headers, payload, config.allowPrivate, timeoutMs), clock());
    },
  };
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/** Node's own client follows no redirect, and looks names up as it is told. */
function post(
  { url: address }: WebhookEndpoint,
  headers: Record<string, string>,
  payload: string,
  allowPrivate: boolean,
  timeoutMs: number,
): Promise<Answer> {
  const url = new URL(address);
  const literal = literalOf(url);
  if (!allowPrivate && url.protocol !== 'https:') throw permanent('The address is not https.');
  if (!allowPrivate && literal !== null && !isPublic(literal)) throw privateTarget(literal);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(timeoutMs);
  const lookup = allowPrivate ? {} : { lookup: publicLookup };
  return new Promise((resolve, reject) => {
    // A connection of its own each time: one that was kept would not be looked up again.
    const request = send(
      url,
      { method: 'POST', headers, agent: false, signal, ...lookup },
      (answer: IncomingMessage) => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
        // What it says beside the status is of no use here, however long it is.
        answer.on('error', () => undefined).destroy();
      },
    );
    request.on('error', (error) => reject(signal.aborted ? new Error(`No answer within ${timeoutMs} ms.`) : error));
    request.end(payload);
  });
}

function check({ status, retryAfter }: Answer, now: number): void {
  if (status >= 200 && status < 300) return;
  if (status === 410) throw permanent('The endpoint answered 410: it wants no more of these.');
  const what = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
  const waitMs = waitOf(retryAfter, now);
  throw Object.assign(
    new Error(`The endpoint answered ${status}${what}.`),
    waitMs === null ? {} : { retryAfterMs: waitMs },
  );
}

/** Seconds or a date, as HTTP has it. */
function waitOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function permanent(message: string): Error {
  return Object.assign(new Error(message), { permanent: true });
}
