import type { GlossaryTerm } from '../knowledge/types.ts';
import { confidences, isFragment, THRESHOLDS } from './calibration.ts';
import type { Match } from './fragments.ts';
import { createMatcher, type MatchDocument, type Ranking } from './matcher.ts';
import type { Outcome } from './types.ts';

/** A fragment that another entry speaks of as much as this is not settled, however sure the ranking is. */
const SHARED = 0.8;
const SHARED_WORDS = 3;

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
      const sure = confidences(ranking, CANDIDATES);
      const best = sure[0] ?? 0;
      const choices = isFragment(ranking) ? matcher.topics.choices(ranking.words, ranking.matches, CANDIDATES) : [];
      const isShared = ranking.words.length <= SHARED_WORDS && (choices[1]?.closeness ?? 0) >= SHARED;
      if (choices.length > 0 && (best < THRESHOLDS.settle || isShared)) {
        const candidates = choices.map(({ match, closeness }) => candidate(match, best * closeness));
        return { outcome: 'choice', candidates, ranking };
      }
      const candidates = ranking.matches.slice(0, sure.length).map((match, i) => candidate(match, sure[i] ?? 0));
      return { outcome: outcomeOf(best), candidates, ranking };
    },
  };
}

function candidate({ id, score }: Match, confidence: number): Classified['candidates'][number] {
  return { id, confidence, score };
}

function outcomeOf(confidence: number): Outcome {
  if (confidence >= THRESHOLDS.settle) return 'settled';
  return confidence >= THRESHOLDS.choose ? 'choice' : 'unknown';
}
