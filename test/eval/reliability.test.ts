import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  brier,
  calibrationError,
  equalMassBins,
  equalWidthBins,
  measureReliability,
  type Sample,
} from '../../bench/eval/reliability.ts';
import { interval } from '../../bench/eval/reliabilityChart.ts';
import { fragment, observed, outside } from './observation.ts';

const sample = (confidence: number, right = true): Sample => ({ confidence, right });
const anySamples = fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }));

describe('bins of equal width', () => {
  test('a bound belongs to the bin above it, exactly 1 to the last', () => {
    const bins = equalWidthBins(
      [0, 0.0999, 0.1, 0.5, 0.999, 1].map((confidence) => sample(confidence)),
      10,
    );
    expect(bins.map(({ from, to, n }) => [from, to, n])).toEqual([
      [0, 0.1, 2],
      [0.1, 0.2, 1],
      [0.5, 0.6, 1],
      [0.9, 1, 2],
    ]);
  });

  test('carry the mean confidence and the share right', () => {
    const [bin] = equalWidthBins([sample(0.8), sample(0.82), sample(0.84, false), sample(0.86, false)], 10);
    expect(bin).toEqual({ from: 0.8, to: 0.9, n: 4, confidence: expect.closeTo(0.83, 12), right: 0.5 });
  });

  test('come in rising order, whatever the order of the questions', () => {
    const bins = equalWidthBins([sample(0.95), sample(0.05), sample(0.45)], 10);
    expect(bins.map(({ from }) => from)).toEqual([0, 0.4, 0.9]);
  });

  test('of no questions: none', () => {
    expect(equalWidthBins([], 10)).toEqual([]);
  });
});

describe('bins of equal mass', () => {
  test('hold as many each', () => {
    const samples = Array.from({ length: 12 }, (_, i) => sample(i / 12));
    expect(equalMassBins(samples, 4).map(({ n }) => n)).toEqual([3, 3, 3, 3]);
  });

  test('differ by one at most where the number does not divide', () => {
    const samples = Array.from({ length: 658 }, (_, i) => sample(i / 658));
    const sizes = equalMassBins(samples, 15).map(({ n }) => n);
    expect(sizes).toHaveLength(15);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([43, 44]);
  });

  test('keep the same confidence together', () => {
    // The five zeros fill the first two of four bins and go where their middle falls.
    const samples = [...Array.from({ length: 5 }, () => sample(0, false)), sample(0.5), sample(0.7), sample(0.9)];
    expect(equalMassBins(samples, 4).map(({ from, to, n }) => [from, to, n])).toEqual([
      [0, 0, 5],
      [0.5, 0.5, 1],
      [0.7, 0.9, 2],
    ]);
  });

  test('all of the same confidence: one bin', () => {
    expect(equalMassBins([sample(1), sample(1, false), sample(1)], 15)).toEqual([
      { from: 1, to: 1, n: 3, confidence: 1, right: 2 / 3 },
    ]);
  });

  test('do not depend on the order of the questions, and lose none', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const bins = equalMassBins(samples, 15);
        expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(samples.length);
        const others = equalMassBins(samples.toReversed(), 15);
        expect(others.map(({ from, to, n }) => [from, to, n])).toEqual(bins.map(({ from, to, n }) => [from, to, n]));
      }),
    );
  });
});

describe('expected calibration error, by hand', () => {
  test('two bins', () => {
    // 4 at 0.8, 3 of them right: |0.8 - 0.75| = 0.05. 6 at 0.25, none right: 0.25. (4 · 0.05 + 6 · 0.25) / 10 = 0.17.
    const samples = [
      ...[true, true, true, false].map((right) => sample(0.8, right)),
      ...Array.from({ length: 6 }, () => sample(0.25, false)),
    ];
    expect(calibrationError(equalWidthBins(samples, 10))).toBeCloseTo(0.17, 12);
  });

  test('too sure and too unsure do not cancel out between bins, and do within one', () => {
    expect(calibrationError(equalWidthBins([sample(0.35), sample(0.65, false)], 10))).toBeCloseTo(0.65, 12);
    expect(calibrationError(equalWidthBins([sample(0.5), sample(0.5, false)], 10))).toBeCloseTo(0, 12);
  });

  test.each([
    ['surely right', [sample(1), sample(1)], 0],
    ['surely wrong', [sample(1, false), sample(1, false)], 1],
    ['unsure and wrong', [sample(0, false)], 0],
    ['no questions', [], 0],
  ])('%s', (_case, samples, error) => {
    expect(calibrationError(equalWidthBins(samples, 10))).toBe(error);
  });

  test('is never above 1, nor above the root of the Brier score', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const error = calibrationError(equalWidthBins(samples, 10));
        expect(error).toBeLessThanOrEqual(Math.sqrt(brier(samples)) + 1e-9);
      }),
    );
  });
});

test('Brier score, by hand', () => {
  // (0.2² + 0.6²) / 2 = 0.2
  expect(brier([sample(0.8), sample(0.6, false)])).toBeCloseTo(0.2, 12);
  expect(brier([])).toBe(0);
});

describe('over questions', () => {
  test('fragments are left out; out of scope is never right, a first entry that is accepted always', () => {
    const {
      n,
      equalWidth,
      ece,
      brier: score,
    } = measureReliability([
      observed({ confidence: 1 }),
      observed({ confidence: 1, outcome: 'unknown' }),
      outside({ confidence: 0.5 }),
      outside({ confidence: 0, ranked: [] }),
      fragment({ confidence: 0.3 }),
    ]);
    expect(n).toBe(4);
    expect(equalWidth.map((bin) => [bin.confidence, bin.right, bin.n])).toEqual([
      [0, 0, 1],
      [0.5, 0, 1],
      [1, 1, 2],
    ]);
    // Only the one at 0.5 is off: 0.5 / 4 and 0.5² / 4.
    expect([ece, score]).toEqual([0.125, 0.0625]);
  });

  test('none', () => {
    expect(measureReliability([])).toEqual({ n: 0, ece: 0, eceEqualMass: 0, brier: 0, equalWidth: [], equalMass: [] });
  });
});

test("Wilson's interval, by hand", () => {
  // 5 of 10: 0.5 ± 1.96 · √(0.025 + 0.0096) / 1.384 → 0.237 to 0.763.
  const [low, high] = interval({ right: 0.5, n: 10 });
  expect([low, high]).toEqual([expect.closeTo(0.2366, 3), expect.closeTo(0.7634, 3)]);
  expect(interval({ right: 1, n: 1 })).toEqual([expect.closeTo(0.2065, 3), 1]);
});
