import { AuthorizationError, RespondError } from '@slack/bolt';
import { DeskError } from '../../src/errors.ts';

/** What went wrong, for whoever decides about another attempt. */
export interface Failure extends Error {
  /** No repetition mends it. */
  permanent: boolean;
  /** Slack or the store is out of reach, or asks for patience: it ends by itself. */
  passing: boolean;
  /** How long Slack asked to wait. */
  retryAfterMs?: number;
}

/** The errors of Slack's own that pass; any other one comes again however often a call is repeated. */
const PASSING: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'message_limit_exceeded',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);
const PASSING_CODES: ReadonlySet<unknown> = new Set(['slack_webapi_http_error', 'slack_webapi_request_error']);
const NOT_INSTALLED = 'slack-not-installed';

/** Thrown where a workspace's installation is looked for and there is none. */
export function notInstalled(tenant: string): Error {
  return Object.assign(new Error(`The app is not installed in ${tenant}.`), { code: NOT_INSTALLED });
}

export function isNotInstalled(error: Error): boolean {
  return error instanceof AuthorizationError && causes(error).some((each) => codeOf(each) === NOT_INSTALLED);
}

/** Slack cannot be reached, or does not answer in time. */
export function unreachable(cause: unknown): Error {
  return Object.assign(new Error('Slack cannot be reached.', { cause }), { passing: true });
}

/** Slack takes no more for a while; `seconds` where it says for how long. */
export function tooOften(seconds: number | null): Error {
  const error = new Error('Slack takes no more for a while.');
  return Object.assign(error, { passing: true }, seconds === null ? {} : { retryAfter: seconds });
}

export function failureOf(error: Error): Failure {
  const all = causes(error);
  // The innermost one says what happened, the others who noticed.
  const inmost = all.at(-1) ?? error;
  const retryAfter = all.map((each) => Reflect.get(each, 'retryAfter')).find((value) => typeof value === 'number');
  const platform = all.map(platformError).find((code) => code !== null) ?? null;
  const isGone = all.some((each) => each instanceof RespondError && isRefusal(each.statusCode));
  const isPassing = retryAfter !== undefined || (platform !== null && PASSING.has(platform)) || all.some(passes);
  const message = error instanceof AuthorizationError ? inmost.message : error.message;
  return Object.assign(new Error(message, { cause: error }), {
    permanent: isGone || (platform !== null && !PASSING.has(platform)) || all.some(isHopeless),
    passing: isPassing && !isGone,
    ...(typeof retryAfter === 'number' ? { retryAfterMs: retryAfter * 1000 } : {}),
  });
}

/** The error and what it was made from, the outermost first. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let each = error; each instanceof Error && !found.includes(each); ) {
    found.push(each);
    each = Reflect.get(each, 'original') ?? each.cause;
  }
  return found;
}

function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code');
}

/** What Slack answered with `ok: false`. */
function platformError(error: Error): string | null {
  const data: unknown = Reflect.get(error, 'data');
  const code: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'error') : null;
  return typeof code === 'string' ? code : null;
}

function passes(error: Error): boolean {
  if (error instanceof RespondError) return !isRefusal(error.statusCode);
  if (error instanceof DeskError) return error.code === 'store-unavailable' || error.code === 'busy';
  return PASSING_CODES.has(codeOf(error)) || Reflect.get(error, 'passing') === true;
}

/** An address for answers that was used up, has run out, or refuses what it was sent. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** No key opens the workspace's token, or the workspace has removed the app. */
function isHopeless(error: Error): boolean {
  if (codeOf(error) === NOT_INSTALLED) return true;
  return error instanceof DeskError && error.code === 'sealed-unreadable';
}

/** Slack answered a call with one of these errors. */
export function isRefused(error: unknown, codes: readonly string[]): boolean {
  const code = error instanceof Error ? platformError(error) : null;
  return code !== null && codes.includes(code);
}
