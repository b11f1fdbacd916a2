import Fuse from 'fuse.js';
import { COMMON_WORDS } from './commonWords.ts';
import { ENGLISH } from './english.ts';
import { stem, type Token } from './tokens.ts';

export interface Correction {
  from: string;
  to: string;
}

/** Corrects misspelt words to the corpus' vocabulary. */
export interface Spelling {
  correct(tokens: readonly Token[]): { tokens: Token[]; corrected: Correction[] };
}

/** Shorter words are too easily another word. */
const SHORTEST = 4;
/** Fuse's score, 0 (same) to 1: about one error in four letters. */
const FARTHEST = 0.27;
/** Words this much longer or shorter than the typed one are not looked at. */
const LENGTH_SLACK = 2;
/** So many words are given to fuse.js. */
const COMPARED = 6;
/** Scores this near are the same; then the word that is used more often wins. */
const SAME_SCORE = 0.01;

/**
 * `vocabulary`: words with the number of times they are used; `english`: words that are never corrected. fuse.js does the fuzzy matching; it sees only the few
 * words of similar length and the same first letter that share most pairs of letters with the typed one, because its
 * Bitap is slow over long lists.
 */
export function createSpelling(
  vocabulary: ReadonlyMap<string, number>,
  english: ReadonlySet<string> = ENGLISH,
): Spelling {
  const stems = new Set([...vocabulary.keys()].map(stem));
  const index = indexByPairs(vocabulary);
  const remembered = new Map<string, string | null>();
  const suggest = (word: string): string | null => {
    let known = remembered.get(word);
    if (known === undefined) {
      known = nearest(word, index, vocabulary);
      if (remembered.size > 10_000) remembered.clear();
      remembered.set(word, known);
    }
    return known;
  };
  const isOurs = (token: Token) => token.fixed || stems.has(stem(token.text)) || COMMON_WORDS.has(token.text);
  const isKnown = (token: Token) =>
    isOurs(token) ||
    english.has(token.text) ||
    (token.text.length < SHORTEST && swappedEverydayWord(token.text) === null) ||
    !/^[a-z]+$/.test(token.text);
  return { correct: (tokens) => correct(tokens, vocabulary, { isOurs, isKnown }, suggest) };
}

/** Which words are the corpus' own or everyday ones, and which are no slips. */
interface Knows {
  isOurs(token: Token): boolean;
  isKnown(token: Token): boolean;
}

function correct(
  tokens: readonly Token[],
  vocabulary: ReadonlyMap<string, number>,
  { isOurs, isKnown }: Knows,
  suggest: (word: string) => string | null,
) {
  const result: Token[] = [];
  const corrected: Correction[] = [];
  const replace = (from: string, words: readonly string[]) => {
    corrected.push({ from, to: words.join(' ') });
    result.push(...words.map((text) => ({ text, fixed: false })));
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const next = tokens[i + 1];
    const isSplit = next && !token.fixed && !next.fixed && !(isOurs(token) && isOurs(next));
    if (isSplit && vocabulary.has(token.text + next.text)) {
      // 'up grade': a word split in two by mistake, though 'grade' is English, too.
      replace(`${token.text} ${next.text}`, [token.text + next.text]);
      i++;
      continue;
    }
    const words = isKnown(token) ? null : correction(token.text, vocabulary, suggest);
    if (words) replace(token.text, words);
    else result.push(token);
  }
  return { tokens: result, corrected };
}

function correction(
  word: string,
  vocabulary: ReadonlyMap<string, number>,
  suggest: (word: string) => string | null,
): string[] | null {
  const everyday = swappedEverydayWord(word);
  if (everyday !== null) return [everyday];
  const suggested = splitInTwo(word, vocabulary) ?? suggest(word);
  return typeof suggested === 'string' ? [suggested] : suggested;
}

/** 'teh', 'adn': the short words are typed the fastest. */
function swappedEverydayWord(word: string): string | null {
  if (word.length < 3 || word.length > 6) return null;
  return swaps(word).find((swapped) => COMMON_WORDS.has(swapped)) ?? null;
}

/** 'servername', 'syncserver': two known words without the space. */
function splitInTwo(word: string, vocabulary: ReadonlyMap<string, number>): string[] | null {
  for (let at = SHORTEST; at <= word.length - SHORTEST; at++) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (parts.every((part) => vocabulary.has(part))) return parts;
  }
  return null;
}

/** Words by first letter and two letters in a row. */
type PairIndex = ReadonlyMap<string, readonly string[]>;

function indexByPairs(vocabulary: ReadonlyMap<string, number>): PairIndex {
  const index = new Map<string, string[]>();
  for (const word of vocabulary.keys()) {
    if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) continue;
    for (const key of pairKeys(word)) {
      const words = index.get(key);
      if (words) words.push(word);
      else index.set(key, [word]);
    }
  }
  return index;
}

function pairKeys(word: string): Set<string> {
  const keys = new Set<string>();
  for (let i = 0; i + 2 <= word.length; i++) keys.add(word.charAt(0) + word.slice(i, i + 2));
  return keys;
}

function nearest(word: string, index: PairIndex, vocabulary: ReadonlyMap<string, number>): string | null {
  // Two letters swapped cost Bitap two errors, though it is one slip: such words are taken first.
  const swapped = swaps(word).filter((each) => vocabulary.has(each));
  const found = swapped.length > 0 ? swapped.map((item) => ({ item, score: 0 })) : scored(word, index);
  const best = Math.min(...found.map((hit) => hit.score));
  const [first] = found
    .filter((hit) => hit.score <= best + SAME_SCORE)
    .sort((a, b) => (vocabulary.get(b.item) ?? 0) - (vocabulary.get(a.item) ?? 0) || (a.item < b.item ? -1 : 1));
  return first?.item ?? null;
}

function swaps(word: string): string[] {
  const swapped: string[] = [];
  for (let i = 0; i + 1 < word.length; i++) {
    swapped.push(word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2));
  }
  return swapped;
}

function scored(word: string, index: PairIndex): { item: string; score: number }[] {
  return likest(word, index).flatMap((item) => {
    const { isMatch, score } = Fuse.match(word, item, { threshold: FARTHEST, distance: 8, includeScore: true });
    return isMatch ? [{ item, score }] : [];
  });
}

/** The words that share the most pairs of letters with the typed one, for their length. */
function likest(word: string, index: PairIndex): string[] {
  const keys = pairKeys(word);
  const shared = new Map<string, number>();
  for (const key of keys) {
    for (const candidate of index.get(key) ?? []) {
      if (fits(word, candidate)) shared.set(candidate, (shared.get(candidate) ?? 0) + 1);
    }
  }
  const share = ([candidate, count]: [string, number]) => count / (keys.size + candidate.length);
  return [...shared]
    .sort((a, b) => share(b) - share(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, COMPARED)
    .map(([candidate]) => candidate);
}

/**
 * Bitap finds the typed word inside a longer one; a correction must be about as long, and begin alike: 'uninstall' is
 * no slip for 'install', nor 'disable' for 'enable'.
 */
function fits(word: string, candidate: string): boolean {
  const longer = Math.max(word.length, candidate.length);
  const slack = longer >= 7 ? LENGTH_SLACK : 1;
  return Math.abs(word.length - candidate.length) <= slack && word[0] === candidate[0];
}
