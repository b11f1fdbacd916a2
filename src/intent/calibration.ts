import type { Ranking } from './matcher.ts';
import type { Thresholds } from './types.ts';

/**
 * From a ranking to the share of such answers that are right: logistic regression over signs of certainty, fitted on
 * the tuning questions of knowledge/questions and the public questions that the FAQ does not answer, never on the
 * reporting ones.
 */
const WEIGHTS = { bias: -15.6, lead: 3, neighbour: 5.5, support: 6.4, length: 3.2, unknown: -4 };

export const THRESHOLDS: Thresholds = { settle: 0.6, choose: 0.15 };

/** How fast confidence falls with the distance to the first match's score. */
const FALL = 4;

/** Confidence of each of the first `count` matches, best first; empty for an utterance without words. */
export function confidences(ranking: Ranking, count: number): number[] {
  const [first, second] = ranking.matches;
  if (!first || ranking.words.length === 0) return [];
  const top = sigmoid(
    WEIGHTS.bias +
      WEIGHTS.lead * (first.score - (second?.score ?? 0)) +
      WEIGHTS.neighbour * first.neighbour +
      WEIGHTS.support * ranking.support +
      WEIGHTS.length * Math.log(ranking.words.length) +
      WEIGHTS.unknown * ranking.unknownShare,
  );
  // What the first leaves is shared among the others by how close they come to it, and never exceeds it.
  return ranking.matches.slice(0, count).map(({ score }, i) => {
    return i === 0 ? top : Math.min(top, (1 - top) * Math.exp(FALL * (score - first.score)));
  });
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
