import type { Neighbours } from './neighbours.ts';
import { createPostingsWriter, type Postings, type PostingsWriter } from './postings.ts';
import { type Rows, squareNorms } from './sparse.ts';

/** How much an error costs beside a large margin. Flat between 1 and 4 on the tuning sets. */
const COST = 2;
/** The separators' fixed offset: an example that shares nothing with a class already lies on its right side. */
export const OFFSET = -1;
/** A round goes over all examples of a class once, then over those that weigh: so many rounds and passes at most. */
const ROUNDS = 20;
const PASSES = 3;
/** Rounds end when no example's weight changes by more: a smaller one gains nothing on the tuning sets, and costs time. */
const TOLERANCE = 0.05;
/** Smaller changes are not carried out: they would cost half of the time, and gain nothing on the tuning sets. */
const PRECISION = 0.005;
/** Weights below this decide nothing; without them the separators take a third of the memory. */
const SMALLEST = 0.02;
/** Steps through the examples so that neighbours come far apart; a prime, so that it visits all of them. */
const STRIDE = 7919;
/** So many phrasings of other classes are told apart from those of a class. */
const FEWEST_RIVALS = 100;
/** And so many more, times the square of its own: the wider a class spreads, the more lie around it. */
const RIVALS_BY_SQUARE = 0.25;
/** Never more: training stays linear in the corpus. */
const MOST_RIVALS = 5000;

/**
 * One linear separator a class, as weights by feature and class; a score (with the OFFSET) is 1 and more where an
 * utterance surely belongs to a class, -1 where it does not.
 *
 * One-vs-rest support vector machines with squared hinge loss, trained by dual coordinate descent
 * (Hsieh et al., 'A Dual Coordinate Descent Method for Large-scale Linear SVM', ICML 2008). The rest is not all other
 * phrasings but the nearest ones: far ones lie on their right side anyway, and training stays linear in the corpus.
 * Examples are visited in a fixed order instead of at random: the same corpus gives the same separators.
 */
export function trainLinear(
  rows: Rows,
  labels: Int32Array,
  classes: number,
  size: number,
  neighbours: Neighbours,
): Postings {
  const norms = squareNorms(rows);
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) members[labels[i] ?? 0]?.push(i);
  const weights = new Float32Array(size);
  const separators = createPostingsWriter();
  for (const [label, own] of members.entries()) {
    const count = Math.min(FEWEST_RIVALS + Math.ceil(RIVALS_BY_SQUARE * own.length ** 2), MOST_RIVALS);
    const others = neighbours.around(own, count, (phrasing) => labels[phrasing] === label);
    const at = new Int32Array(own.length + others.length);
    at.set(own);
    at.set(others, own.length);
    const examples = { rows, norms, own: own.length, at, moved: new Uint8Array(at.length) };
    train(weights, examples);
    takeOut(weights, examples, separators);
  }
  return separators.postings(size);
}

/** What one separator learns from: the first `own` of the rows `at` belong to the class. */
interface Examples {
  rows: Rows;
  /** Square of the length of each row. */
  norms: Float32Array;
  own: number;
  at: Int32Array;
  /** 1 for those that have ever changed the weights. */
  moved: Uint8Array;
}

/** `weights` is all zeros before. */
function train(weights: Float32Array, examples: Examples): void {
  const { own, at } = examples;
  const dual = new Float32Array(at.length);
  const active = new Int32Array(at.length);
  for (let round = 0; round < ROUNDS; round++) {
    let weighing = 0;
    let moving = 0;
    for (let i = 0; i < at.length; i++) {
      moving += improve(weights, dual, examples, i);
      if ((dual[i] ?? 0) > 0 || i < own) active[weighing++] = i;
    }
    for (let pass = 0; pass < PASSES && moving > 0; pass++) {
      moving = 0;
      for (let k = 0; k < weighing; k++) {
        moving += improve(weights, dual, examples, active[(k * STRIDE) % weighing] ?? 0);
      }
    }
    if (moving === 0 && round > 0) break;
  }
}

/**
 * One step of the descent along example i. Returns 1 where its dual weight moved far enough to go on; in the end none does.
 * Not how far: until the code is optimised, each fraction that is returned takes new memory.
 */
function improve(weights: Float32Array, dual: Float32Array, examples: Examples, i: number): 0 | 1 {
  const { starts, at, value } = examples.rows;
  const row = examples.at[i] ?? 0;
  const start = starts[row] ?? 0;
  const end = starts[row + 1] ?? 0;
  const sign = i < examples.own ? 1 : -1;
  const slack = 1 / (2 * COST);
  let score = OFFSET;
  for (let j = start; j < end; j++) score += (weights[at[j] ?? 0] ?? 0) * (value[j] ?? 0);
  const before = dual[i] ?? 0;
  const after = Math.max(before - (sign * score - 1 + slack * before) / ((examples.norms[row] ?? 0) + slack), 0);
  const step = (after - before) * sign;
  if (Math.abs(step) < PRECISION) return 0;
  dual[i] = after;
  examples.moved[i] = 1;
  for (let j = start; j < end; j++) {
    const feature = at[j] ?? 0;
    weights[feature] = (weights[feature] ?? 0) + step * (value[j] ?? 0);
  }
  return Math.abs(step) >= TOLERANCE ? 1 : 0;
}

/** Writes the weights as those of one class, and sets them back to zero. */
function takeOut(weights: Float32Array, { rows, at, moved }: Examples, separators: PostingsWriter): void {
  for (let i = 0; i < at.length; i++) {
    if (moved[i] === 0) continue;
    const row = at[i] ?? 0;
    const end = rows.starts[row + 1] ?? 0;
    for (let j = rows.starts[row] ?? 0; j < end; j++) {
      const feature = rows.at[j] ?? 0;
      const weight = weights[feature] ?? 0;
      if (weight === 0) continue;
      weights[feature] = 0;
      if (Math.abs(weight) >= SMALLEST) separators.add(feature, weight);
    }
  }
  separators.endOwner();
}
