import { describe, expect, test } from '@jest/globals';
import { fitLogistic } from '../../src/intent/logistic.ts';

const seen = (sign: number, isTrue: boolean, weight = 1) => ({ signs: [sign], isTrue, weight });

describe('logistic regression', () => {
  test('without signs, the bias is the logarithm of the odds', () => {
    const observations = [true, true, true, false].map((isTrue) => ({ signs: [], isTrue, weight: 1 }));
    expect(fitLogistic(observations, 0, 0)[0]).toBeCloseTo(Math.log(3), 6);
  });

  test('with a sign of two values, both odds by hand', () => {
    // 1 of 4 at 0, 3 of 4 at 1: odds 1/3 and 3, so that the weight is ln 9.
    const at = (sign: number, right: number) => Array.from({ length: 4 }, (_, i) => seen(sign, i < right));
    const [bias, weight] = fitLogistic([...at(0, 1), ...at(1, 3)], 1, 0);
    expect(bias).toBeCloseTo(-Math.log(3), 5);
    expect(weight).toBeCloseTo(Math.log(9), 5);
  });

  test('an observation of weight 3 counts as three', () => {
    const [three] = fitLogistic([seen(0, true, 3), seen(0, false)], 1, 1e-3);
    expect(three).toBeCloseTo(Math.log(3), 5);
  });

  test('the ridge keeps weights finite where a sign separates perfectly', () => {
    const weights = fitLogistic([seen(0, false), seen(1, true)], 1, 0.01);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights[1]).toBeGreaterThan(0);
    expect(weights[1]).toBeLessThan(20);
  });
});
