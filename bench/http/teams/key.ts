import { createSign, generateKeyPairSync } from 'node:crypto';
import { APP_ID } from './names.ts';

const KID = 'bench-key';
const ISSUER = 'https://api.botframework.com';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { n, e } = publicKey.export({ format: 'jwk' });

/** As Microsoft's document of keys has it. */
export const PUBLIC_KEY = { kty: 'RSA', use: 'sig', kid: KID, n, e, endorsements: ['msteams'] };

/** All requests of a round carry the same one. */
export function tokenFor(serviceUrl: string): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { serviceurl: serviceUrl, nbf: now - 300, exp: now + 3600, iss: ISSUER, aud: APP_ID };
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: KID })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}
