import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { APP } from './defaults.ts';

/** Signing keys of our own, in the place of Microsoft's. Made once: that takes some tenths of a second. */
function makeKey(kid: string, endorsements: string[]) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: 'jwk' });
  // The text that a verifier who is fooled takes for a shared secret.
  const pem = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return { kid, privateKey, pem, jwk: { kty: 'RSA', use: 'sig', kid, n, e, endorsements } };
}

export const KEY = makeKey('teams-key', ['msteams']);
/** Signs for another channel alone. */
export const UNENDORSED = makeKey('webchat-key', ['webchat']);
/** Not among those that the document names. */
export const UNKNOWN = makeKey('unknown-key', ['msteams']);

const ISSUER = 'https://api.botframework.com';

export interface TokenOptions {
  serviceUrl: string;
  key?: typeof KEY;
  /** Another name of the key in the head. */
  kid?: string;
  audience?: string;
  issuer?: string;
  /** Seconds from now. */
  expiresIn?: number;
  /** HS256: signed with the public key's own text, as forgers do. */
  algorithm?: 'RS256' | 'HS256' | 'none';
  /** Another signature's bytes. */
  signature?: string;
  claims?: object;
}

/** A token as the Bot Connector sends it along. */
export function token(options: TokenOptions): string {
  const { serviceUrl, key = KEY, audience = APP.id, issuer = ISSUER, expiresIn = 3600, algorithm = 'RS256' } = options;
  const now = Math.floor(Date.now() / 1000);
  const head = part({ alg: algorithm, typ: 'JWT', kid: options.kid ?? key.kid });
  const body = part({
    serviceurl: serviceUrl,
    nbf: Math.min(now, now + expiresIn) - 300,
    exp: now + expiresIn,
    iss: issuer,
    aud: audience,
    ...options.claims,
  });
  return `${head}.${body}.${options.signature ?? sign(`${head}.${body}`, key, algorithm)}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(text: string, key: typeof KEY, algorithm: string): string {
  if (algorithm === 'none') return '';
  if (algorithm === 'HS256') return createHmac('sha256', key.pem).update(text).digest('base64url');
  return createSign('RSA-SHA256').update(text).sign(key.privateKey, 'base64url');
}
