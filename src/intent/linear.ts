import type { Neighbours } from './neighbours.ts';
import { invert, type Postings } from './postings.ts';
import type { Sparse } from './vectors.ts';

/** How much an error costs beside a large margin. Flat between 0.5 and 4 on the tuning sets. */
const COST = 1;
/** The separators' fixed offset: an example that shares nothing with a class already lies on its right side. */
export const OFFSET = -1;
/** A round goes over all examples of a class once, then over those that weigh: so many rounds and passes at most. */
const ROUNDS = 6;
const PASSES = 3;
/** Rounds end when no example's weight changes by more: a smaller one gains nothing on the tuning sets, and costs time. */
const TOLERANCE = 0.2;
/** Changes below this are not carried out. */
const PRECISION = 1e-4;
/** Weights below this decide nothing; without them the separators take a third of the memory. */
const SMALLEST = 0.02;
/** Steps through the examples so that neighbours come far apart; a prime, so that it visits all of them. */
const STRIDE = 7919;
/** So many phrasings of other classes are told apart from those of a class. */
const FEWEST_RIVALS = 100;
const RIVALS_PER_PHRASING = 16;

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
  vectors: readonly Sparse[],
  labels: Int32Array,
  classes: number,
  size: number,
  neighbours: Neighbours,
): Postings {
  const norms = Float32Array.from(vectors, squareNorm);
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (const [i, label] of labels.entries()) members[label]?.push(i);
  const weights = new Float32Array(size);
  const separators = members.map((own, label) => {
    const count = FEWEST_RIVALS + RIVALS_PER_PHRASING * own.length;
    const others = neighbours.around(own, count, (phrasing) => labels[phrasing] === label);
    const examples = [...own, ...others].map((i) => ({ ...(vectors[i] as Sparse), norm: norms[i] ?? 0 }));
    return train(weights, examples, own.length);
  });
  return invert(separators, size);
}

interface Example extends Sparse {
  /** Square of its length. */
  norm: number;
}

/** The first `own` examples belong to the class. `weights` is all zeros, before and after. */
function train(weights: Float32Array, examples: readonly Example[], own: number): Sparse {
  const dual = new Float32Array(examples.length);
  const active = new Int32Array(examples.length);
  for (let round = 0; round < ROUNDS; round++) {
    let weighing = 0;
    let largest = 0;
    for (let i = 0; i < examples.length; i++) {
      largest = Math.max(largest, improve(weights, dual, examples, i, own));
      if ((dual[i] ?? 0) > 0 || i < own) active[weighing++] = i;
    }
    for (let pass = 0; pass < PASSES && largest >= TOLERANCE; pass++) {
      largest = 0;
      for (let k = 0; k < weighing; k++) {
        largest = Math.max(largest, improve(weights, dual, examples, active[(k * STRIDE) % weighing] ?? 0, own));
      }
    }
    if (largest < TOLERANCE && round > 0) break;
  }
  return takeOut(weights, examples);
}

/**
 * One step of the descent along example i. Returns how far its dual weight moved; that is 0 in the end for an example that
 * lies safely on its side.
 */
function improve(weights: Float32Array, dual: Float32Array, examples: readonly Example[], i: number, own: number) {
  const { at, value, norm } = examples[i] as Example;
  const sign = i < own ? 1 : -1;
  const slack = 1 / (2 * COST);
  let score = OFFSET;
  for (let j = 0; j < at.length; j++) score += (weights[at[j] ?? 0] ?? 0) * (value[j] ?? 0);
  const before = dual[i] ?? 0;
  const after = Math.max(before - (sign * score - 1 + slack * before) / (norm + slack), 0);
  const step = (after - before) * sign;
  if (Math.abs(step) < PRECISION) return 0;
  dual[i] = after;
  for (let j = 0; j < at.length; j++) {
    const feature = at[j] ?? 0;
    weights[feature] = (weights[feature] ?? 0) + step * (value[j] ?? 0);
  }
  return Math.abs(step);
}

function takeOut(weights: Float32Array, examples: readonly Example[]): Sparse {
  const features: number[] = [];
  const values: number[] = [];
  for (const { at } of examples) {
    for (let j = 0; j < at.length; j++) {
      const feature = at[j] ?? 0;
      const weight = weights[feature] ?? 0;
      weights[feature] = 0;
      if (Math.abs(weight) < SMALLEST) continue;
      features.push(feature);
      values.push(weight);
    }
  }
  return { at: Int32Array.from(features), value: Float32Array.from(values) };
}

function squareNorm({ value }: Sparse): number {
  let squares = 0;
  for (let i = 0; i < value.length; i++) squares += (value[i] ?? 0) ** 2;
  return squares;
}
