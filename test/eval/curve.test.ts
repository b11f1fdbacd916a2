import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coverageChart } from '../../bench/eval/coverageChart.ts';
import { coverageCurve } from '../../bench/eval/curve.ts';
import { tallyOperating } from '../../bench/eval/tally.ts';
import { fragment, observed, outside } from './observation.ts';

const THRESHOLDS = { settle: 0.6, choose: 0.15 };
const curve = (observations: Parameters<typeof coverageCurve>[0]) => coverageCurve(observations, THRESHOLDS);
const outcomeAt = (confidence: number) => (confidence >= THRESHOLDS.settle ? 'settled' : 'unknown');

const anyQuestion = fc
  .record({
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    right: fc.boolean(),
    isOutside: fc.boolean(),
  })
  .map(({ confidence, right, isOutside }) => {
    const shared = { confidence, outcome: outcomeAt(confidence), ranked: right ? ['a'] : ['b'] } as const;
    return isOutside ? outside(shared) : observed(shared);
  });

describe('the coverage curve', () => {
  test('by hand', () => {
    const points = curve([
      observed({ confidence: 1 }),
      outside({ confidence: 0.8, outcome: 'settled' }),
      observed({ confidence: 0.7, ranked: ['b', 'a'] }),
      observed({ confidence: 0.2, outcome: 'choice' }),
      observed({ confidence: 0.1, outcome: 'unknown' }),
    ]);
    expect(points).toEqual([
      { threshold: 1, coverage: 0.25, precision: 1 },
      { threshold: 0.8, coverage: 0.25, precision: 0.5 },
      { threshold: 0.7, coverage: 0.5, precision: 1 / 3 },
      { threshold: 0.2, coverage: 0.75, precision: 0.5 },
      { threshold: 0.1, coverage: 1, precision: 0.6 },
    ]);
  });

  test('questions of the same confidence make one point', () => {
    const points = curve([observed({ confidence: 0.9 }), outside({ confidence: 0.9, outcome: 'settled' })]);
    expect(points).toEqual([{ threshold: 0.9, coverage: 1, precision: 0.5 }]);
  });

  test('what another rule keeps back is settled at no threshold, nor is what has no entry', () => {
    const kept = observed({ confidence: 0.95, outcome: 'choice' });
    const points = curve([kept, observed({ confidence: 0.9 }), outside({ ranked: [], confidence: 0 })]);
    expect(points).toEqual([{ threshold: 0.9, coverage: 0.5, precision: 1 }]);
  });

  test('leaves fragments out', () => {
    expect(curve([observed(), fragment({ outcome: 'settled', confidence: 0.99 })])).toHaveLength(1);
  });

  test('of no questions, or of none in scope: no point', () => {
    expect(curve([])).toEqual([]);
    expect(curve([outside()])).toEqual([]);
  });

  test('as the threshold falls, coverage never does, and all shares are shares', () => {
    fc.assert(
      fc.property(fc.array(anyQuestion), (questions) => {
        const points = curve(questions);
        for (const [i, point] of points.entries()) {
          const before = points[i - 1];
          if (before) {
            expect(point.threshold).toBeLessThan(before.threshold);
            expect(point.coverage).toBeGreaterThanOrEqual(before.coverage);
          }
          for (const share of [point.coverage, point.precision]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  test('goes through the point in use', () => {
    fc.assert(
      fc.property(fc.array(anyQuestion), (questions) => {
        const last = curve(questions).findLast(({ threshold }) => threshold >= THRESHOLDS.settle);
        if (!last) return;
        const { inScope, inScopeSettled, settled, right } = tallyOperating(questions);
        expect(last.coverage).toBeCloseTo(inScopeSettled / inScope, 12);
        expect(last.precision).toBeCloseTo(right / settled, 12);
      }),
    );
  });
});

describe('its picture', () => {
  const draw = (observations: Parameters<typeof coverageCurve>[0]) =>
    coverageChart(curve(observations), tallyOperating(observations), THRESHOLDS.settle);

  test('says in words what it shows', () => {
    const svg = draw([observed(), outside({ outcome: 'settled', confidence: 0.7 })]);
    expect(svg).toContain('<title id="title">');
    expect(svg).toMatch(/<desc id="desc">.*threshold 0\.6: coverage 100\.0 %, precision 50\.0 %; 1 of the settled/);
  });

  test('is sound without questions', () => {
    expect(draw([])).not.toMatch(/NaN|Infinity/);
  });
});
