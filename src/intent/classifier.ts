import type { GlossaryTerm } from '../knowledge/types.ts';
import { type Calibration, confidences, GENERAL } from './calibration.ts';
import { createMatcher } from './matcher.ts';
import type { MatchDocument, Part } from './model.ts';
import type { Match, Ranking } from './ranking.ts';
import type { Outcome, Thresholds } from './types.ts';

/**
 * The fewer words, the sooner another entry may be meant: a fragment is not settled, however sure the ranking is, when
 * another entry comes so close, times the number of words.
 */
const SHARED_PER_WORD = 0.2;

/** An utterance this near to a phrasing is asked like that, short or not: so much less than 1, times the number of words. */
const ALIKE_PER_WORD = 0.1;

/** How many candidates a classification carries, best first. */
const CANDIDATES = 5;

export interface Classified {
  outcome: Outcome;
  candidates: { id: string; confidence: number; score: number }[];
  ranking: Ranking;
}

/** The ranking with its confidence and thresholds, over any labelled set: the corpus, or one of `desk eval`. */
export interface Classifier {
  readonly thresholds: Thresholds;
  classify(text: string): Classified;
  matchedWords(words: readonly string[], id: string): string[];
}

export interface ClassifierOptions {
  /** Of the corpus; without one, the general one. */
  calibration?: Calibration | undefined;
  /** Parts to leave out, to measure what they give. */
  without?: ReadonlySet<Part>;
}

export function createClassifier(
  documents: readonly MatchDocument[],
  terms: readonly GlossaryTerm[] = [],
  { calibration = GENERAL, without = new Set() }: ClassifierOptions = {},
): Classifier {
  const matcher = createMatcher(documents, terms, without);
  const { thresholds } = calibration;
  return {
    thresholds,
    matchedWords: matcher.matchedWords,
    classify(text) {
      const ranking = matcher.rank(text);
      const sure = confidences(ranking, CANDIDATES, calibration);
      const best = sure[0] ?? 0;
      const choices = matcher.choices(ranking, CANDIDATES);
      const { length } = ranking.words;
      const isShared =
        (ranking.matches[0]?.neighbour ?? 0) < 1 - ALIKE_PER_WORD * length &&
        (choices[1]?.closeness ?? 0) >= SHARED_PER_WORD * length;
      if (choices.length > 0 && (best < thresholds.settle || isShared)) {
        const candidates = choices.map(({ match, closeness }) => candidate(match, best * closeness));
        return { outcome: 'choice', candidates, ranking };
      }
      const candidates = ranking.matches.slice(0, sure.length).map((match, i) => candidate(match, sure[i] ?? 0));
      return { outcome: outcomeOf(best, thresholds), candidates, ranking };
    },
  };
}

function candidate({ id, score }: Match, confidence: number): Classified['candidates'][number] {
  return { id, confidence, score };
}

function outcomeOf(confidence: number, { settle, choose }: Thresholds): Outcome {
  if (confidence >= settle) return 'settled';
  return confidence >= choose ? 'choice' : 'unknown';
}
