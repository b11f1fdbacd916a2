import type { EntryId } from '../brand.ts';
import { entryText } from '../knowledge/entryText.ts';
import { isPlausible } from '../knowledge/readVersion.ts';
import type { Corpus } from '../knowledge/types.ts';
import { THRESHOLDS } from './calibration.ts';
import { type Classified, createClassifier } from './classifier.ts';
import type { MatchDocument } from './matcher.ts';
import { createSlotReader } from './slots.ts';
import type { Explanation, Understanding } from './types.ts';

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
        explanation: explain(classified, classifier.matchedWords),
      };
    },
  };
}

/** Every entry with all the ways in which the corpus asks it. */
export function corpusDocuments(corpus: Corpus): MatchDocument[] {
  return [...corpus.entries.values()].map((entry) => ({
    id: entry.id,
    phrasings: [entry.question, entry.shortTitle, ...entry.phrasings],
    about: `${entry.tags.join(' ')} ${entryText(entry, corpus.facts)}`,
  }));
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
