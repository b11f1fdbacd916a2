/** Every limit of webhooks. docs/webhooks.md names the same. */
export const LIMITS = {
  /** From the beginning of a try to the status of the answer, in milliseconds. */
  timeoutMs: 15_000,
  /** The body of an event that comes in, in bytes. */
  bodyBytes: 64 * 1024,
  /** Characters of a `webhook-id` that comes in. */
  id: 200,
} as const;
