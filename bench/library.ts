import type { ClassifierOptions } from '../src/intent/classifier.ts';
import type { MatchDocument } from '../src/intent/model.ts';
import type { GlossaryTerm } from '../src/knowledge/types.ts';

/**
 * How a corpus is handed to a library. `question-answer`: one record an entry with two fields, as an FAQ comes.
 * `joined`: one record an entry, all its phrasings in one field. `each`: one record a phrasing; an entry then stands
 * where its best phrasing stands.
 */
export type Form = 'question-answer' | 'joined' | 'each';

export interface BenchCorpus {
  documents: readonly MatchDocument[];
  terms: readonly GlossaryTerm[];
  /** Of the corpus, for ours alone; absent: the general one. */
  calibration?: ClassifierOptions['calibration'];
}

/** One thing to be found; `BuildInput.fields` names the keys that hold text. */
export type BenchRecord = Readonly<Record<string, string>> & { readonly entry: string };

export interface BuildInput extends BenchCorpus {
  fields: readonly string[];
  records: readonly BenchRecord[];
}

export interface Hits {
  /** Entries, best first, each once. */
  entries: string[];
  /** Whether it would answer with the first. Absent: it has no threshold, and any hit counts as an answer. */
  answered?: boolean;
}

export interface Searcher {
  search(text: string): Hits | Promise<Hits>;
}

export interface Library {
  name: string;
  version: string;
  build(input: BuildInput): Searcher | Promise<Searcher>;
}

/** Hits asked of a library that takes a limit: enough for three entries where one entry's phrasings come first. */
export const LIMIT = 100;
/** Entries that a search hands on: more than three, since subjects that are not answered are taken out afterwards. */
const CANDIDATES = 10;

export function toInput(corpus: BenchCorpus, form: Form): BuildInput {
  if (form === 'question-answer') {
    const records = corpus.documents.map(({ id, phrasings, answer = '' }) => {
      return { entry: id, question: phrasings[0] ?? '', answer };
    });
    return { ...corpus, fields: ['question', 'answer'], records };
  }
  const records = corpus.documents.flatMap(({ id, phrasings, answer }) => {
    const texts = answer ? [...phrasings, answer] : phrasings;
    return (form === 'joined' ? [texts.join('\n')] : texts).map((text) => ({ entry: id, text }));
  });
  return { ...corpus, fields: ['text'], records };
}

/** The first entries among hits on records, each at the place of its best hit. */
export function topEntries(hits: Iterable<string>): Hits {
  const entries = new Set<string>();
  for (const entry of hits) {
    entries.add(entry);
    if (entries.size === CANDIDATES) break;
  }
  return { entries: [...entries] };
}
