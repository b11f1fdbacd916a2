import { createFeatureSpace, type Features, GROUP_WEIGHT, GROUPS, type Group } from './features.ts';
import type { Utterance } from './utterance.ts';

/** A sparse vector: feature numbers, each once, and their values. */
export interface Sparse {
  at: Int32Array;
  value: Float32Array;
}

/** Turns utterances into weighed vectors over the features of those it was made from. */
export interface Vectoriser {
  readonly size: number;
  /** The vectors of those utterances, in their order. */
  readonly learnt: readonly Sparse[];
  vector(utterance: Utterance): Sparse;
}

/**
 * Learns features and their rarity from the corpus' utterances. Weights are sub-linear TF-IDF (1 + ln tf) · idf with
 * idf = ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfVectorizer.
 */
export function createVectoriser(
  utterances: readonly Utterance[],
  without: ReadonlySet<Group> = new Set(),
): Vectoriser {
  const space = createFeatureSpace(without);
  const features = utterances.map((utterance) => space.features(utterance, true));
  const idf = rarity(features, space.size);
  const counts = new Float32Array(space.size);
  return {
    size: space.size,
    learnt: features.map((each) => weigh(each, idf, counts)),
    vector: (utterance) => weigh(space.features(utterance, false), idf, counts),
  };
}

function rarity(utterances: readonly Features[], size: number): Float32Array {
  const seenIn = new Int32Array(size);
  const lastSeen = new Int32Array(size).fill(-1);
  for (const [utterance, features] of utterances.entries()) {
    for (const group of GROUPS) {
      for (const feature of features[group]) {
        if (lastSeen[feature] === utterance) continue;
        lastSeen[feature] = utterance;
        seenIn[feature] = (seenIn[feature] ?? 0) + 1;
      }
    }
  }
  return Float32Array.from(seenIn, (count) => Math.log((1 + utterances.length) / (1 + count)) + 1);
}

/** `counts` is all zeros, before and after. */
function weigh(features: Features, idf: Float32Array, counts: Float32Array): Sparse {
  const most = GROUPS.reduce((sum, group) => sum + features[group].length, 0);
  const at = new Int32Array(most);
  const value = new Float32Array(most);
  let size = 0;
  for (const group of GROUPS) {
    const first = size;
    for (const feature of features[group]) {
      if (counts[feature] === 0) at[size++] = feature;
      counts[feature] = (counts[feature] ?? 0) + 1;
    }
    let squares = 0;
    for (let i = first; i < size; i++) {
      const feature = at[i] ?? 0;
      const count = counts[feature] ?? 1;
      const weight = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[feature] ?? 0);
      counts[feature] = 0;
      value[i] = weight;
      squares += weight * weight;
    }
    const scale = squares > 0 ? GROUP_WEIGHT[group] / Math.sqrt(squares) : 0;
    for (let i = first; i < size; i++) value[i] = (value[i] ?? 0) * scale;
  }
  return { at: at.slice(0, size), value: value.slice(0, size) };
}
