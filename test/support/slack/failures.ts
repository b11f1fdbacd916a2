/** What is to go wrong with the next calls of a method. Without `status`, `error` or `dropConnection` it is only slow. */
export interface Failure {
  /** HTTP status instead of the answer: 429, 500, 503. */
  status?: number;
  /** Seconds, in the header Retry-After. */
  retryAfter?: number;
  /** How many calls; 1 where it is not given. */
  times?: number;
  /** Slack's own error: `{ ok: false, error }` with status 200. */
  error?: string;
  /** Milliseconds before the answer. */
  delayMs?: number;
  /** The connection is closed without an answer. */
  dropConnection?: boolean;
  /** The call does its work all the same, and only its answer is lost. */
  takesEffect?: boolean;
}

export interface Failures {
  failNext(method: string, failure: Failure): void;
  /** What is planned for this call, used up by asking. `*` stands for any method. */
  take(method: string): Failure | undefined;
  limitRate(on: boolean): void;
  /** More than one message a second in a channel while the rate is limited. */
  isTooFast(channel: string): boolean;
}

export function createFailures(now: () => number, limited: boolean): Failures {
  const planned: { method: string; failure: Failure; left: number }[] = [];
  const posted = new Map<string, number>();
  let limiting = limited;
  return {
    failNext: (method, failure) => planned.push({ method, failure, left: failure.times ?? 1 }),
    take(method) {
      const next = planned.find((plan) => plan.left > 0 && (plan.method === method || plan.method === '*'));
      if (next === undefined) return undefined;
      next.left -= 1;
      return next.failure;
    },
    limitRate: (on) => {
      limiting = on;
    },
    isTooFast(channel) {
      if (!limiting) return false;
      const at = now();
      if (at - (posted.get(channel) ?? Number.NEGATIVE_INFINITY) < 1000) return true;
      posted.set(channel, at);
      return false;
    },
  };
}
