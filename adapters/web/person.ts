import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UserId } from '../../src/brand.ts';
import { COOKIE_MAX_AGE } from './limits.ts';

/** A person on the web is whoever holds the signed cookie; there is no account. */
export interface Person {
  user: UserId;
  /** The Set-Cookie header to send; null when the request already carried a valid cookie. */
  setCookie: string | null;
}

export interface PersonDeps {
  /** The key of the signature; every replica has the same. */
  key: string;
  /** Cryptographically strong bytes. */
  randomBytes(size: number): Buffer;
}

const NAME = 'desk';
const ID_BYTES = 16;
const VALUE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** Recognises the holder of a cookie, and makes a new person of anyone else, a forged or malformed cookie included. */
export function createPeople({ key, randomBytes }: PersonDeps) {
  const sign = (id: string) => createHmac('sha256', key).update(`${NAME}:${id}`).digest();

  function verified(value: string): string | null {
    const [, id, signature] = VALUE.exec(value) ?? [];
    if (id === undefined || signature === undefined) return null;
    const given = Buffer.from(signature, 'base64url');
    const expected = sign(id);
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
  }

  /** `secure`: the browser is to send the cookie over https only. */
  return function recognise(cookieHeader: string | undefined, secure: boolean): Person {
    for (const value of cookiesNamed(NAME, cookieHeader)) {
      const id = verified(value);
      if (id !== null) return { user: id as UserId, setCookie: null };
    }
    const id = randomBytes(ID_BYTES).toString('base64url');
    const attributes = [
      'Path=/',
      `Max-Age=${COOKIE_MAX_AGE}`,
      'HttpOnly',
      'SameSite=Lax',
      ...(secure ? ['Secure'] : []),
    ];
    const value = `${id}.${sign(id).toString('base64url')}`;
    return { user: id as UserId, setCookie: [`${NAME}=${value}`, ...attributes].join('; ') };
  };
}

/** All values of one name: a browser sends several when they were set for different paths. */
function cookiesNamed(name: string, header = ''): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
