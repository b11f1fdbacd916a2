import { invert, type Postings } from './postings.ts';
import { type Rows, rowCount, type Sparse, squareNorms } from './sparse.ts';

/** The phrasings nearest to a query, nearest first, ties by their order. `cosines`: 0 to 1. */
export interface Nearest {
  count: number;
  phrasings: Int32Array;
  cosines: Float32Array;
}

export interface Neighbours {
  /** What it returns is overwritten by the next call. */
  nearest(query: Sparse): Nearest;
  /** Up to `count` phrasings around the middle of some, in ascending order; `isLeftOut` says which do not count. */
  around(members: readonly number[], count: number, isLeftOut: (phrasing: number) => boolean): Int32Array;
}

/** So many phrasings are compared in full. */
const COMPARED = 32;
/** So many postings are looked through to find them. A larger budget finds no better ones on the tuning sets. */
const BUDGET = 2000;
/** The same for those around the middle of an intent: at least so many, and so many for each that is asked for. */
const MIDDLE_BUDGET = { least: 6000, each: 10 };
/** The rarest features come first: those with up to 4 phrasings, then up to 16, 64 … */
const STEP = 4;

/**
 * Cosine similarity in two stages. The first finds candidates through the query's rarest features, within a budget, so
 * that its cost does not grow with the corpus; the second compares those in full.
 */
export function indexNeighbours(phrasings: Rows, size: number): Neighbours {
  const postings = invert(phrasings, size);
  const unit = squareNorms(phrasings).map((square) => 1 / Math.max(Math.sqrt(square), 1e-9));
  const count = rowCount(phrasings);
  const sums = new Float32Array(count);
  const touched = new Int32Array(count);
  const dense = new Float32Array(size);
  const scratch = new Float32Array(count);
  const middle = { at: new Int32Array(size), value: new Float32Array(size) };
  const candidates = emptyNearest();
  const nearest = emptyNearest();
  return {
    nearest(query) {
      candidates.count = 0;
      const found = gather(query, postings, sums, touched, BUDGET);
      for (let k = 0; k < found; k++) {
        const phrasing = touched[k] ?? 0;
        candidates.count = insert(candidates, phrasing, (sums[phrasing] ?? 0) * (unit[phrasing] ?? 0));
        sums[phrasing] = 0;
      }
      const scale = 1 / Math.max(norm(query), 1e-9);
      for (let i = 0; i < query.at.length; i++) dense[query.at[i] ?? 0] = (query.value[i] ?? 0) * scale;
      nearest.count = 0;
      for (let k = 0; k < candidates.count; k++) {
        const phrasing = candidates.phrasings[k] ?? 0;
        nearest.count = insert(nearest, phrasing, dot(phrasings, phrasing, dense) * (unit[phrasing] ?? 0));
      }
      for (let i = 0; i < query.at.length; i++) dense[query.at[i] ?? 0] = 0;
      return nearest;
    },
    around(members, count, isLeftOut) {
      const budget = Math.max(MIDDLE_BUDGET.least, MIDDLE_BUDGET.each * count);
      const found = gather(sum(phrasings, members, dense, middle), postings, sums, touched, budget);
      let size = 0;
      for (let k = 0; k < found; k++) {
        const phrasing = touched[k] ?? 0;
        const closeness = (sums[phrasing] ?? 0) * (unit[phrasing] ?? 0);
        sums[phrasing] = 0;
        if (isLeftOut(phrasing)) continue;
        touched[size] = phrasing;
        scratch[size++] = closeness;
      }
      const least = size > count ? nearestFrom(scratch, size, count) : 0;
      let kept = 0;
      for (let k = 0; k < size; k++) if (kept < count && (scratch[k] ?? 0) >= least) touched[kept++] = touched[k] ?? 0;
      return touched.slice(0, kept).sort();
    },
  };
}

/** Closeness is told apart by so many steps where the nearest ones are chosen: sorting would take longer. */
const STEPS = 1024;

/** The closeness from which on at least `count` of the first `size` lie, and not many more. */
function nearestFrom(closeness: Float32Array, size: number, count: number): number {
  let most = 0;
  for (let k = 0; k < size; k++) most = Math.max(most, closeness[k] ?? 0);
  const heights = new Int32Array(STEPS + 1);
  for (let k = 0; k < size; k++) {
    const step = Math.floor((STEPS * (closeness[k] ?? 0)) / most);
    heights[step] = (heights[step] ?? 0) + 1;
  }
  let step = STEPS;
  for (let left = count - (heights[step] ?? 0); left > 0 && step > 0; left -= heights[step] ?? 0) step--;
  return (step * most) / STEPS;
}

/** Adds rows up into `total`, whose lists have room for all features. `dense` is all zeros, before and after. */
function sum({ starts, at, value }: Rows, members: readonly number[], dense: Float32Array, total: Sparse): Sparse {
  let size = 0;
  for (let k = 0; k < members.length; k++) {
    const member = members[k] ?? 0;
    const end = starts[member + 1] ?? 0;
    for (let j = starts[member] ?? 0; j < end; j++) {
      const feature = at[j] ?? 0;
      const before = dense[feature] ?? 0;
      if (before === 0) total.at[size++] = feature;
      dense[feature] = before + (value[j] ?? 0);
    }
  }
  for (let i = 0; i < size; i++) {
    const feature = total.at[i] ?? 0;
    total.value[i] = dense[feature] ?? 0;
    dense[feature] = 0;
  }
  return { at: total.at.subarray(0, size), value: total.value.subarray(0, size) };
}

function emptyNearest(): Nearest {
  return { count: 0, phrasings: new Int32Array(COMPARED), cosines: new Float32Array(COMPARED) };
}

/** Adds up what phrasings share with the query; returns how many of them `touched` lists. `sums` is all zeros before. */
function gather(query: Sparse, postings: Postings, sums: Float32Array, touched: Int32Array, budget: number): number {
  const { starts } = postings;
  let found = 0;
  let spent = 0;
  for (let above = 0, upTo = STEP; above < sums.length && spent < budget; above = upTo, upTo *= STEP) {
    for (let i = 0; i < query.at.length && spent < budget; i++) {
      const feature = query.at[i] ?? 0;
      const count = (starts[feature + 1] ?? 0) - (starts[feature] ?? 0);
      if (count <= above || count > upTo) continue;
      spent += count;
      found = add(feature, query.value[i] ?? 0, postings, sums, touched, found);
    }
  }
  return found;
}

function add(
  feature: number,
  weight: number,
  { starts, owners, values }: Postings,
  sums: Float32Array,
  touched: Int32Array,
  before: number,
): number {
  let found = before;
  const end = starts[feature + 1] ?? 0;
  for (let j = starts[feature] ?? 0; j < end; j++) {
    const owner = owners[j] ?? 0;
    const sum = sums[owner] ?? 0;
    if (sum === 0) touched[found++] = owner;
    sums[owner] = sum + weight * (values[j] ?? 0);
  }
  return found;
}

function insert({ phrasings, cosines, count }: Nearest, phrasing: number, cosine: number): number {
  let at = count;
  if (at === COMPARED) {
    at--;
    if (isBefore(cosines[at] ?? 0, phrasings[at] ?? 0, cosine, phrasing)) return count;
  }
  for (; at > 0; at--) {
    const other = phrasings[at - 1] ?? 0;
    const before = cosines[at - 1] ?? 0;
    if (isBefore(before, other, cosine, phrasing)) break;
    cosines[at] = before;
    phrasings[at] = other;
  }
  cosines[at] = cosine;
  phrasings[at] = phrasing;
  return Math.min(count + 1, COMPARED);
}

function isBefore(cosine: number, phrasing: number, otherCosine: number, other: number): boolean {
  return cosine > otherCosine || (cosine === otherCosine && phrasing < other);
}

function dot({ starts, at, value }: Rows, row: number, dense: Float32Array): number {
  let sum = 0;
  const end = starts[row + 1] ?? 0;
  for (let j = starts[row] ?? 0; j < end; j++) sum += (dense[at[j] ?? 0] ?? 0) * (value[j] ?? 0);
  return sum;
}

function norm({ value }: Sparse): number {
  let squares = 0;
  for (let i = 0; i < value.length; i++) squares += (value[i] ?? 0) ** 2;
  return Math.sqrt(squares);
}
