import { createFeatureSpace, type Features, GROUP_WEIGHT, GROUPS } from './features.ts';

/** A sparse vector: feature numbers, each once, and their values. */
export interface Sparse {
  at: Int32Array;
  value: Float32Array;
}

/** Turns tokens into weighed vectors over the features of the utterances it was made from. */
export interface Vectoriser {
  readonly size: number;
  /** The vectors of those utterances, in their order. */
  readonly learnt: readonly Sparse[];
  vector(tokens: readonly string[]): Sparse;
}

/**
 * Learns features and their rarity from the corpus' utterances. Weights are sub-linear TF-IDF (1 + ln tf) · idf with
 * idf = ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfVectorizer.
 */
export function createVectoriser(utterances: readonly (readonly string[])[]): Vectoriser {
  const space = createFeatureSpace();
  const features = utterances.map((tokens) => space.features(tokens, true));
  const idf = rarity(features, space.size);
  const counts = new Float32Array(space.size);
  return {
    size: space.size,
    learnt: features.map((each) => weigh(each, idf, counts)),
    vector: (tokens) => weigh(space.features(tokens, false), idf, counts),
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
  const at: number[] = [];
  const value: number[] = [];
  for (const group of GROUPS) {
    const first = at.length;
    for (const feature of features[group]) {
      if (counts[feature] === 0) at.push(feature);
      counts[feature] = (counts[feature] ?? 0) + 1;
    }
    let squares = 0;
    for (let i = first; i < at.length; i++) {
      const feature = at[i] ?? 0;
      const weight = (1 + Math.log(counts[feature] ?? 1)) * (idf[feature] ?? 0);
      counts[feature] = 0;
      value.push(weight);
      squares += weight * weight;
    }
    const scale = squares > 0 ? GROUP_WEIGHT[group] / Math.sqrt(squares) : 0;
    for (let i = first; i < value.length; i++) value[i] = (value[i] ?? 0) * scale;
  }
  return { at: Int32Array.from(at), value: Float32Array.from(value) };
}
