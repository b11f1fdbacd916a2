import { z } from 'zod';
import { DeskError } from '../../src/errors.ts';

/** What went wrong, for whoever decides about another attempt. */
export interface Failure extends Error {
  /** No repetition mends it. */
  permanent: boolean;
  /** Teams, Microsoft's sign-in or the store is out of reach, or asks for patience: it ends by itself. */
  passing: boolean;
  /** How long Teams asked to wait. */
  retryAfterMs?: number;
  /** What Teams answered, where it refused. */
  status?: number;
}

function passing(message: string, waitMs: number | null, cause?: unknown): Error {
  const wait = waitMs === null ? {} : { retryAfterMs: waitMs };
  return Object.assign(new Error(message, { cause }), { passing: true }, wait);
}

/** The Bot Connector cannot be reached, or does not answer in time. */
export function unreachable(cause: unknown): Error {
  return passing('Teams cannot be reached.', null, cause);
}

export function tooOften(waitMs: number | null): Error {
  return passing('Teams takes no more for a while.', waitMs);
}

/** 412, 502, 504 and their like: Microsoft names them as those to repeat. */
export function unavailable(status: number, waitMs: number | null): Error {
  return passing(`Teams answered ${status}.`, waitMs);
}

/** A service URL, or a redirection, that nothing is sent to. */
export function refusedAddress(where: string): Error {
  return Object.assign(new Error(`Nothing is sent to ${where}.`), { permanent: true });
}

/** What the errors of this adapter, of the SDK's client and of its sign-in carry. */
const marks = z.object({
  permanent: z.boolean().optional().catch(undefined),
  passing: z.boolean().optional().catch(undefined),
  retryAfterMs: z.number().optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  errorCode: z.string().optional().catch(undefined),
});
type Marks = z.infer<typeof marks>;

/** Of the sign-in, where it could not be reached or could not answer. */
const PASSING_CODES: ReadonlySet<string> = new Set([
  'endpoints_resolution_error',
  'network_error',
  'no_network_connectivity',
  'request_timeout',
  'server_error',
  'temporarily_unavailable',
]);

export function failureOf(error: unknown): Failure {
  const all = causes(error);
  const read = all.map((each) => marks.parse(each));
  const retryAfterMs = read.map((each) => each.retryAfterMs).find((value) => value !== undefined);
  const status = read.map(({ statusCode }) => statusCode).find((value) => value !== undefined);
  const permanent = all.some(isUnreadable) || read.some(isRefusal);
  return Object.assign(new Error(messageOf(error), { cause: error }), {
    permanent,
    passing: !permanent && (all.some(isBusy) || read.some(passes)),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(status === undefined ? {} : { status }),
  });
}

/** Of a message that was to be changed: there is none such any more. */
export function isGone(error: unknown): boolean {
  return failureOf(error).status === 404;
}

/** The error and what it was made from, the outermost first. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let each = error; each instanceof Error && !found.includes(each); each = each.cause) found.push(each);
  return found;
}

function passes({ passing, errorCode }: Marks): boolean {
  return passing === true || (errorCode !== undefined && PASSING_CODES.has(errorCode));
}

/** What Teams refuses comes again however often it is repeated, but for a token that the next attempt renews. */
function isRefusal({ permanent, statusCode }: Marks): boolean {
  return (
    permanent === true || (statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 401)
  );
}

function isUnreadable(error: Error): boolean {
  return error instanceof DeskError && error.code === 'sealed-unreadable';
}

function isBusy(error: Error): boolean {
  return error instanceof DeskError && (error.code === 'store-unavailable' || error.code === 'busy');
}

/** Never a body that Teams sent along: it may repeat what a person typed. */
function messageOf(error: unknown): string {
  const { statusCode } = marks.catch({}).parse(error);
  if (statusCode !== undefined) return `Teams refused it with ${statusCode}${codeOf(error)}.`;
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  const { code } = z
    .object({
      code: z
        .string()
        .regex(/^\w{1,60}$/)
        .optional()
        .catch(undefined),
    })
    .parse(error);
  return code === undefined ? '' : ` (${code})`;
}
