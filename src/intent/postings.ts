import type { Rows, Sparse } from './sparse.ts';

/** Who holds a feature, by feature: the owners of feature f stand from starts[f] to starts[f + 1], in ascending order. */
export interface Postings {
  starts: Int32Array;
  owners: Int32Array;
  values: Float32Array;
}

/** Turns rows (owner → features) around (feature → owners). `size`: number of features. */
export function invert({ starts: rowStarts, at, value }: Rows, size: number): Postings {
  const starts = new Int32Array(size + 1);
  for (let i = 0; i < at.length; i++) {
    const feature = at[i] ?? 0;
    starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  }
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const owners = new Int32Array(at.length);
  const values = new Float32Array(at.length);
  for (let owner = 0; owner + 1 < rowStarts.length; owner++) {
    const end = rowStarts[owner + 1] ?? 0;
    for (let i = rowStarts[owner] ?? 0; i < end; i++) {
      const feature = at[i] ?? 0;
      const place = next[feature] ?? 0;
      next[feature] = place + 1;
      owners[place] = owner;
      values[place] = value[i] ?? 0;
    }
  }
  return { starts, owners, values };
}

/** Searching a list of owners for one candidate costs about as much as walking over so many of them. */
const SEARCH = 16;

/**
 * Adds the products of a query with what the candidates hold to `scores`, by owner. Short lists are walked over (and
 * owners that are no candidates get a part of their score, which nobody reads), long ones are searched: the cost hangs
 * on the number of candidates and hardly on that of owners.
 */
export function project(query: Sparse, postings: Postings, candidates: Int32Array, scores: Float32Array): void {
  const { starts } = postings;
  for (let i = 0; i < query.at.length; i++) {
    const feature = query.at[i] ?? 0;
    const weight = query.value[i] ?? 0;
    const start = starts[feature] ?? 0;
    const end = starts[feature + 1] ?? 0;
    if (end - start <= candidates.length * SEARCH) walk(postings, start, end, weight, scores);
    else search(postings, start, end, weight, candidates, scores);
  }
}

function walk({ owners, values }: Postings, start: number, end: number, weight: number, scores: Float32Array): void {
  for (let j = start; j < end; j++) {
    const owner = owners[j] ?? 0;
    scores[owner] = (scores[owner] ?? 0) + weight * (values[j] ?? 0);
  }
}

function search(
  { owners, values }: Postings,
  start: number,
  end: number,
  weight: number,
  candidates: Int32Array,
  scores: Float32Array,
): void {
  for (let k = 0; k < candidates.length; k++) {
    const owner = candidates[k] ?? 0;
    const place = find(owners, owner, start, end);
    if (place >= 0) scores[owner] = (scores[owner] ?? 0) + weight * (values[place] ?? 0);
  }
}

/** Place of `owner` between `start` and `end`, or -1. */
export function find(owners: Int32Array, owner: number, start: number, end: number): number {
  let low = start;
  let high = end - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = owners[middle] ?? 0;
    if (there === owner) return middle;
    if (there < owner) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
