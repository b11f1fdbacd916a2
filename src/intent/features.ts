import { stem } from './tokens.ts';

/**
 * Features by group: words (as typed, and stemmed), neighbourhoods of stems, and runs of letters inside words. Each
 * group is weighed and normalised by itself, so that none drowns another by sheer number.
 */
export const GROUPS = ['words', 'pairs', 'letters'] as const;
export type Group = (typeof GROUPS)[number];

/** Share of each group in a vector; the squares add up to about one. */
export const GROUP_WEIGHT: Readonly<Record<Group, number>> = { words: 0.66, pairs: 0.5, letters: 0.56 };

/** Numbers of the features of one utterance by group, repeated ones repeated; those nobody has numbered are left out. */
export type Features = Record<Group, number[]>;

export interface FeatureSpace {
  readonly size: number;
  /** `learn`: numbers features that were not met before. */
  features(tokens: readonly string[], learn: boolean): Features;
}

const SHORTEST_RUN = 2;
const LONGEST_RUN = 5;

/** How two stems stand to each other; a fifth kind, the triple, is keyed by its first pair. */
const NEXT = 0;
const ONE_BETWEEN = 1;
const TWO_BETWEEN = 2;
const TRIPLE = 3;
/** Keys of pairs are kind + 4 · (first + second · 2²⁶), exact in a double as long as stems and pairs stay below 2²⁴. */
const KINDS = 4;
const FIRST = 2 ** 26;

interface Word {
  stem: number;
  words: number[];
  letters: number[];
}

export function createFeatureSpace(): FeatureSpace {
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

  const word = (token: string, learn: boolean): Word => {
    const before = known.get(token);
    if (before) return before;
    const root = stem(token);
    if (learn && !stems.has(root)) stems.set(root, stems.size);
    const made: Word = {
      stem: stems.get(root) ?? -1,
      words: [`w ${token}`, `s ${root}`].map((name) => number(names, name, learn)).filter((each) => each >= 0),
      letters: runs(token)
        .map((run) => number(names, run, learn))
        .filter((each) => each >= 0),
    };
    if (learn) known.set(token, made);
    return made;
  };

  const neighbourhoods = (sequence: readonly number[], learn: boolean): number[] => {
    const found: number[] = [];
    const pair = (kind: number, first: number, second: number | undefined): number => {
      if (second === undefined || first < 0 || second < 0) return -1;
      const feature = number(pairs, kind + KINDS * (first + second * FIRST), learn);
      if (feature >= 0) found.push(feature);
      return feature;
    };
    for (const [i, first] of sequence.entries()) {
      const next = pair(NEXT, first, sequence[i + 1]);
      pair(ONE_BETWEEN, first, sequence[i + 2]);
      pair(TWO_BETWEEN, first, sequence[i + 3]);
      pair(TRIPLE, next, sequence[i + 2]);
    }
    return found;
  };

  return {
    get size() {
      return size;
    },
    features(tokens, learn) {
      const words = tokens.map((token) => word(token, learn));
      return {
        words: words.flatMap((each) => each.words),
        pairs: neighbourhoods(
          words.map((each) => each.stem),
          learn,
        ),
        letters: words.flatMap((each) => each.letters),
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
