import type { Sparse } from './vectors.ts';

/** One linear separator per class. Scores: 1 and more where an utterance surely belongs to a class, -1 where it does not. */
export interface Linear {
  scores(query: Sparse): Float32Array;
}

/** How much an error costs beside a large margin. Measured flat between 0.3 and 4 on public intent sets. */
const COST = 1;
/** The separators' fixed offset: an example that shares nothing with a class already lies on its right side. */
const OFFSET = -1;
/** Passes over all examples of a class, and after each over those that still weigh. */
const SWEEPS = 2;
const PASSES = 4;
/** Changes below this are not carried out. */
const PRECISION = 1e-4;
/** Steps through the examples so that neighbours come far apart; a prime, so that it visits all of them. */
const STRIDE = 7919;

/** All examples in one piece of memory: those of example i stand from starts[i] to starts[i + 1]. */
interface Examples {
  starts: Int32Array;
  at: Int32Array;
  value: Float32Array;
  norms: Float32Array;
  labels: Int32Array;
}

/**
 * One-vs-rest support vector machines with squared hinge loss, trained by dual coordinate descent
 * (Hsieh et al., 'A Dual Coordinate Descent Method for Large-scale Linear SVM', ICML 2008).
 * Examples are visited in a fixed order instead of at random: the same corpus gives the same separators.
 */
export function trainLinear(vectors: readonly Sparse[], labels: Int32Array, classes: number, size: number): Linear {
  const examples = pack(vectors, labels);
  const separator = new Float32Array(size);
  const columns: Column[] = [];
  for (let label = 0; label < classes; label++) {
    train(separator.fill(0), examples, label);
    columns.push(compress(separator));
  }
  const rows = transpose(columns, size);
  return { scores: (query) => score(query, rows, classes) };
}

/** The weights of one class that differ from zero. */
interface Column {
  features: Int32Array;
  weights: Float32Array;
}

/** Smaller weights decide nothing. */
const SMALLEST = 1e-3;

function compress(separator: Float32Array): Column {
  const features: number[] = [];
  for (let feature = 0; feature < separator.length; feature++) {
    if (Math.abs(separator[feature] ?? 0) >= SMALLEST) features.push(feature);
  }
  return { features: Int32Array.from(features), weights: Float32Array.from(features, (at) => separator[at] ?? 0) };
}

/** All weights by feature: those of feature f stand from starts[f] to starts[f + 1]. Most features speak to few classes. */
interface Rows {
  starts: Int32Array;
  labels: Int32Array;
  weights: Float32Array;
}

function transpose(columns: readonly Column[], size: number): Rows {
  const starts = new Int32Array(size + 1);
  for (const { features } of columns)
    for (const feature of features) starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const rows: Rows = {
    starts,
    labels: new Int32Array(starts[size] ?? 0),
    weights: new Float32Array(starts[size] ?? 0),
  };
  for (const [label, { features, weights }] of columns.entries()) {
    for (let i = 0; i < features.length; i++) {
      const feature = features[i] ?? 0;
      const place = next[feature] ?? 0;
      next[feature] = place + 1;
      rows.labels[place] = label;
      rows.weights[place] = weights[i] ?? 0;
    }
  }
  return rows;
}

function pack(vectors: readonly Sparse[], labels: Int32Array): Examples {
  const starts = new Int32Array(vectors.length + 1);
  for (const [i, vector] of vectors.entries()) starts[i + 1] = (starts[i] ?? 0) + vector.at.length;
  const at = new Int32Array(starts[vectors.length] ?? 0);
  const value = new Float32Array(at.length);
  for (const [i, vector] of vectors.entries()) {
    at.set(vector.at, starts[i]);
    value.set(vector.value, starts[i]);
  }
  const norms = Float32Array.from(vectors, (vector) => vector.value.reduce((sum, v) => sum + v * v, 0));
  return { starts, at, value, norms, labels };
}

function train(separator: Float32Array, examples: Examples, label: number): void {
  const count = examples.labels.length;
  const dual = new Float32Array(count);
  for (let i = 0; i < count; i++) if (examples.labels[i] === label) improve(separator, dual, examples, i, label);
  const active = new Int32Array(count);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let size = 0;
    for (let i = 0; i < count; i++) {
      const weighs = improve(separator, dual, examples, i, label) > 0;
      if (weighs || examples.labels[i] === label) active[size++] = i;
    }
    for (let pass = 0; pass < PASSES; pass++) {
      for (let k = 0; k < size; k++) improve(separator, dual, examples, active[(k * STRIDE) % size] ?? 0, label);
    }
  }
}

/** One step of the descent along example i. Returns its dual weight: 0 for one that lies safely on its side. */
function improve(separator: Float32Array, dual: Float32Array, examples: Examples, i: number, label: number): number {
  const { starts, at, value, norms, labels } = examples;
  const end = starts[i + 1] ?? 0;
  const sign = labels[i] === label ? 1 : -1;
  const slack = 1 / (2 * COST);
  let dot = OFFSET;
  for (let j = starts[i] ?? 0; j < end; j++) dot += (separator[at[j] ?? 0] ?? 0) * (value[j] ?? 0);
  const before = dual[i] ?? 0;
  const next = Math.max(before - (sign * dot - 1 + slack * before) / ((norms[i] ?? 0) + slack), 0);
  const step = (next - before) * sign;
  if (Math.abs(step) < PRECISION) return next;
  dual[i] = next;
  for (let j = starts[i] ?? 0; j < end; j++) {
    const feature = at[j] ?? 0;
    separator[feature] = (separator[feature] ?? 0) + step * (value[j] ?? 0);
  }
  return next;
}

function score(query: Sparse, { starts, labels, weights }: Rows, classes: number): Float32Array {
  const scores = new Float32Array(classes).fill(OFFSET);
  for (let i = 0; i < query.at.length; i++) {
    const value = query.value[i] ?? 0;
    const feature = query.at[i] ?? 0;
    const end = starts[feature + 1] ?? 0;
    for (let j = starts[feature] ?? 0; j < end; j++) {
      const label = labels[j] ?? 0;
      scores[label] = (scores[label] ?? 0) + value * (weights[j] ?? 0);
    }
  }
  return scores;
}
