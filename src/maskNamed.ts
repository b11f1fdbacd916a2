import { isAssigned, isQuotedSecret, isStated, isUnlikeTerms, isUnlikeWords, WORD } from './secretLooks.ts';

/**
 * Masks values that stand behind a name: `password=…`, `"clientSecret": "…"`, `--token …`, 'my password is …'. The name
 * stays. Every repetition of the pattern is bounded and a value is read once, so that the time is linear in the text.
 */

const WORDS = 'passwor[dt]|passwd|passphrase|passcode|kennwort|pwd|(?<![a-z0-9])(?:db|sql|user|admin|root|svc)?pw';
const KEYS =
  '(?:access|account|admin|api|app|client|encryption|functions?|host|license|master|primary|private|product|recovery|secondary|secret|shared|signing|storage|subscription)[ _-]?(?:access[ _-]?)?key';
/** 'bypass' and the like are other words. */
const PASS = '(?<!by|com|sur|tres|over|under|im)pass';
const NAME = `(?<word>${WORDS})|(?<pass>${PASS})|${KEYS}|secret|token|(?<equals>(?<![a-z0-9])sig|shared[ _-]?access[ _-]?signature)`;
/** What closes the name: `"password"`, `**password**`, `$env['PASSWORD']`. */
const CLOSED = '(?:\\\\?["\'`”’»*_\\])]){0,4}';
/** Whose it is: 'password for the service account', 'password (svc)'. */
const WHOSE = '(?<whose>\\s(?:for|of|on|from)\\s[^\\n:=]{1,40}?|\\s?\\([^()\\n]{1,40}\\))?';
const VALUE = '\\\\?["\']?,?\\s{1,8}\\\\?["\']?value\\\\?["\']?\\s{0,4}[=:]\\s{0,4}';
const SIGN = '\\s{0,4}(?::=|=(?!={1,2}\\s|>)|->|→)\\s{0,4}';
/** Also of a pair in Ruby or PHP, which looks like a function elsewhere. */
const COLON = '\\s{0,4}(?:\\b(?:is|was)\\s?)?(?::(?!//)|=>)(?:\\*{1,2}|__?)?\\s{0,4}';
const VERB = '\\s{1,4}(?:is|was|to|as)\\s{1,4}';
const NAMED = new RegExp(
  `(?:${NAME})(?<many>s)?\\d{0,2}${CLOSED}(?:${WHOSE}(?:(?<sign>${VALUE}|${SIGN})|(?<colon>${COLON})|(?<verb>${VERB}))|(?<space>,?\\s{1,4}(?:[-–]\\s{1,4})?))`,
  'gi',
);
/** Characters around a value that are looked at. */
const PEEK = 48;
const PROBE = WORD + 4;
const OPTION = /(?:^|\s)(?:--?|\/)[\w-]{0,40}$/;

export function maskNamed(text: string): string {
  let masked = '';
  let done = 0;
  NAMED.lastIndex = 0;
  for (let found = NAMED.exec(text); found; found = NAMED.exec(text)) {
    const from = found.index + found[0].length;
    const isSigned = found.groups?.sign !== undefined;
    // What tells a secret stands in its beginning: what is none was not read to its end, however often a name comes in it.
    const beginning = valueAt(text, from, isSigned, PROBE);
    if (beginning.end > from && isSecret(text, found, beginning)) {
      masked += `${text.slice(done, from)}[masked]`;
      done = valueAt(text, from, isSigned).end;
      NAMED.lastIndex = done;
    } else {
      // What was no value may be a name.
      NAMED.lastIndex = found.index + 2;
    }
  }
  return masked + text.slice(done);
}

interface Value {
  /** As it stands there, or what is within its quotation marks. */
  says: string;
  isQuoted: boolean;
  end: number;
}

function isSecret(text: string, { index, 0: all, groups = {} }: RegExpExecArray, value: Value): boolean {
  const { says, isQuoted, end } = value;
  const { word, pass, equals, many, whose, sign, colon, verb } = groups;
  const behind = text.slice(end, end + PEEK);
  if (equals !== undefined) return sign !== undefined && isAssigned(says);
  if (sign !== undefined) return whose === undefined ? isAssigned(says) : isUnlikeWords(says, behind);
  if (colon !== undefined) {
    const isVague = many !== undefined || whose !== undefined || pass !== undefined || colon.includes('=>');
    return !isNextField(all, says) && isBehindColon(value, behind, isVague);
  }
  if (verb !== undefined) return isQuoted ? isQuotedSecret(says) : isUnlikeWords(says, behind);
  if (all.includes('\n')) return false;
  if (OPTION.test(text.slice(Math.max(0, index - PEEK), index))) {
    return !/^[$(%-]/.test(says) && isBehindColon(value, behind, false);
  }
  return word !== undefined && many === undefined && isUnlikeTerms(says, behind);
}

function isBehindColon({ says, isQuoted }: Value, behind: string, isVague: boolean): boolean {
  if (isQuoted) return isAssigned(says) && (!isVague || isUnlikeWords(says, behind));
  return isVague ? isUnlikeWords(says, behind) : isStated(says, behind);
}

/** The next line of a form whose field was left empty. */
function isNextField(name: string, says: string): boolean {
  return name.includes('\n') && /^[\w-]{1,40}[:=]/.test(says);
}

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
};
/** What a value in quotation marks, or the mark itself, may be followed by. */
const AFTER = /^(?:$|[\s,;&)}\]>/|<\\])/;
/** Where the text of an element ends, or a line of it. */
const TAG = /^<(?:\/[a-z]|br\b)/i;
const NEXT = /^[;&,]\s?[A-Za-z_][\w .-]{0,40}=/;

/** The value that begins there. `isSigned`: behind an equals sign, so that other pairs may follow it; `most`: characters to be read. */
export function valueAt(text: string, from: number, isSigned: boolean, most = Number.POSITIVE_INFINITY): Value {
  const last = Math.min(text.length, from + most);
  if (text.startsWith('[masked]', from)) return { says: '[masked]', isQuoted: false, end: from + 8 };
  const isEscaped = text[from] === '\\' && (text[from + 1] === '"' || text[from + 1] === "'");
  const open = from + (isEscaped ? 1 : 0);
  const close = CLOSING[text[open] ?? ''];
  if (close === undefined) {
    const end = bareEnd(text, from, last, isSigned);
    return { says: text.slice(from, end), isQuoted: false, end };
  }
  const closed = closedAt(text, open + 1, last, close, isEscaped);
  const says = text.slice(open + 1, closed).replace(/\\?["'`”“’»]$/, '');
  // A shell joins what follows at once.
  const end = AFTER.test(text.slice(closed, closed + 1)) ? closed : bareEnd(text, closed, last, isSigned);
  return { says, isQuoted: true, end };
}

/** Behind the closing mark; where there is none, the end of the line. */
function closedAt(text: string, from: number, last: number, close: string, isEscaped: boolean): number {
  for (let at = from; at < last; at++) {
    const each = text[at];
    if (each === '\n') return at;
    if (each === '\\' && !isEscaped && close === '"') at++;
    else if (each === '\\' && isEscaped && text[at + 1] === close) return at + 2;
    // Twice is how it is written inside.
    else if (each === close && !isEscaped && text[at + 1] === close) at++;
    else if (each === close && !isEscaped) return at + 1;
  }
  return last;
}

function bareEnd(text: string, from: number, last: number, isSigned: boolean): number {
  let end = from;
  for (; end < last; end++) {
    const each = text[end] ?? '';
    if (/\s/.test(each)) break;
    if (each === '<' && TAG.test(text.slice(end, end + 4))) break;
    if (each === '\\' && /^\\["']/.test(text.slice(end, end + 2))) break;
    if (end > from && CLOSING[each] === each && AFTER.test(text.slice(end + 1, end + 2))) break;
    if (isSigned && /[;&,]/.test(each) && NEXT.test(text.slice(end, end + PEEK))) break;
  }
  while (end > from && /[.,;:]/.test(text[end - 1] ?? '')) end--;
  return end;
}
