import type { TeamsConfig } from '../../../src/config.ts';

/** None of it exists. */
export const APP_ID = '1f3d5b79-0a2c-4e68-9b1d-3f5a7c9e0b2d';
export const TENANT = '2a4c6e80-1b3d-4f50-8a6c-9e0b2d4f6a8c';
export const BOT = `28:${APP_ID}`;
/** Plainly no secrets. */
export const TOKEN = 'bench-token';
export const ENCRYPTION_KEY = new Uint8Array(32).fill(7);

export const CONFIG: TeamsConfig = {
  mode: {
    kind: 'cloud',
    appId: APP_ID,
    appType: 'SingleTenant',
    tenantId: TENANT,
    credentials: { kind: 'password', password: TOKEN },
    keys: [ENCRYPTION_KEY],
  },
  allowed: { tenants: [TENANT] },
  forgetWhenRemoved: false,
};

/** Where the faked cloud says which keys tokens are signed with. */
export const OPEN_ID_PATH = '/openid';

export function conversationOf(n: number): string {
  return `a:bench-${n}`;
}

export function personOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
