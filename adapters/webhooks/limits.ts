/** Every limit of webhooks. docs/webhooks.md names the same. */
export const LIMITS = {
  /** From the beginning of a try to the status of the answer, in milliseconds. */
  timeoutMs: 15_000,
} as const;
