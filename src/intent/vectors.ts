import { extract, GROUP_WEIGHT, GROUPS, type Group } from './features.ts';

/** A sparse vector: feature numbers, ascending, and their values. */
export interface Sparse {
  at: Int32Array;
  value: Float32Array;
}

/** Turns tokens into weighed vectors over the features of the utterances it was made from. */
export interface Vectoriser {
  readonly size: number;
  vector(tokens: readonly string[]): Sparse;
}

interface Space {
  /** Feature number by name, one map a group. */
  numbers: Record<Group, Map<string, number>>;
  /** Inverse document frequency by feature number. */
  idf: Float32Array;
}

/**
 * Learns features and their rarity from the corpus' utterances. Weights are sub-linear TF-IDF (1 + ln tf) · idf with
 * idf = ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfVectorizer.
 */
export function createVectoriser(utterances: readonly (readonly string[])[]): Vectoriser {
  const space = learn(utterances);
  return { size: space.idf.length, vector: (tokens) => weigh(tokens, space) };
}

function learn(utterances: readonly (readonly string[])[]): Space {
  const numbers: Space['numbers'] = { words: new Map(), pairs: new Map(), characters: new Map() };
  const seenIn: number[] = [];
  for (const tokens of utterances) {
    const features = extract(tokens);
    for (const group of GROUPS) {
      for (const feature of new Set(features[group])) {
        const known = numbers[group].get(feature);
        if (known === undefined) {
          numbers[group].set(feature, seenIn.length);
          seenIn.push(1);
        } else {
          seenIn[known] = (seenIn[known] ?? 0) + 1;
        }
      }
    }
  }
  const idf = Float32Array.from(seenIn, (count) => Math.log((1 + utterances.length) / (1 + count)) + 1);
  return { numbers, idf };
}

function weigh(tokens: readonly string[], space: Space): Sparse {
  const features = extract(tokens);
  const weights = new Map<number, number>();
  for (const group of GROUPS) {
    const counts = new Map<number, number>();
    for (const feature of features[group]) {
      const number = space.numbers[group].get(feature);
      if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    let squares = 0;
    for (const [number, count] of counts) {
      const weight = (1 + Math.log(count)) * (space.idf[number] ?? 0);
      counts.set(number, weight);
      squares += weight * weight;
    }
    const scale = squares > 0 ? GROUP_WEIGHT[group] / Math.sqrt(squares) : 0;
    for (const [number, weight] of counts) weights.set(number, weight * scale);
  }
  const at = Int32Array.from(weights.keys()).sort();
  return { at, value: Float32Array.from(at, (number) => weights.get(number) ?? 0) };
}
