/** Plainly no secrets. */
export const SIGNING_SECRET = 'bench-signing-secret';
export const BOT_TOKEN = 'xoxb-bench';
export const TEAM = 'T0BENCH001';
export const CHANNEL = 'C0BENCH001';
