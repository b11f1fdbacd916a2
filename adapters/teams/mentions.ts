import { decodeEntities } from './html.ts';

/** A mention as its entity tells it: its words in the text, and whether it is of us. */
export interface Mention {
  text: string;
  ours: boolean;
}

/** Characters that no text holds stand for mentions until it is known where in the message they stand. */
const OURS = '\ufdd0';
const OTHER = '\ufdd1';
const END = '\ufdd2';
const MARKS = /[\ufdd0-\ufdd2]/g;
const MARKED = /(\ufdd0|\ufdd1[^\ufdd2]*\ufdd2)/;
const TAGGED = /<at\b[^<>]*>([^<>]*)<\/at>/gi;

/**
 * The words of a message apart from whom it is put to. Our name is no part of them wherever it stands. That of somebody
 * else is none where it addresses them: at the beginning, and at the end behind a whole sentence or 'cc'. Elsewhere it
 * stays, since 'no mail arrives for @Ann' says what is wrong.
 * @param read makes words of what Teams sent
 */
export function withoutAddressees(sent: string, mentions: readonly Mention[], read: (sent: string) => string): string {
  // Who bears our name is taken for us.
  const named = new Map(
    mentions.toSorted((a, b) => Number(a.ours) - Number(b.ours)).map((each) => [nameOf(each), each]),
  );
  const tagged = new Set<string>();
  const marked = sent.replace(MARKS, '').replace(TAGGED, (_, inner: string) => {
    const name = decodeEntities(inner).trim();
    tagged.add(name);
    return markOf(named.get(name), `@${inner}`);
  });
  // Without tags it may be a word of the question as well, and goes once.
  const plain = [...named].filter(([name, { text }]) => name !== '' && !tagged.has(name) && !text.startsWith('<'));
  const words = plain.reduce((all, [name, each]) => all.replace(name, () => markOf(each, name)), read(marked));
  return joined(withoutEnd(withoutBeginning(words.split(MARKED))));
}

function nameOf({ text }: Mention): string {
  return decodeEntities(text.replace(/^<at\b[^<>]*>|<\/at>$/gi, '')).trim();
}

function markOf(mention: Mention | undefined, shown: string): string {
  if (mention === undefined) return shown;
  return mention.ours ? OURS : `${OTHER}${shown}${END}`;
}

/** Words and mentions by turns, words first and last. */
type Parts = readonly string[];

/** 'Connect Desk, can I …': the comma goes with the name. */
function withoutBeginning(parts: Parts): Parts {
  let first = 0;
  while (first + 2 < parts.length && isJoin(parts[first] ?? '') && !isSpokenOf(parts, first + 1)) first += 2;
  if (first === 0) return parts;
  const [words = '', ...rest] = parts.slice(first);
  return [words.replace(/^[\s,:;]+/, ''), ...rest];
}

/** "Ann's server" speaks of her, and so does 'Ann cannot sign in'; 'Ann, can't we …' is put to her. */
function isSpokenOf(parts: Parts, mention: number): boolean {
  return parts[mention] !== OURS && SPOKEN_OF.some((each) => each.test(parts[mention + 1] ?? ''));
}

const SPOKEN_OF = [
  /^['’]/,
  /^\s+(?:gets|got|sees|lost|needs|wants|says|keeps|tries|tried|reports|reported)\b/i,
  // Before these words it is a question, whose subject comes behind.
  /^\s+(?:has|(?:can|could|does|did|is|was)(?:n['’]?t| ?not|['’]t))\b(?!\s+(?:i|we|you|he|she|it|they|the|this|that|these|my|our|your|an?|any)\b)/i,
];

function withoutEnd(parts: Parts): Parts {
  let first = parts.length;
  while (first > 2 && isJoin(parts[first - 1] ?? '', first === parts.length)) first -= 2;
  if (first === parts.length) return parts;
  const before = parts[first - 1] ?? '';
  const sentence = sentenceOf(before);
  if (sentence !== null) return [...parts.slice(0, first - 1), sentence];
  // Whoever stands beside us is addressed with us.
  const ours = parts.indexOf(OURS, first);
  return ours < 0 ? parts : [...parts.slice(0, ours === first ? ours : ours - 1), OURS, parts.at(-1) ?? ''];
}

/** Between mentions, or (`last`) behind them all. */
function isJoin(words: string, last = false): boolean {
  return (last ? /^[.!?)]*$/ : /^(?:[,;:&+/]|,? ?and)?$/i).test(words.trim());
}

/** What stands before those who are addressed behind a whole sentence, or told by 'cc'; null: it goes on with them. */
function sentenceOf(words: string): string | null {
  const kept = words.trimEnd();
  const told = kept.replace(/(?:^|[\s,;(/])(?:cc|fyi):?$/i, '');
  return told !== kept || /[.!?…]$/.test(kept) ? told.trimEnd() : null;
}

function joined(parts: Parts): string {
  const words = parts.reduce((all, part, i) => {
    if (part === OURS) return `${all.trimEnd()} `;
    return all + (parts[i - 1] === OURS ? part.trimStart() : part);
  }, '');
  return words.replace(MARKS, '').trim();
}
