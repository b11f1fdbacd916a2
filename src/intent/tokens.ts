import { stemmer } from 'stemmer';

/** One word of an utterance as it is compared. */
export interface Token {
  text: string;
  /** Version numbers, event ids, error codes and cmdlets are evidence as they stand and are never corrected. */
  fixed: boolean;
}

/** Verb-Noun of this product's world: 'Start-ADSyncSyncCycle', not 'start-over' or 'Connect-Health'. */
const CMDLET = '(?:[a-z]{3,12}-(?:ad|azuread|aad|msol|mg|entra|module|event)[a-z]{3,})';

/**
 * A token is a dotted number, an error code, a cmdlet, or a run of letters and digits with inner apostrophes.
 * Everything else separates.
 */
const TOKEN = new RegExp(`v?\\d+(?:\\.\\d+)+|0x[0-9a-f]+|\\b${CMDLET}|[\\p{L}\\p{N}]+(?:'[\\p{L}]+)*`, 'gu');

const FIXED = new RegExp(`^(?:v?\\d[\\d.]*|0x[0-9a-f]+|${CMDLET})$`);

/** Lower case, one form for quotes and dashes, no control or invisible characters. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u201b\u02bc`´]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of normalise(text).match(TOKEN) ?? []) {
    if (FIXED.test(match)) tokens.push({ text: match.replace(/^v(?=\d)/, ''), fixed: true });
    else for (const word of expand(match)) tokens.push({ text: word, fixed: false });
  }
  return tokens;
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['re', 'are'],
  ['ve', 'have'],
  ['ll', 'will'],
  ['m', 'am'],
]);

/** `it's` is a contraction, `the server's` is not. */
const PRONOUNS: ReadonlySet<string> = new Set('it that there he she what where who how why when this'.split(' '));

/** Contractions as people type them in a hurry. */
const WITHOUT_APOSTROPHE = /^(do|does|did|is|are|was|were|has|have|had|would|could|should|ca|wo)nt$/;

/** `doesn't` and `doesnt` → does not, `server's` → server, `we're` → we are. */
function expand(word: string): string[] {
  const at = word.indexOf("'");
  if (at < 0) return WITHOUT_APOSTROPHE.test(word) ? negated(word.slice(0, -2)) : [word];
  const base = word.slice(0, at);
  const tail = word.slice(at + 1);
  if (tail === 't' && base.endsWith('n')) return negated(base.slice(0, -1));
  if (tail === 's' && PRONOUNS.has(base)) return [base, 'is'];
  const full = ENDINGS.get(tail);
  return full === undefined ? [base] : [base, full];
}

function negated(verb: string): string[] {
  if (verb === 'ca') return ['can', 'not'];
  if (verb === 'wo') return ['will', 'not'];
  return verb === '' ? ['not'] : [verb, 'not'];
}

const stems = new Map<string, string>();

/** Porter's stem; numbers and codes have none. Remembered, since the same few thousand words come again and again. */
export function stem(token: string): string {
  let known = stems.get(token);
  if (known === undefined) {
    known = /^[a-z]+$/.test(token) ? stemmer(token) : token;
    if (stems.size > 50_000) stems.clear();
    stems.set(token, known);
  }
  return known;
}
