import { COMMON_WORDS } from './commonWords.ts';
import type { Ranking } from './matcher.ts';
import type { Thresholds } from './types.ts';

/**
 * From a ranking to the share of such answers that are right: logistic regression over signs of certainty, fitted on
 * the tuning questions of knowledge/questions and the public questions that the FAQ does not answer, never on the
 * reporting ones.
 */
const WEIGHTS = { bias: -15, lead: 4.8, neighbour: 1, support: 6.7, length: 3.5, unknown: -5.5 };

export const THRESHOLDS: Thresholds = { settle: 0.6, choose: 0.15 };

/** How fast confidence falls with the distance to the first match's score. */
const FALL = 4;

/** Confidence of each of the first `count` matches, best first; empty for an utterance without words. */
export function confidences(ranking: Ranking, count: number): number[] {
  const [first, second] = ranking.matches;
  const others = [second, ranking.outside].flatMap((match) => (match ? [match.score] : []));
  const rival = others.length > 0 ? Math.max(...others) : 0;
  if (!first || ranking.words.length === 0) return [];
  const top = sigmoid(
    WEIGHTS.bias +
      WEIGHTS.lead * (first.score - rival) +
      WEIGHTS.neighbour * first.neighbour +
      WEIGHTS.support * ranking.support +
      WEIGHTS.length * Math.log(ranking.words.length) +
      WEIGHTS.unknown * ranking.unknownShare,
  );
  // The others by how close they come to the first, and never more than what it leaves.
  return ranking.matches.slice(0, count).map(({ score }, i) => {
    return i === 0 ? top : Math.min(1 - top, top * Math.exp(FALL * (score - first.score)));
  });
}

/** At most so many words make a fragment: 'certificate', 'auto upgrade email'. */
const FRAGMENT_WORDS = 4;
/** Share of a fragment's word weight that an entry must know for a choice to be offered. */
const FRAGMENT_SUPPORT = 0.75;

/** A fragment fits what is not answered as well as what is; it takes so much more to keep the choice back. */
const OUTSIDE_LEAD = 0.5;

/** Better explained by what the corpus does not answer. */
export function isOutside({ matches, outside }: Ranking): boolean {
  return outside !== null && outside.score > (matches[0]?.score ?? 0);
}

/** A fragment says too little to be sure of anything, but what it says fits entries well: worth a choice. */
export function isFragment(ranking: Ranking): boolean {
  if ((ranking.outside?.score ?? Number.NEGATIVE_INFINITY) > (ranking.matches[0]?.score ?? 0) + OUTSIDE_LEAD)
    return false;
  const tells = ranking.words.some((word) => !COMMON_WORDS.has(word));
  return tells && ranking.words.length <= FRAGMENT_WORDS && ranking.support >= FRAGMENT_SUPPORT;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
