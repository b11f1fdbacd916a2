import { phrasingKey } from '../knowledge/phrasingKey.ts';
import type { Corpus } from '../knowledge/types.ts';

/** What of the corpus a draft must fit. */
export type LearningCorpus = Pick<Corpus, 'entries' | 'sections' | 'outside' | 'glossary' | 'releases'>;

/** The same, worked out once. */
export interface CommonKnowledge {
  sections: readonly string[];
  entries: ReadonlySet<string>;
  /** Keys of all phrasings. */
  phrasings: ReadonlySet<string>;
  tags: readonly string[];
  /**
   * What looks like a host, a build or a machine and stands in the corpus, in lower case: everybody can read it there, so
   * it may stay in a draft.
   */
  words: ReadonlySet<string>;
}

export function commonKnowledge(corpus: LearningCorpus): CommonKnowledge {
  const { sections, outside, glossary, releases } = corpus;
  const entries = [...corpus.entries.values()];
  const texts = [entries, glossary, outside, releases].flatMap(textsIn);
  const words = texts.flatMap((text) => text.match(/[A-Za-z0-9][\w-]*(?:\.[A-Za-z0-9][\w-]*)*/g) ?? []);
  return {
    sections: sections.map(({ id }) => id),
    entries: new Set(corpus.entries.keys()),
    phrasings: new Set([...entries, ...outside].flatMap(({ phrasings }) => phrasings).map(phrasingKey)),
    tags: [...new Set(entries.flatMap(({ tags }) => tags))],
    words: new Set(words.filter((word) => /[.\d]/.test(word)).map((word) => word.toLowerCase())),
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
