import type { Ranking } from './ranking.ts';
import type { Thresholds } from './types.ts';

/** What speaks for an answer being right, the more the higher. */
export const SIGNS = ['lead', 'neighbour', 'support', 'length'] as const;
export type Sign = (typeof SIGNS)[number];
export interface Signs extends Record<Sign, number> {
  /** Share of the words that were understood: no answer can be surer than that. */
  understood: number;
}

/** From a ranking to the share of such answers that are right, and from which share on to answer. */
export interface Calibration {
  /** Of a logistic regression over the signs. */
  weights: Readonly<Record<Sign | 'bias', number>>;
  thresholds: Thresholds;
}

/**
 * For a corpus without labelled questions of its own. Derived by `npm run eval -- --general`, from the phrasings of
 * public intent sets, with intents left out to stand for what is not covered, and from this corpus' tuning questions
 * without its counter-examples: never from a test question of a public set.
 */
export const GENERAL: Calibration = {
  weights: { bias: -4.48, lead: 2.07, neighbour: 0.82, support: 1.99, length: 0.67 },
  thresholds: { settle: 0.35, choose: 0.2 },
};

/** How fast confidence falls with the distance to the first match's score. */
const FALL = 4;

/** `lead`: score over the next intent or subject; `length`: logarithm of the number of words. */
export function signsOf({ matches, outside, support, unknownShare, words }: Ranking): Signs {
  const [first, second] = matches;
  const rivals = [second, outside].flatMap((match) => (match ? [match.score] : []));
  return {
    lead: (first?.score ?? 0) - (rivals.length > 0 ? Math.max(...rivals) : 0),
    neighbour: first?.neighbour ?? 0,
    support,
    length: Math.log(Math.max(1, words.length)),
    understood: 1 - unknownShare,
  };
}

/** Share of answers with such signs that are right, 0 to 1. */
export function confidenceOf(signs: Signs, weights: Calibration['weights']): number {
  const evidence = SIGNS.reduce((sum, sign) => sum + weights[sign] * signs[sign], weights.bias);
  return Math.min(signs.understood, 1 / (1 + Math.exp(-evidence)));
}

/** Confidence of each of the first `count` matches, best first; empty for an utterance without words. */
export function confidences(ranking: Ranking, count: number, { weights }: Calibration): number[] {
  const [first] = ranking.matches;
  if (!first || ranking.words.length === 0) return [];
  const top = confidenceOf(signsOf(ranking), weights);
  // The others by how close they come to the first, and never more than what it leaves.
  return ranking.matches.slice(0, count).map(({ score }, i) => {
    return i === 0 ? top : Math.min(1 - top, top * Math.exp(FALL * (score - first.score)));
  });
}

/** Better explained by what the corpus does not answer. */
export function isOutside({ matches, outside }: Ranking): boolean {
  return outside !== null && outside.score > (matches[0]?.score ?? 0);
}
