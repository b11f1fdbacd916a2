import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { maskSecrets } from '../src/mask.ts';

export interface Patience {
  /**
   * Repeats the work while what stops it passes by itself, in its place in the queue: what comes after it waits, so that
   * answers stay in order. Rejects with what stops it otherwise, or at last.
   */
  attempt(id: string, again: boolean, work: (again: boolean) => Promise<void>): Promise<void>;
  /** From now on nothing waits: what fails rejects at once. */
  end(): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Slack's addresses for answers live as long, and nobody waits longer for an answer in Teams. */
const LONGEST_MS = 1_800_000;

export interface PatienceDeps {
  /** For the log. */
  platform: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: Logger;
}

export function createPatience({ platform, clock, log }: PatienceDeps): Patience {
  const ending = new AbortController();
  const { signal } = ending;
  return {
    async attempt(id, again, work) {
      const end = clock() + LONGEST_MS;
      let begun = again;
      for (let usualMs = FIRST_WAIT_MS; ; usualMs = Math.min(usualMs * 2, LONGEST_WAIT_MS)) {
        try {
          return await work(begun);
        } catch (error) {
          const { passing, retryAfterMs } = error as { passing?: unknown; retryAfterMs?: number };
          const waitMs = retryAfterMs ?? usualMs;
          if (passing !== true || signal.aborted || clock() + waitMs > end) throw error;
          const why = maskSecrets(error instanceof Error ? error.message : String(error));
          log.warn({ platform, id, waitMs, why }, 'a delivery waits for its next attempt');
          await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {
            throw error;
          });
          begun = true;
        }
      }
    },
    end: () => ending.abort(),
  };
}
