import type { GlossaryTerm } from '../knowledge/types.ts';
import { confidences, outcomeOf } from './calibration.ts';
import { createMatcher, type MatchDocument, type Ranking } from './matcher.ts';
import type { Outcome } from './types.ts';

/** How many candidates a classification carries, best first. */
const CANDIDATES = 5;

export interface Classified {
  outcome: Outcome;
  candidates: { id: string; confidence: number; score: number }[];
  ranking: Ranking;
}

/** The ranking with its confidence and thresholds, over any labelled set: the corpus, or one of `desk eval`. */
export interface Classifier {
  classify(text: string): Classified;
  matchedWords(words: readonly string[], id: string): string[];
}

export function createClassifier(documents: readonly MatchDocument[], terms: readonly GlossaryTerm[] = []): Classifier {
  const matcher = createMatcher(documents, terms);
  return {
    matchedWords: matcher.matchedWords,
    classify(text) {
      const ranking = matcher.rank(text);
      const candidates = confidences(ranking, CANDIDATES).map((confidence, i) => ({
        id: ranking.matches[i]?.id ?? '',
        confidence,
        score: ranking.matches[i]?.score ?? 0,
      }));
      return { outcome: outcomeOf(candidates[0]?.confidence ?? 0, ranking), candidates, ranking };
    },
  };
}
