import { type Authorize, type AuthorizeResult, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { SlackConfig } from '../../src/config.ts';
import { type Answer, sendText } from '../httpSend.ts';
import { boltLogger } from './boltLog.ts';
import { tooOften, unreachable } from './failures.ts';

const CALL_TIMEOUT_MS = 10_000;

/** It tries once: what fails is repeated by whoever knows what was sent already, and holds up nothing else. */
export function clientOptions({ apiUrl }: Pick<SlackConfig, 'apiUrl'>, log: Logger) {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: fetchInTime,
    logger: boltLogger(log),
  };
}

/** Asks whom the token belongs to with the first delivery: a server starts while Slack is out of reach, too. */
export function authorizeSingle(botToken: string, options: ReturnType<typeof clientOptions>): Authorize<boolean> {
  const client = new webApi.WebClient(botToken, options);
  let known: AuthorizeResult | null = null;
  return async () => {
    if (!known) {
      const { bot_id: botId, user_id: botUserId } = await client.auth.test();
      known = { botToken, ...(botId ? { botId } : {}), ...(botUserId ? { botUserId } : {}) };
    }
    return { ...known };
  };
}

/**
 * What goes to a response_url goes out by this as well, without the client and its limits. The answer is read to its end:
 * nobody else reads that of a response_url, and its connection would be lost to the next one.
 */
async function fetchInTime(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const {
    status,
    statusText,
    headers: pairs,
    body,
  } = await fetchWhole(url, init).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const headers = new Headers(pairs);
  if (status === 429) {
    const seconds = Number(headers.get('Retry-After'));
    throw tooOften(seconds > 0 ? seconds : null);
  }
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}

function fetchWhole(url: string | URL | Request, init: RequestInit = {}): Promise<Answer> {
  const { method, body, headers } = init;
  if (method === 'POST' && typeof body === 'string' && !(url instanceof Request)) {
    const all = Object.fromEntries(new Headers(headers));
    return sendText(new URL(url), { method, headers: all, body, withinMs: CALL_TIMEOUT_MS });
  }
  return fetchRest(url, init);
}

/** Forms with files in them and the like: nothing that we send often. */
async function fetchRest(url: string | URL | Request, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
  const { status, statusText, headers } = response;
  return { status, statusText, headers: [...headers], body: new Uint8Array(await response.arrayBuffer()) };
}
