import { ENGLISH } from './intent/english.ts';

/** Whether what stands behind a name such as 'password' is a secret, or the sentence goes on. Pure. */

/** What may stand behind 'password:' and is said about it, where nothing follows or ENGLISH does not know it. */
const SAID = new Set(
  `expired expires expiring expiration expiry missing empty blank unknown unset invalid incorrect wrong rejected denied
  failed fails failing locked forgotten lost required optional mandatory none nobody null undefined same unchanged
  changed reset resets rotation rotated renewed renewal sync syncs synced syncing synchronized synchronised
  synchronization synchronisation hash hashes hashed writeback write policy policies complexity length protection
  authentication autocomplete autofill caching self single users user admins admin sso sspr mfa phs pta adfs ad entra azure aad what how
  why when where which who whose see below above please help redacted hidden removed secret ok okay todo tbd na`.split(
    /\s+/,
  ),
);
/** A setting, and no password of anybody. */
const SETTING = /^\$?(?:true|false|null|none|yes|no|on|off|0|1)$/i;
const MASKED = /^\[masked\]/;
const VERSION = /^v?\d+(?:\.\d+)+$/i;
/** Names of what secrets are spoken of with, codes of errors, and sizes: they have digits and are none. */
const TERM =
  /^(?:0x[\da-f]+|(?:aadsts|kb|sspr_?|event|id|error|sha|md|aes|rsa|des|base|utf|ntlmv?|oauth|tls|ws|p|v)-?\d+[\w-]*|(?:windows|win|server|office|exchange|sharepoint|outlook|sql|microsoft|ms|m|o|w)-?\d{2,4}(?:r2)?|fido2|saml2|oauth2|pbkdf2|pkcs\d*|\d+(?:st|nd|rd|th|[dhms]|min|days?|hours?|weeks?|months?|years?|chars?|characters?|bits?|bytes?|[kmg]b|x|%))$/i;
/** Of the environment, as errors and instructions name it. */
const VARIABLE = /^\$?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const LINK = /^(?:https?|ftp|file|mailto):/i;
/** A number of these is none. */
const UNIT =
  /^[^\S\n]+(?:or more |more |to \d+ |- ?\d+ )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times?|chars?|characters?|digits?|letters?|bits?|bytes?|users?|accounts?|percent|%|of)\b/i;
const ENDS = /^[([{*_~]+|[.,;:!?)\]}*_~…]+$/g;
/** More characters would be no word of a sentence. */
export const WORD = 64;

/** Of words as they are spoken: `self-service`, `user's`, `username/password`, `access_token`. Null: it is something else. */
function wordsOf(value: string): string[] | null {
  const parts = value.split(/[-/'’_.,;:&]/).filter((part) => part !== '');
  const isSpoken = parts.every((part) => /^(?:[A-Z]?[a-z]+|[A-Z]+s?)$/.test(part));
  return parts.length > 0 && parts.length < 4 && isSpoken ? parts.map((part) => part.toLowerCase()) : null;
}

/** Nothing that a password is made of. */
function isNothing(value: string): boolean {
  return !/[\p{L}\p{N}]/u.test(value) || MASKED.test(value) || SETTING.test(value) || LINK.test(value);
}

function isFigure(value: string, behind: string): boolean {
  return (
    VERSION.test(value) || TERM.test(value) || VARIABLE.test(value) || (/^[\d.,+–-]+$/.test(value) && UNIT.test(behind))
  );
}

/** Behind 'password=': whatever it is, unless it switches something. */
export function isAssigned(value: string): boolean {
  return !MASKED.test(value) && !SETTING.test(value) && (value.length >= 4 || /[\p{L}\p{N}]/u.test(value));
}

/** Behind 'password:', where people write a password as well as a sentence. `behind`: the text that follows the value. */
export function isStated(value: string, behind: string): boolean {
  if (value.length > WORD) return !isNothing(value);
  const bare = value.replace(ENDS, '');
  if (isNothing(value) || isNothing(bare) || isFigure(bare, behind)) return false;
  const [first] = wordsOf(bare) ?? [];
  if (first === undefined) return true;
  const goesOn = /^[.,;:!?]*[^\S\n]+\p{L}/u.test(behind) || bare.length < value.length;
  return !(SAID.has(first) || (goesOn && isSpoken(first, bare)));
}

/** Known as English, or made as its words and abbreviations are. */
function isSpoken(word: string, asWritten: string): boolean {
  return ENGLISH.has(word) || /^[a-z]{3,}ing$/.test(word) || /^[A-Z]{2,5}$/.test(asWritten);
}

/** Behind 'the password is', where most of what is said is no password: only what cannot be words of a sentence. */
export function isUnlikeWords(value: string, behind: string): boolean {
  if (value.length > WORD) return !isNothing(value);
  const bare = value.replace(ENDS, '');
  if (isNothing(value) || isNothing(bare) || isFigure(bare, behind)) return false;
  if (/^[\d.,+–-]+$/.test(bare)) return bare.replace(/\D/g, '').length >= 4;
  return bare.length >= 4 && wordsOf(bare) === null;
}

/** Behind 'password' alone, or a dash or a comma after it: letters and digits together, as nothing else has them that is spoken of. */
export function isUnlikeTerms(value: string, behind: string): boolean {
  return value.length >= 6 && isUnlikeWords(value, behind) && /\p{L}/u.test(value) && /\d/.test(value);
}

/** In quotation marks behind 'is': what is quoted of a message is words. */
export function isQuotedSecret(inner: string): boolean {
  const [first = ''] = inner
    .trim()
    .toLowerCase()
    .split(/[\s,.;:!?-]/);
  return !isNothing(inner) && !SAID.has(first) && !ENGLISH.has(first);
}
