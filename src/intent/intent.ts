import type { EntryId } from '../brand.ts';
import { entryText } from '../knowledge/entryText.ts';
import { isPlausible } from '../knowledge/readVersion.ts';
import type { Corpus } from '../knowledge/types.ts';
import { isOutside } from './calibration.ts';
import { type Classified, type Classifier, type ClassifierOptions, createClassifier } from './classifier.ts';
import type { MatchDocument } from './model.ts';
import { createSlotReader } from './slots.ts';
import type { Explanation, Understanding } from './types.ts';

/** Sets the subjects that are not answered apart from entries. */
const OUTSIDE = 'outside:';

/** The intent layer over one corpus: pure, without I/O, the same answer for the same words. */
export interface Intent {
  understand(text: string, context?: Context): Understanding;
}

/** What the conversation has come to so far. */
interface Context {
  /** The entry that was answered last. */
  entry: EntryId | null;
}

/** In a choice, an entry of another section than the one in talk counts so much. It decides the order, never the outcome. */
const ELSEWHERE = 0.8;

/** `options`: to measure what a part gives, or with another calibration than the corpus' own. */
export function createIntent(corpus: Corpus, options: ClassifierOptions = {}): Intent {
  const classifier = createClassifier(corpusDocuments(corpus), corpus.glossary, {
    calibration: corpus.calibration ?? undefined,
    ...options,
  });
  const { releases } = corpus;
  const readSlots = createSlotReader(corpus.facts.values(), (version) => !releases || isPlausible(releases, version));
  return {
    understand(text, context = { entry: null }) {
      const classified = inContext(classifier.classify(text), context, corpus);
      const candidates = classified.candidates.map(({ id, ...rest }) => ({ entry: id as EntryId, ...rest }));
      return {
        outcome: classified.outcome,
        candidates,
        confidence: candidates[0]?.confidence ?? 0,
        slots: readSlots(text),
        outside: outsideTopic(classified),
        explanation: explain(classified, classifier),
      };
    },
  };
}

/** A choice with the section in talk first: 'email' means another one after certificates than after auto upgrade. */
function inContext(classified: Classified, { entry }: Context, { entries }: Corpus): Classified {
  const section = entry && entries.get(entry)?.section;
  if (!section || classified.outcome !== 'choice') return classified;
  const candidates = classified.candidates.map(({ confidence, ...rest }) => {
    const isHere = entries.get(rest.id as EntryId)?.section === section;
    return { ...rest, confidence: isHere ? confidence : ELSEWHERE * confidence };
  });
  // Array.sort is stable: the others keep their order.
  return { ...classified, candidates: candidates.sort((a, b) => b.confidence - a.confidence) };
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
    about: entryText(entry, corpus.facts),
    tags: entry.tags,
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

function explain({ ranking, candidates, outcome }: Classified, { matchedWords, thresholds }: Classifier): Explanation {
  return {
    words: [...ranking.words],
    corrected: ranking.corrected,
    aliases: ranking.aliases,
    unknownWords: ranking.unknownWords,
    coverage: ranking.coverage,
    candidates: candidates.map(({ id, ...rest }) => ({
      entry: id as EntryId,
      ...rest,
      matched: matchedWords(ranking.words, id),
    })),
    outcome,
    thresholds,
  };
}
