/** What POST /api/chat takes at most. docs/http.md names the same figures. */
export const LIMITS = {
  /** Bytes of the body as they come over the wire. */
  bodyBytes: 256 * 1024,
  conversationLength: 200,
  idLength: 200,
  /** An option's value may hold a whole message, of 4,000 characters at most, and a word before it. */
  actionLength: 4_100,
} as const;

/** Seconds that a browser keeps the cookie: one year. */
export const COOKIE_MAX_AGE = 365 * 24 * 60 * 60;
