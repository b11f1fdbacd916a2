import { createFeatureSpace, type Features, GROUP_WEIGHT, GROUPS, type Group } from './features.ts';
import type { Rows, Sparse } from './sparse.ts';
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
  const { size } = space;
  const list = createLister(size);
  const learnt = emptyRows(features);
  // In one piece from the start, and weighed where it stands: every copy would cost more than the weighing.
  const ends = new Int32Array(GROUPS.length * features.length);
  const seenIn = new Int32Array(size);
  let end = 0;
  for (let row = 0; row < features.length; row++) {
    for (let group = 0; group < GROUPS.length; group++) {
      const first = end;
      end = list(features[row]?.[GROUPS[group] ?? 'words'] ?? [], learnt, first);
      ends[row * GROUPS.length + group] = end;
      for (let i = first; i < end; i++) {
        const feature = learnt.at[i] ?? 0;
        seenIn[feature] = (seenIn[feature] ?? 0) + 1;
      }
    }
    learnt.starts[row + 1] = end;
  }
  const idf = Float32Array.from(seenIn, (count) => Math.log((1 + utterances.length) / (1 + count)) + 1);
  let first = 0;
  for (let i = 0; i < ends.length; i++) {
    weighGroup(learnt, idf, GROUPS[i % GROUPS.length] ?? 'words', first, ends[i] ?? 0);
    first = ends[i] ?? 0;
  }
  const query = { at: new Int32Array(size), value: new Float32Array(size) };
  return {
    size,
    learnt: { starts: learnt.starts, at: learnt.at.subarray(0, end), value: learnt.value.subarray(0, end) },
    vector(utterance) {
      const found = space.features(utterance, false);
      let end = 0;
      for (const group of GROUPS) {
        const first = end;
        end = list(found[group], query, first);
        weighGroup(query, idf, group, first, end);
      }
      return { at: query.at.subarray(0, end), value: query.value.subarray(0, end) };
    },
  };
}

/** Room for all of them; repeated features leave some of it unused. */
function emptyRows(utterances: readonly Features[]): Rows {
  let most = 0;
  for (const features of utterances) {
    for (const group of GROUPS) {
      const parts = features[group];
      for (let p = 0; p < parts.length; p++) most += parts[p]?.length ?? 0;
    }
  }
  return {
    starts: new Int32Array(utterances.length + 1),
    at: new Int32Array(most),
    value: new Float32Array(most),
  };
}

/** Lists a group's features from `first` on, each once with how often it stands there; returns where the list ends. */
type Lister = (parts: Features[Group], { at, value }: Sparse, first: number) => number;

function createLister(size: number): Lister {
  // All zeros between two calls.
  const counts = new Float32Array(size);
  return (parts, { at, value }, first) => {
    let end = first;
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p] ?? [];
      for (let i = 0; i < part.length; i++) {
        const feature = part[i] ?? 0;
        const count = counts[feature] ?? 0;
        if (count === 0) at[end++] = feature;
        counts[feature] = count + 1;
      }
    }
    for (let i = first; i < end; i++) {
      const feature = at[i] ?? 0;
      value[i] = counts[feature] ?? 0;
      counts[feature] = 0;
    }
    return end;
  };
}

/** Turns how often features stand there into their weights. */
function weighGroup({ at, value }: Sparse, idf: Float32Array, group: Group, first: number, end: number): void {
  let squares = 0;
  for (let i = first; i < end; i++) {
    const count = value[i] ?? 1;
    const weight = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[at[i] ?? 0] ?? 0);
    value[i] = weight;
    squares += weight * weight;
  }
  const scale = squares > 0 ? GROUP_WEIGHT[group] / Math.sqrt(squares) : 0;
  for (let i = first; i < end; i++) value[i] = (value[i] ?? 0) * scale;
}
