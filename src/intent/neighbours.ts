import type { Sparse } from './vectors.ts';

/** Similarity of a query to the nearest phrasings of each class: 0 to 1. */
export interface Neighbours {
  scores(query: Sparse): Float32Array;
}

/** Share of the second nearest phrasing of a class: two that agree count more than one that happens to be close. */
const SECOND = 0.2;

/** Cosine similarity over an inverted index. */
export function indexNeighbours(
  examples: readonly Sparse[],
  labels: Int32Array,
  classes: number,
  size: number,
): Neighbours {
  const unit = examples.map((example) => 1 / Math.max(length(example), 1e-9));
  const { starts, documents, values } = invert(examples, size);
  const similarity = new Float32Array(examples.length);
  return {
    scores(query) {
      similarity.fill(0);
      for (const [i, feature] of query.at.entries()) {
        const value = query.value[i] ?? 0;
        const end = starts[feature + 1] ?? 0;
        for (let j = starts[feature] ?? 0; j < end; j++) {
          const document = documents[j] ?? 0;
          similarity[document] = (similarity[document] ?? 0) + value * (values[j] ?? 0);
        }
      }
      const scale = 1 / Math.max(length(query), 1e-9);
      return bestByClass(
        similarity.map((dot, document) => dot * (unit[document] ?? 0) * scale),
        labels,
        classes,
      );
    },
  };
}

function bestByClass(cosines: Float32Array, labels: Int32Array, classes: number): Float32Array {
  const best = new Float32Array(classes);
  const second = new Float32Array(classes);
  for (let document = 0; document < cosines.length; document++) {
    const label = labels[document] ?? 0;
    const cosine = cosines[document] ?? 0;
    if (cosine > (best[label] ?? 0)) {
      second[label] = best[label] ?? 0;
      best[label] = cosine;
    } else if (cosine > (second[label] ?? 0)) second[label] = cosine;
  }
  return best.map((value, label) => (1 - SECOND) * value + SECOND * (second[label] ?? 0));
}

function invert(examples: readonly Sparse[], size: number) {
  const starts = new Int32Array(size + 1);
  for (const example of examples)
    for (const feature of example.at) starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const documents = new Int32Array(starts[size] ?? 0);
  const values = new Float32Array(starts[size] ?? 0);
  for (const [document, example] of examples.entries()) {
    for (const [i, feature] of example.at.entries()) {
      const place = next[feature] ?? 0;
      next[feature] = place + 1;
      documents[place] = document;
      values[place] = example.value[i] ?? 0;
    }
  }
  return { starts, documents, values };
}

function length(vector: Sparse): number {
  let squares = 0;
  for (const value of vector.value) squares += value * value;
  return Math.sqrt(squares);
}
