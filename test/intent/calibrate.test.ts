import { describe, expect, test } from '@jest/globals';
import { deriveCalibration, LIMITS, type Sample } from '../../src/intent/calibrate.ts';
import { confidenceOf, confidences, GENERAL, signsOf } from '../../src/intent/calibration.ts';
import type { Ranking } from '../../src/intent/ranking.ts';

/** A sample whose lead tells how likely it is right; the other signs say nothing. */
function sample(lead: number, isRight: boolean, scope: Sample['scope'] = isRight ? 'in' : 'near'): Sample {
  return { signs: { lead, neighbour: 0, support: 0, length: 0, understood: 1 }, isRight, scope };
}

/** Leads from 0 to 1; right with exactly that share. */
function samples(scope: Sample['scope'] = 'near'): Sample[] {
  return Array.from({ length: 2000 }, (_, i) => {
    const lead = (i % 20) / 20;
    return sample(lead, (Math.floor(i / 20) * 0.618) % 1 < lead, undefined);
  }).map((each) => (each.isRight ? each : { ...each, scope }));
}

describe('a derived calibration', () => {
  const made = samples();
  const { weights, thresholds } = deriveCalibration(made);

  test('gives confidences that are the share of right answers', () => {
    for (const lead of [0.25, 0.5, 0.75]) {
      expect(confidenceOf(sample(lead, true).signs, weights)).toBeCloseTo(lead, 1);
    }
  });

  test('settles from the lowest threshold that keeps the limits', () => {
    const settledNear = (threshold: number) => {
      const near = made.filter(({ scope }) => scope === 'near');
      return near.filter(({ signs }) => confidenceOf(signs, weights) >= threshold).length / near.length;
    };
    expect(settledNear(thresholds.settle + 0.03)).toBeLessThanOrEqual(LIMITS.near);
    expect(settledNear(thresholds.settle - 0.08)).toBeGreaterThan(LIMITS.near);
  });

  test('offers a choice below that', () => {
    expect(thresholds.choose).toBeGreaterThan(0);
    expect(thresholds.choose).toBeLessThan(thresholds.settle);
  });

  test('is stricter with questions that are far from everything', () => {
    expect(deriveCalibration(samples('far')).thresholds.settle).toBeGreaterThan(thresholds.settle);
  });

  test('settles nothing where no threshold keeps the limits', () => {
    const wrong = Array.from({ length: 200 }, (_, i) => sample(1, i % 2 === 0, i % 2 === 0 ? 'in' : 'far'));
    const { weights: fitted, thresholds: strict } = deriveCalibration(wrong);
    expect(strict.settle).toBeGreaterThan(confidenceOf(sample(1, true).signs, fitted));
  });
});

describe('confidences', () => {
  const match = (id: string, score: number) => ({ id, label: 0, score, linear: score, neighbour: 0.5 });
  const ranking = (scores: number[], outside: number | null = null): Ranking => ({
    matches: scores.map((score, i) => match(`${i}`, score)),
    outside: outside === null ? null : match('outside', outside),
    words: ['one', 'two', 'three'],
    corrected: [],
    aliases: [],
    unknownWords: [],
    coverage: 1,
    support: 1,
    unknownShare: 0,
  });

  test('the lead is over the next intent, or over what is not answered if that comes nearer', () => {
    expect(signsOf(ranking([2, 0.5])).lead).toBe(1.5);
    expect(signsOf(ranking([2, 0.5], 1.5)).lead).toBe(0.5);
    expect(signsOf(ranking([2])).lead).toBe(2);
    expect(signsOf(ranking([1], 2)).lead).toBe(-1);
  });

  test('fall with the rank, and the second never gets more than the first leaves', () => {
    const all = confidences(ranking([2, 1.99, 1, 0]), 3, GENERAL);
    expect(all).toHaveLength(3);
    expect(all[1]).toBeLessThanOrEqual(1 - (all[0] ?? 0) + 1e-9);
    expect(all[2]).toBeLessThan(all[1] ?? 0);
  });

  test('there are none without words or intents', () => {
    expect(confidences({ ...ranking([1]), words: [] }, 3, GENERAL)).toEqual([]);
    expect(confidences(ranking([]), 3, GENERAL)).toEqual([]);
  });
});
