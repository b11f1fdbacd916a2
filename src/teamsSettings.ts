import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { flag, ids, section } from './settingForms.ts';

/** What `config.ts` reads for Microsoft Teams: its variables, under Microsoft's own names, and its section of desk.yaml. */

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** SHA-1 in hex, as the portal shows it. */
const THUMBPRINT = /^[0-9a-f]{40}$/i;
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;

function guid(what: string) {
  return z
    .string()
    .regex(GUID, `must be ${what}, for example 00000000-0000-0000-0000-000000000000`)
    .transform((id) => id.toLowerCase())
    .optional();
}

export const teamsEnvironment = {
  MicrosoftAppId: guid("the app's id"),
  MicrosoftAppPassword: z
    .string()
    .regex(/^\S+$/, "must have no spaces; copy the client secret's value, not its id")
    .optional(),
  MicrosoftAppCertificateThumbprint: z
    .string()
    .regex(THUMBPRINT, 'must be 40 hex digits, as the portal shows them beside the certificate')
    .optional(),
  MicrosoftAppCertificateFile: z.string().optional(),
  // The SDK takes whatever it does not know for MultiTenant, which lets every tenant's token in.
  MicrosoftAppType: z.enum(APP_TYPES, { error: `must be one of ${APP_TYPES.join(', ')}` }).optional(),
  MicrosoftAppTenantId: guid("the tenant's id"),
  TEAMS_LOCAL: z
    .enum(['0', '1'], { error: 'must be 1 or 0; 1 to try Teams on this machine without an app id' })
    .default('0'),
  NODE_ENV: z.string().optional(),
};

export const teamsSection = section('teams', {
  allowed: section('allowed', {
    tenants: ids(GUID, "a tenant's id", '00000000-0000-0000-0000-000000000000'),
  }),
  /** Whoever removes the bot wants what it keeps of that conversation removed, too. */
  forgetWhenRemoved: flag(false),
});

export interface TeamsConfig {
  mode:
    | { kind: 'local' }
    | {
        kind: 'cloud';
        appId: string;
        appType: (typeof APP_TYPES)[number];
        /** Null for MultiTenant. */
        tenantId: string | null;
        credentials: TeamsCredentials;
        /** Of 32 bytes each, the newest first. */
        keys: readonly Uint8Array[];
      };
  /** In small letters. Empty: all. */
  allowed: { tenants: readonly string[] };
  forgetWhenRemoved: boolean;
}

type TeamsCredentials =
  | { kind: 'password'; password: string }
  /** `key`: PEM. */
  | { kind: 'certificate'; thumbprint: string; key: string }
  /** The machine it runs on is the proof. */
  | { kind: 'managed' };

type ReadFile = (path: string) => string | null;
type Given = Readonly<Record<string, string | undefined>>;

/** What each variable is for, as the end of a sentence; the order is that of messages. */
const PURPOSE = {
  MicrosoftAppId: 'names the bot, and no request is taken without it',
  MicrosoftAppType: `says whose tenants the bot serves (${APP_TYPES.join(', ')})`,
  MicrosoftAppTenantId: 'names the tenant that the bot belongs to',
  MicrosoftAppPassword: 'proves to Microsoft that it is the bot',
  MicrosoftAppCertificateThumbprint: 'names the certificate that proves that it is the bot',
  MicrosoftAppCertificateFile: "holds that certificate's private key",
  ENCRYPTION_KEY: 'encrypts in the store where to send messages later',
} as const;

type Name = keyof typeof PURPOSE;
const CERTIFICATE = ['MicrosoftAppCertificateThumbprint', 'MicrosoftAppCertificateFile'] as const;
const OWN = (Object.keys(PURPOSE) as Name[]).filter((name) => name !== 'ENCRYPTION_KEY');

/** Whether Teams is meant, rightly or not. */
export function isTeamsMeant(given: Given): boolean {
  return OWN.some((name) => given[name] !== undefined);
}

/**
 * What is wrong with the choice of variables, in one line; null where nothing is. Looks at no value but the app type and
 * the certificate's file, so it says nothing of another variable that is there and wrong.
 */
export function teamsProblem(given: Given, readFile: ReadFile): string | null {
  const isSet = (name: Name) => given[name] !== undefined;
  const own = OWN.filter(isSet);
  if (own.length === 0) return null;
  if (given.TEAMS_LOCAL === '1') {
    return `TEAMS_LOCAL: is for trying out without an app: leave out TEAMS_LOCAL or ${own.join(', ')}`;
  }
  const missing = needed(given).filter((name) => !isSet(name));
  if (missing.length > 0) {
    const purposes = missing.map((name) => `${name} ${PURPOSE[name]}`).join('; ');
    return `${missing.join(', ')}: must be set where ${own.join(', ')} is: ${purposes}`;
  }
  const spare = tooMuch(given).filter(isSet);
  if (spare.length > 0) return `${spare.join(', ')}: must be left out for ${describe(given)}`;
  const path = given.MicrosoftAppCertificateFile;
  return path !== undefined && readKey(path, readFile) === null
    ? 'MicrosoftAppCertificateFile: must name a file with an unencrypted private RSA key in PEM'
    : null;
}

function needed(given: Given): Name[] {
  const names: Name[] = ['MicrosoftAppId', 'MicrosoftAppType', 'ENCRYPTION_KEY'];
  const { MicrosoftAppType: type } = given;
  if (type === 'SingleTenant' || type === 'UserAssignedMSI') names.push('MicrosoftAppTenantId');
  if (type === 'UserAssignedMSI') return names;
  return hasCertificate(given) ? [...names, ...CERTIFICATE] : [...names, 'MicrosoftAppPassword'];
}

function tooMuch(given: Given): Name[] {
  const { MicrosoftAppType: type } = given;
  if (type === 'UserAssignedMSI') return ['MicrosoftAppPassword', ...CERTIFICATE];
  // A tenant beside MultiTenant looks like a restriction, and is none.
  const tenant: Name[] = type === 'MultiTenant' ? ['MicrosoftAppTenantId'] : [];
  return hasCertificate(given) ? [...tenant, 'MicrosoftAppPassword'] : tenant;
}

function describe(given: Given): string {
  const { MicrosoftAppType: type } = given;
  return hasCertificate(given) && type !== 'UserAssignedMSI' ? `${type} with a certificate` : `${type}`;
}

function hasCertificate(given: Given): boolean {
  return CERTIFICATE.some((name) => given[name] !== undefined);
}

function readKey(path: string, readFile: ReadFile): string | null {
  try {
    const pem = readFile(path) ?? '';
    return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : null;
  } catch {
    return null;
  }
}

type Environment = z.infer<z.ZodObject<typeof teamsEnvironment>> & {
  HOST: string;
  ENCRYPTION_KEY?: Uint8Array[] | undefined;
};
type Section = z.infer<typeof teamsSection>;

/**
 * The settings where `teamsProblem` found nothing wrong; null: Teams is off, because nothing is set, or because local
 * mode was asked for on a server that others can reach, or in production.
 */
export function teamsConfig(env: Environment, fromFile: Section, readFile: ReadFile): TeamsConfig | null {
  const { MicrosoftAppId: appId, MicrosoftAppType: appType, ENCRYPTION_KEY: keys } = env;
  const listed = fromFile.allowed.tenants.map((tenant) => tenant.toLowerCase());
  if (!appId || !appType || !keys) {
    const isLocal = env.TEAMS_LOCAL === '1' && env.NODE_ENV !== 'production' && isLoopbackHost(env.HOST);
    return isLocal ? { ...fromFile, mode: { kind: 'local' }, allowed: { tenants: listed } } : null;
  }
  const tenantId = env.MicrosoftAppTenantId ?? null;
  const tenants = listed.length === 0 && tenantId !== null ? [tenantId] : listed;
  const mode = { kind: 'cloud', appId, appType, tenantId, credentials: credentialsOf(env, readFile), keys } as const;
  return { ...fromFile, mode, allowed: { tenants } };
}

function credentialsOf(env: Environment, readFile: ReadFile): TeamsCredentials {
  const { MicrosoftAppCertificateThumbprint: thumbprint, MicrosoftAppCertificateFile: path } = env;
  if (thumbprint && path) return { kind: 'certificate', thumbprint, key: readKey(path, readFile) ?? '' };
  const { MicrosoftAppPassword: password } = env;
  return password ? { kind: 'password', password } : { kind: 'managed' };
}

/** A host name or address that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
