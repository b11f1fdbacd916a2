import type { Rows, Sparse } from './sparse.ts';

/** Who holds a feature, by feature: the owners of feature f stand from starts[f] to starts[f + 1], in ascending order. */
export interface Postings {
  starts: Int32Array;
  owners: Int32Array;
  values: Float32Array;
}

/** Turns rows (owner → features) around (feature → owners). `size`: number of features. */
export function invert({ starts, at, value }: Rows, size: number): Postings {
  return turnAround([{ at, value, length: at.length }], starts, size);
}

/** Writes what owners hold, one owner after the other, and turns it around. */
export interface PostingsWriter {
  add(feature: number, value: number): void;
  endOwner(): void;
  /** `size`: number of features. */
  postings(size: number): Postings;
}

/** A piece of what was written; `length` entries are in use. */
interface Block {
  at: Int32Array;
  value: Float32Array;
  length: number;
}

/** Memory that is touched for the first time costs more than what is written to it: a list in blocks is never copied. */
const BLOCK = 16_384;

export function createPostingsWriter(): PostingsWriter {
  const starts = [0];
  const blocks: Block[] = [];
  let block = { at: new Int32Array(0), value: new Float32Array(0), length: 0 };
  let written = 0;
  return {
    add(feature, value) {
      if (block.length === block.at.length) {
        block = { at: new Int32Array(BLOCK), value: new Float32Array(BLOCK), length: 0 };
        blocks.push(block);
      }
      block.at[block.length] = feature;
      block.value[block.length++] = value;
      written++;
    },
    endOwner: () => starts.push(written),
    postings: (size) => turnAround(blocks, starts, size),
  };
}

/** `ownerStarts`: where each owner's entries begin, counted through all blocks, and where the last one's end. */
function turnAround(blocks: readonly Block[], ownerStarts: ArrayLike<number>, size: number): Postings {
  const starts = new Int32Array(size + 1);
  for (const { at, length } of blocks) {
    for (let i = 0; i < length; i++) {
      const feature = at[i] ?? 0;
      starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
    }
  }
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const total = starts[size] ?? 0;
  const owners = new Int32Array(total);
  const values = new Float32Array(total);
  let owner = 0;
  let entry = 0;
  for (const { at, value, length } of blocks) {
    for (let i = 0; i < length; i++, entry++) {
      while (entry >= (ownerStarts[owner + 1] ?? total)) owner++;
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
