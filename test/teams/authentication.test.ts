import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { credentialsOf } from '../../adapters/teams/authentication.ts';
import type { TeamsConfig } from '../../src/config.ts';
import { APP, TENANT } from '../support/teams/defaults.ts';
import { CLOUD } from './harness.ts';

type Mode = Extract<TeamsConfig['mode'], { kind: 'cloud' }>;

const AUDIENCE = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com';
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const certificate = { kind: 'certificate', thumbprint: 'a'.repeat(40), key: String(key) } as const;

function mode(change: Partial<Mode>): Mode {
  if (CLOUD.mode.kind !== 'cloud') throw new Error('the tests run in the cloud');
  return { ...CLOUD.mode, ...change };
}

/** What the SDK makes of them says where tokens are asked for, and for whom. */
const made = z.object({ appId: z.string(), oAuthEndpoint: z.string(), oAuthScope: z.string() });

const MODES: Readonly<Record<string, [Mode, string | null]>> = {
  'a secret, one tenant': [mode({}), `${LOGIN}/${TENANT}`],
  'a secret, any tenant': [mode({ appType: 'MultiTenant', tenantId: null }), `${LOGIN}/botframework.com`],
  'a certificate, one tenant': [mode({ credentials: certificate }), `${LOGIN}/${TENANT}`],
  'a certificate, any tenant': [
    mode({ credentials: certificate, appType: 'MultiTenant', tenantId: null }),
    `${LOGIN}/botframework.com`,
  ],
  'a managed identity': [mode({ credentials: { kind: 'managed' }, appType: 'UserAssignedMSI' }), null],
};

describe.each(Object.entries(MODES))('%s', (_name, [given, endpoint]) => {
  test('asks for tokens of this app, in its tenant', async () => {
    const credentials = await credentialsOf(given).createCredentials(
      APP.id,
      AUDIENCE,
      `${LOGIN}/botframework.com`,
      true,
    );
    const { appId, oAuthEndpoint, oAuthScope } = made.parse(credentials);
    expect([appId, oAuthScope]).toEqual([APP.id, AUDIENCE]);
    if (endpoint !== null) expect(oAuthEndpoint).toBe(endpoint);
    expect(JSON.stringify(credentials)).not.toContain(APP.password);
  });

  test('never turns authentication off, and takes no other app for this one', async () => {
    const factory = credentialsOf(given);
    expect(Boolean(await factory.isAuthenticationDisabled())).toBe(false);
    expect([await factory.isValidAppId(APP.id), await factory.isValidAppId(TENANT)]).toEqual([true, false]);
    expect(await factory.isValidAppId('')).toBe(false);
  });
});
