import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPostingsWriter, find, invert, project } from '../../src/intent/postings.ts';
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

test('what is written owner by owner comes out as if it had been turned around', () => {
  fc.assert(
    fc.property(fc.array(sparse, { maxLength: 60 }), (owners) => {
      const writer = createPostingsWriter();
      for (const { at, value } of owners) {
        for (const [i, feature] of at.entries()) writer.add(feature, value[i] ?? 0);
        writer.endOwner();
      }
      expect(writer.postings(FEATURES)).toEqual(invert(packed(owners), FEATURES));
    }),
  );
});

test('what is written may fill several blocks', () => {
  const owners = 50_000;
  const writer = createPostingsWriter();
  for (let owner = 0; owner < owners; owner++) {
    if (owner % 2 === 0) writer.add(owner % FEATURES, owner);
    writer.endOwner();
  }
  const { starts, owners: found, values } = writer.postings(FEATURES);
  expect(starts.at(-1)).toBe(owners / 2);
  expect(found.every((owner, i) => values[i] === owner && owner % 2 === 0)).toBe(true);
  expect(Array.from(found.subarray(0, starts[1]))).toEqual(Array.from({ length: 4167 }, (_, i) => 12 * i));
});

test('owners are found in their part of the list alone', () => {
  const owners = Int32Array.of(5, 1, 3, 9, 3);
  expect(find(owners, 3, 1, 4)).toBe(2);
  expect(find(owners, 9, 1, 4)).toBe(3);
  expect(find(owners, 5, 1, 4)).toBe(-1);
  expect(find(owners, 4, 1, 4)).toBe(-1);
  expect(find(owners, 1, 1, 1)).toBe(-1);
});
