import type { EntryId } from '../brand.ts';
import { entryText } from '../knowledge/entryText.ts';
import { isPlausible } from '../knowledge/readVersion.ts';
import type { Corpus } from '../knowledge/types.ts';
import { isOutside, THRESHOLDS } from './calibration.ts';
import { type Classified, createClassifier } from './classifier.ts';
import type { MatchDocument } from './matcher.ts';
import { createSlotReader } from './slots.ts';
import type { Explanation, Understanding } from './types.ts';

/** Sets the subjects that are not answered apart from entries. */
const OUTSIDE = 'outside:';

/** The intent layer over one corpus: pure, without I/O, the same answer for the same words. */
export interface Intent {
  understand(text: string): Understanding;
}

export function createIntent(corpus: Corpus): Intent {
  const classifier = createClassifier(corpusDocuments(corpus), corpus.glossary);
  const { releases } = corpus;
  const readSlots = createSlotReader(corpus.facts.values(), (version) => !releases || isPlausible(releases, version));
  return {
    understand(text) {
      const classified = classifier.classify(text);
      const candidates = classified.candidates.map(({ id, ...rest }) => ({ entry: id as EntryId, ...rest }));
      return {
        outcome: classified.outcome,
        candidates,
        confidence: candidates[0]?.confidence ?? 0,
        slots: readSlots(text),
        outside: outsideTopic(classified),
        explanation: explain(classified, classifier.matchedWords),
      };
    },
  };
}

/** Every entry with all the ways in which the corpus asks it, and what it does not answer. */
export function corpusDocuments(corpus: Corpus): MatchDocument[] {
  const outside = corpus.outside.map(({ topic, phrasings }) => ({
    id: `${OUTSIDE}${topic}`,
    phrasings,
    outside: true,
  }));
  const entries = [...corpus.entries.values()].map((entry) => ({
    id: entry.id,
    phrasings: [entry.question, entry.shortTitle, ...entry.phrasings],
    about: `${entry.tags.join(' ')} ${entryText(entry, corpus.facts)}`,
  }));
  return [...entries, ...outside];
}

/** Named to the person only where the words clearly speak of it. */
const SURELY_OUTSIDE = 0.5;

function outsideTopic({ ranking }: Classified): string | null {
  const { outside } = ranking;
  if (!outside || !isOutside(ranking) || outside.score < SURELY_OUTSIDE) return null;
  return outside.id.slice(OUTSIDE.length);
}

function explain(
  { ranking, candidates, outcome }: Classified,
  matched: (words: readonly string[], id: string) => string[],
): Explanation {
  return {
    words: ranking.words,
    corrected: ranking.corrected,
    aliases: ranking.aliases,
    unknownWords: ranking.unknownWords,
    coverage: ranking.coverage,
    candidates: candidates.map(({ id, ...rest }) => ({
      entry: id as EntryId,
      ...rest,
      matched: matched(ranking.words, id),
    })),
    outcome,
    thresholds: THRESHOLDS,
  };
}
