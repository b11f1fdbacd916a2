/** What is to go wrong with the next calls. Without `status` or `dropConnection` a call is only slow. */
export interface Failure {
  /** HTTP status instead of the answer: 412, 429, 502, 504, 403. */
  status?: number;
  /** The service's own code beside it. */
  code?: string;
  /** Seconds, in the header Retry-After. */
  retryAfter?: number;
  /** How many calls; 1 where it is not given. */
  times?: number;
  /** Milliseconds before the answer. */
  delayMs?: number;
  /** The connection is closed without an answer. */
  dropConnection?: boolean;
  /** The call does its work all the same, and only its answer is lost. */
  takesEffect?: boolean;
  /** In this conversation alone. */
  conversation?: string;
}

export function createFailures() {
  const planned: { method: string; failure: Failure; left: number }[] = [];
  return {
    /** `*` stands for any method. */
    failNext(method: string, failure: Failure): void {
      planned.push({ method, failure, left: failure.times ?? 1 });
    },
    /** Used up by asking. */
    take(method: string, conversation: string): Failure | undefined {
      const next = planned.find(
        ({ left, method: name, failure }) =>
          left > 0 &&
          (name === method || name === '*') &&
          (failure.conversation === undefined || failure.conversation === conversation),
      );
      if (next) next.left -= 1;
      return next?.failure;
    },
  };
}
