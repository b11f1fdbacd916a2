import type { Thresholds } from '../../src/intent/types.ts';
import { isRight, type Observation } from './observe.ts';

/** What would be settled from this confidence on. Shares from 0 to 1. */
export interface CurvePoint {
  threshold: number;
  /** Share of the in-scope questions that are settled. */
  coverage: number;
  /** Share of all settled questions, out of scope included, that are settled on an accepted entry. */
  precision: number;
}

/**
 * A point for each confidence that occurs, falling; a question with several is counted once for all of the same
 * confidence. Fragments are left out. What is kept back at a confidence that would settle it (a choice by another rule)
 * stays kept back at every threshold.
 */
export function coverageCurve(observations: readonly Observation[], { settle }: Thresholds): CurvePoint[] {
  const asked = observations.filter(({ kind }) => kind !== 'fragment');
  const inScope = asked.filter(({ kind }) => kind === 'in-scope').length;
  if (inScope === 0) return [];
  const settleable = asked
    .filter(({ ranked, outcome, confidence }) => ranked.length > 0 && (outcome === 'settled' || confidence < settle))
    .sort((a, b) => b.confidence - a.confidence);
  const points: CurvePoint[] = [];
  const seen = { all: 0, inScope: 0, right: 0 };
  for (const [threshold, ties] of Map.groupBy(settleable, ({ confidence }) => confidence)) {
    seen.all += ties.length;
    seen.inScope += ties.filter(({ kind }) => kind === 'in-scope').length;
    seen.right += ties.filter(isRight).length;
    points.push({ threshold, coverage: seen.inScope / inScope, precision: seen.right / seen.all });
  }
  return points;
}
