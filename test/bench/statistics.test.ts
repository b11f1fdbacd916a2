import { describe, expect, test } from '@jest/globals';
import { exponent, latency, median, percentile } from '../../bench/statistics.ts';

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

describe('percentiles', () => {
  test.each([
    [[1, 2, 3], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [hundred, 0.95, 95],
    [hundred, 0.99, 99],
    [hundred, 1, 100],
    [hundred, 0, 1],
    [[7], 0.99, 7],
  ])('of %j at %d: %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  test('sort by number and leave the list as it was', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  test('of nothing are no number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('exponent of a cost', () => {
  const sizes = [1000, 10_000, 100_000];

  test.each([0, 0.5, 1, 2])('%d', (power) => {
    expect(exponent(sizes.map((size) => ({ size, cost: 3 * size ** power })))).toBeCloseTo(power, 10);
  });

  test('is the best fit where the points do not lie on a line', () => {
    const costs = [1, 100, 100];
    expect(exponent(sizes.map((size, i) => ({ size, cost: costs[i] ?? 0 })))).toBeCloseTo(1, 10);
  });

  test('needs two sizes', () => {
    expect(exponent([])).toBeNull();
    expect(exponent([{ size: 1000, cost: 1 }])).toBeNull();
    expect(
      exponent([
        { size: 1000, cost: 1 },
        { size: 1000, cost: 2 },
      ]),
    ).toBeNull();
  });
});

test('the tail is given only where enough was measured', () => {
  expect(latency(hundred)).toEqual({ n: 100, median: 50, p95: 95, p99: 99 });
  expect(latency(hundred.slice(0, 50))).toMatchObject({ n: 50, p99: null });
  expect(latency([1, 2, 3])).toEqual({ n: 3, median: 2, p95: null, p99: null });
});
