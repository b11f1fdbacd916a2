import { stemmer } from 'stemmer';

/** One word of an utterance as it is compared. */
export interface Token {
  text: string;
  /** Version numbers, event ids, error codes and cmdlets are evidence as they stand and are never corrected. */
  fixed: boolean;
}

/**
 * A token is a dotted number, an error code, a cmdlet (Verb-Noun), or a run of letters and digits with inner
 * apostrophes. Everything else separates.
 */
const TOKEN =
  /\d+(?:\.\d+)+|0x[0-9a-f]+|\b(?:get|set|start|stop|register|new|remove|enable|disable|add|invoke|import|export|update|test|connect|install|uninstall|search|clear)-[a-z]{4,}\w*|[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu;

/** `auto-upgrade` looks like Verb-Noun to nobody; these nouns after a verb are ordinary words. */
const FIXED = /^(?:\d[\d.]*|0x[0-9a-f]+|[a-z]+-[a-z]\w+)$/;

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
  for (const [match] of normalise(text).matchAll(TOKEN)) {
    if (FIXED.test(match)) tokens.push({ text: match.replace(/^v(?=\d)/, ''), fixed: true });
    else tokens.push(...expand(match).map((word) => ({ text: word, fixed: false })));
  }
  return tokens;
}

/** `doesn't` → does not, `server's` → server, `we're` → we are. */
function expand(word: string): string[] {
  const at = word.indexOf("'");
  if (at < 0) return [word];
  const base = word.slice(0, at);
  const tail = word.slice(at + 1);
  if (tail === 't' && base.endsWith('n')) {
    if (base === 'can') return ['can', 'not'];
    return base === 'won' ? ['will', 'not'] : [base.slice(0, -1), 'not'];
  }
  const ending: Record<string, string> = { re: 'are', ve: 'have', ll: 'will', m: 'am' };
  const full = ending[tail];
  return full === undefined ? [base] : [base, full];
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
