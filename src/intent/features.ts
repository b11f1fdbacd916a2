import { COMMON_WORDS } from './commonWords.ts';
import { stem } from './tokens.ts';
import type { Utterance } from './utterance.ts';

/**
 * Features by group: words (as typed, stemmed, and the senses they share with their synonyms), pairs of neighbouring stems,
 * and runs of letters inside words. Each group is weighed and normalised by itself, so that none drowns another by
 * sheer number.
 */
export const GROUPS = ['words', 'pairs', 'letters'] as const;
export type Group = (typeof GROUPS)[number];

/** Share of each group in a vector; the squares add up to one. */
export const GROUP_WEIGHT: Readonly<Record<Group, number>> = { words: 0.66, pairs: 0.5, letters: 0.56 };

/**
 * Numbers of the features of one utterance by group, in parts that are read one after the other: the lists of its words
 * are shared, not copied. Repeated ones are repeated; those nobody has numbered are left out.
 */
export type Features = Readonly<Record<Group, readonly (readonly number[])[]>>;

export interface FeatureSpace {
  readonly size: number;
  /** `learn`: numbers features that were not met before. */
  features(utterance: Utterance, learn: boolean): Features;
}

const SHORTEST_RUN = 2;
const LONGEST_RUN = 3;

/**
 * One number for two (Cantor's pairing): exact below 2²⁵, and small for small ones, which a Map finds several times
 * faster than strings or large numbers.
 */
function paired(first: number, second: number): number {
  const sum = first + second;
  return (sum * (sum + 1)) / 2 + second;
}

interface Word {
  stem: number;
  words: number[];
  letters: number[];
}

/** `without`: groups that are left out, to measure what they give. */
export function createFeatureSpace(without: ReadonlySet<Group>): FeatureSpace {
  const names = new Map<string, number>();
  const pairs = new Map<number, number>();
  const stems = new Map<string, number>();
  // The same few thousand words come again and again: their letters are cut up once.
  const known = new Map<string, Word>();
  let size = 0;

  const number = <Key>(map: Map<Key, number>, key: Key, learn: boolean): number => {
    const before = map.get(key);
    if (before !== undefined || !learn) return before ?? -1;
    map.set(key, size);
    return size++;
  };
  const numbers = (list: readonly string[], learn: boolean): number[] => {
    const found: number[] = [];
    for (let i = 0; i < list.length; i++) {
      const feature = number(names, list[i] ?? '', learn);
      if (feature >= 0) found.push(feature);
    }
    return found;
  };

  const read = (word: string, learn: boolean): Word => {
    const before = known.get(word);
    if (before) return before;
    const root = stem(word);
    if (learn && !stems.has(root)) stems.set(root, stems.size);
    const made: Word = {
      stem: stems.get(root) ?? -1,
      words: numbers([`w ${word}`, `s ${root}`], learn),
      // Everyday words are known as they stand: their letters only make strangers look alike.
      letters: COMMON_WORDS.has(word) ? [] : numbers(runs(word), learn),
    };
    if (learn) known.set(word, made);
    return made;
  };

  const neighbouring = (sequence: readonly Word[], learn: boolean): number[] => {
    const found: number[] = [];
    for (let i = 0; i + 1 < sequence.length; i++) {
      const first = sequence[i]?.stem ?? -1;
      const second = sequence[i + 1]?.stem ?? -1;
      if (first < 0 || second < 0) continue;
      const feature = number(pairs, paired(first, second), learn);
      if (feature >= 0) found.push(feature);
    }
    return found;
  };

  return {
    get size() {
      return size;
    },
    features({ words, senses }, learn) {
      const sequence = words.map((word) => read(word, learn));
      return {
        words: without.has('words') ? [] : [...sequence.map((each) => each.words), numbers(senses, learn)],
        pairs: without.has('pairs') ? [] : [neighbouring(sequence, learn)],
        letters: without.has('letters') ? [] : sequence.map((each) => each.letters),
      };
    },
  };
}

/** Runs of letters inside a word, its two ends marked by a space. */
function runs(token: string): string[] {
  const word = ` ${token} `;
  const found: string[] = [];
  for (let size = SHORTEST_RUN; size <= LONGEST_RUN; size++) {
    for (let i = 0; i + size <= word.length; i++) found.push(word.slice(i, i + size));
  }
  return found;
}
