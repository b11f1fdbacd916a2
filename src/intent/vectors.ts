import { createFeatureSpace, type Features, GROUP_WEIGHT, GROUPS, type Group } from './features.ts';
import { createRowWriter, type Rows, type Sparse } from './sparse.ts';
import type { Utterance } from './utterance.ts';

/** Turns utterances into weighed vectors over the features of those it was made from. */
export interface Vectoriser {
  readonly size: number;
  /** The vectors of those utterances, in their order. */
  readonly learnt: Rows;
  /** What it returns is overwritten by the next call. */
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
  const weigh = createWeigher(rarity(features, space.size));
  const writer = createRowWriter();
  for (const each of features) {
    const { at, value } = weigh(each);
    for (let i = 0; i < at.length; i++) writer.add(at[i] ?? 0, value[i] ?? 0);
    writer.endRow();
  }
  return {
    size: space.size,
    learnt: writer.rows(),
    vector: (utterance) => weigh(space.features(utterance, false)),
  };
}

function rarity(utterances: readonly Features[], size: number): Float32Array {
  const seenIn = new Int32Array(size);
  const lastSeen = new Int32Array(size).fill(-1);
  for (const [utterance, features] of utterances.entries()) {
    for (const group of GROUPS) {
      for (const part of features[group]) {
        for (const feature of part) {
          if (lastSeen[feature] === utterance) continue;
          lastSeen[feature] = utterance;
          seenIn[feature] = (seenIn[feature] ?? 0) + 1;
        }
      }
    }
  }
  return Float32Array.from(seenIn, (count) => Math.log((1 + utterances.length) / (1 + count)) + 1);
}

/** What it returns is overwritten by the next call. */
function createWeigher(idf: Float32Array): (features: Features) => Sparse {
  // All zeros between two calls.
  const counts = new Float32Array(idf.length);
  const at = new Int32Array(idf.length);
  const value = new Float32Array(idf.length);
  /** Lists the group's features from `first` on, with how often they stand there; returns where the list ends. */
  const list = (parts: Features[Group], first: number): number => {
    let size = first;
    for (const part of parts) {
      for (const feature of part) {
        const count = counts[feature] ?? 0;
        if (count === 0) at[size++] = feature;
        counts[feature] = count + 1;
      }
    }
    return size;
  };
  const weighGroup = (group: Group, first: number, end: number): void => {
    let squares = 0;
    for (let i = first; i < end; i++) {
      const feature = at[i] ?? 0;
      const count = counts[feature] ?? 1;
      const weight = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[feature] ?? 0);
      counts[feature] = 0;
      value[i] = weight;
      squares += weight * weight;
    }
    const scale = squares > 0 ? GROUP_WEIGHT[group] / Math.sqrt(squares) : 0;
    for (let i = first; i < end; i++) value[i] = (value[i] ?? 0) * scale;
  };
  return (features) => {
    let size = 0;
    for (const group of GROUPS) {
      const first = size;
      size = list(features[group], first);
      weighGroup(group, first, size);
    }
    return { at: at.subarray(0, size), value: value.subarray(0, size) };
  };
}
