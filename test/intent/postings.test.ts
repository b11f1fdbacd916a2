import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { find, invert, project } from '../../src/intent/postings.ts';
import type { Sparse } from '../../src/intent/sparse.ts';
import { packed } from './packed.ts';

const FEATURES = 12;
/** Values are quarters: their sums are exact in single precision, in any order. */
const sparse: fc.Arbitrary<Sparse> = fc
  .uniqueArray(fc.tuple(fc.nat(FEATURES - 1), fc.integer({ min: -8, max: 8 })), { selector: ([feature]) => feature })
  .map((pairs) => ({
    at: Int32Array.from(pairs, ([feature]) => feature),
    value: Float32Array.from(pairs, ([, value]) => value / 4),
  }));

function dot(a: Sparse, b: Sparse): number {
  return a.at.reduce((sum, feature, i) => {
    const j = b.at.indexOf(feature);
    return j < 0 ? sum : sum + (a.value[i] ?? 0) * (b.value[j] ?? 0);
  }, 0);
}

test('a projection is the product with every candidate, whether lists are walked over or searched', () => {
  fc.assert(
    fc.property(sparse, fc.array(sparse, { minLength: 1, maxLength: 60 }), fc.boolean(), (query, owners, few) => {
      const postings = invert(packed(owners), FEATURES);
      const candidates = few ? Int32Array.of(owners.length - 1) : Int32Array.from(owners.keys());
      const scores = new Float32Array(owners.length);
      project(query, postings, candidates, scores);
      for (const owner of candidates) expect(scores[owner]).toBeCloseTo(dot(query, owners[owner] as Sparse), 5);
    }),
  );
});

test('owners are found in their part of the list alone', () => {
  const owners = Int32Array.of(5, 1, 3, 9, 3);
  expect(find(owners, 3, 1, 4)).toBe(2);
  expect(find(owners, 9, 1, 4)).toBe(3);
  expect(find(owners, 5, 1, 4)).toBe(-1);
  expect(find(owners, 4, 1, 4)).toBe(-1);
  expect(find(owners, 1, 1, 1)).toBe(-1);
});
