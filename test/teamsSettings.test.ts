import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readConfig, type TeamsConfig } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';

type Env = Record<string, string | undefined>;

const KEY = Buffer.alloc(32, 1).toString('base64');
const TENANT = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';
const pem = { type: 'pkcs8', format: 'pem' } as const;
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const FILES: Readonly<Record<string, string>> = {
  'rsa.pem': RSA.export(pem).toString(),
  'sealed.pem': RSA.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'fake' }).toString(),
  'elliptic.pem': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem).toString(),
  'words.pem': 'fake words',
};
/** Nothing here is a real secret; `fake` in each makes a leak into an error findable. */
const FULL = {
  MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: 'fake-client-secret',
  MicrosoftAppCertificateThumbprint: 'a'.repeat(40),
  MicrosoftAppCertificateFile: 'rsa.pem',
  ENCRYPTION_KEY: KEY,
} as const;
type Name = keyof typeof FULL;

const only = (...names: Name[]): Env => Object.fromEntries(names.map((name) => [name, FULL[name]]));
const PASSWORD: Env = only(
  'MicrosoftAppId',
  'MicrosoftAppType',
  'MicrosoftAppTenantId',
  'MicrosoftAppPassword',
  'ENCRYPTION_KEY',
);
const CERTIFICATE: Env = {
  ...PASSWORD,
  ...only('MicrosoftAppCertificateThumbprint', 'MicrosoftAppCertificateFile'),
  MicrosoftAppPassword: undefined,
};
const MANAGED: Env = { ...PASSWORD, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: undefined };
const MULTI: Env = { ...PASSWORD, MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: undefined };

function read(env: Env, file: string | null = null): TeamsConfig | null {
  return readConfig(env, (path) => FILES[path] ?? (path === './desk.yaml' ? file : null)).teams;
}

function problemsOf(env: Env, file: string | null = null): readonly string[] {
  try {
    read(env, file);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    for (const word of ['fake', KEY.slice(0, 20), 'PRIVATE KEY']) expect(error.describe()).not.toContain(word);
    return error.problems;
  }
  return [];
}

const keys = [new Uint8Array(32).fill(1)];
const appId = FULL.MicrosoftAppId;
const own = { kind: 'cloud', appId, appType: 'SingleTenant', tenantId: TENANT, keys };

describe('Teams is on', () => {
  const password = { kind: 'password', password: FULL.MicrosoftAppPassword };
  test.each<[string, Env, unknown]>([
    ['a secret', PASSWORD, { mode: { ...own, credentials: password }, allowed: { tenants: [TENANT] } }],
    [
      'a certificate',
      CERTIFICATE,
      {
        mode: { ...own, credentials: { kind: 'certificate', thumbprint: 'a'.repeat(40), key: FILES['rsa.pem'] } },
        allowed: { tenants: [TENANT] },
      },
    ],
    [
      'a managed identity',
      MANAGED,
      {
        mode: { ...own, appType: 'UserAssignedMSI', credentials: { kind: 'managed' } },
        allowed: { tenants: [TENANT] },
      },
    ],
    [
      'any tenant',
      MULTI,
      { mode: { ...own, appType: 'MultiTenant', tenantId: null, credentials: password }, allowed: { tenants: [] } },
    ],
  ])('%s', (_name, env, expected) => {
    expect(read(env)).toEqual({ forgetWhenRemoved: false, ...(expected as object) });
  });

  test('the lines of desk.yaml are taken over, and a list stands for the own tenant', () => {
    const file = `teams: { allowed: { tenants: [${OTHER.toUpperCase()}] }, forgetWhenRemoved: true }`;
    expect(read(PASSWORD, file)).toMatchObject({ allowed: { tenants: [OTHER] }, forgetWhenRemoved: true });
  });

  test('a section without lines', () => {
    expect(read(PASSWORD, 'teams:\n')).toMatchObject({ allowed: { tenants: [TENANT] } });
  });

  test('beside Slack, with one ENCRYPTION_KEY', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-fake', SLACK_SIGNING_SECRET: 'fake' };
    const config = readConfig({ ...PASSWORD, ...slack }, () => null);
    expect([config.slack?.auth.kind, config.teams?.mode.kind]).toEqual(['single', 'cloud']);
  });
});

describe('local mode', () => {
  test.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('on %s', (HOST) => {
    expect(read({ TEAMS_LOCAL: '1', HOST })?.mode).toEqual({ kind: 'local' });
  });

  test.each<[string, Env]>([
    ['nothing is set', {}],
    ['an empty app id', { MicrosoftAppId: '' }],
    ['it was not asked for', { TEAMS_LOCAL: '0' }],
    ['the server listens to everybody', { TEAMS_LOCAL: '1', HOST: '0.0.0.0' }],
    ['the server listens to everybody, in IPv6', { TEAMS_LOCAL: '1', HOST: '::' }],
    ['the server has a name', { TEAMS_LOCAL: '1', HOST: 'localhost.example.com' }],
    ['a name that begins like an address', { TEAMS_LOCAL: '1', HOST: '127.0.0.1.example.com' }],
    ['in production', { TEAMS_LOCAL: '1', NODE_ENV: 'production' }],
  ])('Teams is off where %s', (_name, env) => {
    expect(read(env)).toBeNull();
  });
});

describe('refused', () => {
  test.each<[string, Env, RegExp]>([
    ['no app id', { ...PASSWORD, MicrosoftAppId: undefined }, /^MicrosoftAppId: must be set where .* names the bot/],
    ['an empty app id', { ...PASSWORD, MicrosoftAppId: '' }, /^MicrosoftAppId: must be set/],
    ['no app type', { ...PASSWORD, MicrosoftAppType: undefined }, /^MicrosoftAppType: must be set .*SingleTenant/],
    ['a misspelt app type', { ...PASSWORD, MicrosoftAppType: 'Singletenant' }, /^MicrosoftAppType: must be one of/],
    ['another app type', { ...MULTI, MicrosoftAppType: 'Multi' }, /^MicrosoftAppType: must be one of/],
    ['no tenant', { ...PASSWORD, MicrosoftAppTenantId: undefined }, /^MicrosoftAppTenantId: must be set/],
    ['no tenant, managed', { ...MANAGED, MicrosoftAppTenantId: undefined }, /^MicrosoftAppTenantId: must be set/],
    ['a tenant beside any', { ...MULTI, MicrosoftAppTenantId: TENANT }, /^MicrosoftAppTenantId: must be left out/],
    ['no secret', { ...PASSWORD, MicrosoftAppPassword: undefined }, /^MicrosoftAppPassword: must be set/],
    ['no keys', { ...PASSWORD, ENCRYPTION_KEY: undefined }, /^ENCRYPTION_KEY: must be set where MicrosoftAppId/],
    ['a secret, managed', { ...MANAGED, MicrosoftAppPassword: 'fake' }, /^MicrosoftAppPassword: must be left out/],
    [
      'secret and certificate',
      { ...CERTIFICATE, MicrosoftAppPassword: 'fake' },
      /^MicrosoftAppPassword: .* certificate/,
    ],
    [
      'half a certificate',
      { ...CERTIFICATE, MicrosoftAppCertificateFile: undefined },
      /^MicrosoftAppCertificateFile: must be set/,
    ],
    ['no such file', { ...CERTIFICATE, MicrosoftAppCertificateFile: 'none.pem' }, /^MicrosoftAppCertificateFile: must/],
    ['a file of words', { ...CERTIFICATE, MicrosoftAppCertificateFile: 'words.pem' }, /private RSA key in PEM/],
    ['an encrypted key', { ...CERTIFICATE, MicrosoftAppCertificateFile: 'sealed.pem' }, /private RSA key in PEM/],
    ['another kind of key', { ...CERTIFICATE, MicrosoftAppCertificateFile: 'elliptic.pem' }, /private RSA key in PEM/],
    ['a short thumbprint', { ...CERTIFICATE, MicrosoftAppCertificateThumbprint: 'a' }, /Thumbprint: must be 40 hex/],
    ['an app id that is none', { ...PASSWORD, MicrosoftAppId: 'fake' }, /^MicrosoftAppId: must be the app's id/],
    ['a tenant that is none', { ...PASSWORD, MicrosoftAppTenantId: 'fake' }, /^MicrosoftAppTenantId: must be/],
    ['a secret with spaces', { ...PASSWORD, MicrosoftAppPassword: 'fake secret' }, /^MicrosoftAppPassword: must have/],
    ['local mode with an app', { ...PASSWORD, TEAMS_LOCAL: '1' }, /^TEAMS_LOCAL: is for trying out/],
    ['an unclear local mode', { TEAMS_LOCAL: 'yes' }, /^TEAMS_LOCAL: must be 1 or 0/],
  ])('%s', (_name, env, expected) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test('lines of desk.yaml that cannot be', () => {
    expect(problemsOf(PASSWORD, 'teams: { allowed: { tenants: [contoso] } }')).toEqual([
      expect.stringContaining("teams.allowed.tenants.0: must be a tenant's id"),
    ]);
  });
});
