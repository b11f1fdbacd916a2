import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';

/** What a token proves depends on these of an activity, and on nothing else of it. */
type Claimed = Pick<Activity, 'channelId' | 'serviceUrl'>;

/** Tokens that were found good, for as long as no other look at them is due. */
export interface ProvenTokens {
  /** Whether this very header was found good for the same channel and address a short while ago. */
  holds(header: string, claimed: Claimed): boolean;
  /** @param expires when it ends, in seconds since 1970; a token that never ends is looked at anew each time */
  keep(header: string, claimed: Claimed, expires: number | undefined): void;
}

/** A key that Microsoft withdraws counts so much longer; the SDK itself looks for that once a day. Milliseconds. */
export const TRUSTED_MS = 300_000;
/** A token is good for an hour: few are in use at a time. */
export const MOST_TOKENS = 200;

/**
 * To check a token takes a tenth of the processor time of a whole message, and while it is good it comes again. So what
 * was found good is remembered, as a digest: never past its own end, nor for long.
 * @param clock milliseconds since 1970
 */
export function createProvenTokens(clock: () => number): ProvenTokens {
  /** Until when, by digest; the oldest first. */
  const proven = new Map<string, number>();
  return {
    holds: (header, claimed) => clock() < (proven.get(digest(header, claimed)) ?? 0),
    keep(header, claimed, expires) {
      if (expires === undefined) return;
      const name = digest(header, claimed);
      proven.delete(name);
      proven.set(name, Math.min(expires * 1000, clock() + TRUSTED_MS));
      const [oldest] = proven.keys();
      if (proven.size > MOST_TOKENS && oldest !== undefined) proven.delete(oldest);
    },
  };
}

function digest(header: string, { channelId, serviceUrl }: Claimed): string {
  return createHash('sha256')
    .update(JSON.stringify([header, channelId, serviceUrl]))
    .digest('base64');
}
