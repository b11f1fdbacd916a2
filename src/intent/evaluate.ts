import type { GlossaryTerm } from '../knowledge/types.ts';
import { type ClassifierOptions, createClassifier } from './classifier.ts';
import type { MatchDocument } from './model.ts';

export interface LabelledQuestion {
  text: string;
  /** Every right answer; empty: out of scope. */
  accept: readonly string[];
}

/** Shares are from 0 to 1. docs/json-lines.md describes the fields. */
export interface Evaluation {
  inScopeTop1: number | null;
  inScopeTop3: number | null;
  /** Share of the out-of-scope questions that were not settled; null without any. */
  oosRecall: number | null;
  /** Multi-class Matthews correlation, 'not settled' being one class (Gorodkin 2004). */
  mcc: number;
  latencyMs: { p50: number; p99: number };
  buildMs: number;
  n: number;
}

const NOT_SETTLED = '';

/** Runs the intent layer over a labelled set. Top-k ignores the thresholds; MCC and recall go by them. `now`: milliseconds. */
export function evaluate(
  documents: readonly MatchDocument[],
  questions: readonly LabelledQuestion[],
  now: () => number,
  terms: readonly GlossaryTerm[] = [],
  options: ClassifierOptions = {},
): Evaluation {
  const start = now();
  const classifier = createClassifier(documents, terms, options);
  const buildMs = now() - start;
  const latencies: number[] = [];
  const pairs: { gold: string; predicted: string }[] = [];
  const tally = { inScope: 0, first: 0, third: 0, outside: 0, refused: 0 };
  for (const { text, accept } of questions) {
    const asked = now();
    const { outcome, candidates } = classifier.classify(text);
    latencies.push(now() - asked);
    const ids = candidates.map((candidate) => candidate.id);
    const predicted = outcome === 'settled' ? (ids[0] ?? NOT_SETTLED) : NOT_SETTLED;
    if (accept.length === 0) {
      tally.outside++;
      if (predicted === NOT_SETTLED) tally.refused++;
    } else {
      tally.inScope++;
      if (accept.includes(ids[0] ?? '')) tally.first++;
      if (ids.slice(0, 3).some((id) => accept.includes(id))) tally.third++;
    }
    pairs.push({ gold: accept.includes(predicted) ? predicted : (accept[0] ?? NOT_SETTLED), predicted });
  }
  latencies.sort((a, b) => a - b);
  return {
    inScopeTop1: share(tally.first, tally.inScope),
    inScopeTop3: share(tally.third, tally.inScope),
    oosRecall: share(tally.refused, tally.outside),
    mcc: matthews(pairs),
    latencyMs: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
    buildMs,
    n: questions.length,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function percentile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? 0;
}

/** 0 where gold or predictions hold a single class, as in scikit-learn's matthews_corrcoef. */
export function matthews(pairs: readonly { gold: string; predicted: string }[]): number {
  const gold = new Map<string, number>();
  const predicted = new Map<string, number>();
  let correct = 0;
  for (const pair of pairs) {
    gold.set(pair.gold, (gold.get(pair.gold) ?? 0) + 1);
    predicted.set(pair.predicted, (predicted.get(pair.predicted) ?? 0) + 1);
    if (pair.gold === pair.predicted) correct++;
  }
  const n = pairs.length;
  const squares = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count * count, 0);
  const both = [...gold].reduce((sum, [name, count]) => sum + count * (predicted.get(name) ?? 0), 0);
  const below = Math.sqrt((n * n - squares(predicted)) * (n * n - squares(gold)));
  return below === 0 ? 0 : (correct * n - both) / below;
}
