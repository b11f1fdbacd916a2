import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexNeighbours } from '../../src/intent/neighbours.ts';
import type { Sparse } from '../../src/intent/sparse.ts';
import { packed } from './packed.ts';

const FEATURES = 30;
const sparse: fc.Arbitrary<Sparse> = fc
  .uniqueArray(fc.tuple(fc.nat(FEATURES - 1), fc.integer({ min: 1, max: 9 })), {
    selector: ([feature]) => feature,
    minLength: 1,
    maxLength: 6,
  })
  .map((pairs) => ({
    at: Int32Array.from(pairs, ([feature]) => feature),
    value: Float32Array.from(pairs, ([, value]) => value),
  }));

function cosine(a: Sparse, b: Sparse): number {
  const length = ({ value }: Sparse) => Math.sqrt(value.reduce((sum, v) => sum + v * v, 0));
  const product = a.at.reduce((sum, feature, i) => {
    const j = b.at.indexOf(feature);
    return j < 0 ? sum : sum + (a.value[i] ?? 0) * (b.value[j] ?? 0);
  }, 0);
  return product / length(a) / length(b);
}

describe('beside a naive search', () => {
  test('the nearest phrasings of a small corpus, with their cosines', () => {
    fc.assert(
      fc.property(fc.array(sparse, { minLength: 1, maxLength: 25 }), sparse, (phrasings, query) => {
        const index = indexNeighbours(packed(phrasings), FEATURES);
        const { count, phrasings: found, cosines } = index.nearest(query);
        const similar = phrasings.map((phrasing) => cosine(query, phrasing)).filter((value) => value > 0);
        expect(count).toBe(similar.length);
        const sorted = similar.sort((a, b) => b - a);
        for (let k = 0; k < count; k++) {
          expect(cosines[k]).toBeCloseTo(sorted[k] ?? 0, 5);
          expect(cosines[k]).toBeCloseTo(cosine(query, phrasings[found[k] ?? 0] as Sparse), 5);
        }
      }),
    );
  });

  test('a query leaves no trace in the next one', () => {
    fc.assert(
      fc.property(fc.array(sparse, { minLength: 2, maxLength: 25 }), sparse, sparse, (phrasings, first, second) => {
        const copy = (index: ReturnType<typeof indexNeighbours>) => {
          const { count, phrasings: found, cosines } = index.nearest(second);
          return [count, [...found.slice(0, count)], [...cosines.slice(0, count)]];
        };
        const used = indexNeighbours(packed(phrasings), FEATURES);
        used.nearest(first);
        used.around([0, 1], 3, () => false);
        expect(copy(used)).toEqual(copy(indexNeighbours(packed(phrasings), FEATURES)));
      }),
    );
  });
});

test('around the middle: never those left out, never more than asked for', () => {
  fc.assert(
    fc.property(
      fc.array(sparse, { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 1, max: 30 }),
      (phrasings, count) => {
        const others = indexNeighbours(packed(phrasings), FEATURES).around([0], count, (phrasing) => phrasing === 0);
        expect(others).not.toContain(0);
        expect(others.length).toBeLessThanOrEqual(count);
        expect(new Set(others).size).toBe(others.length);
        expect([...others]).toEqual([...others].sort((a, b) => a - b));
      },
    ),
  );
});
