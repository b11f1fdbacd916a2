import { NEAREST } from '../dialog/question.ts';
import { VALUES } from '../dialog/values.ts';
import type { Intent } from '../intent/intent.ts';
import type { Corpus } from '../knowledge/types.ts';
import type { Option } from '../reply.ts';
import { LIMITS } from './limits.ts';
import { OTHER, type Rules } from './rules.ts';

/** A section this likely is proposed; below it the ticket belongs to nobody in particular. */
const SURE_ENOUGH = 0.15;

export interface Proposal {
  category: string;
  /** 0 to 1; null where nothing speaks for any. */
  confidence: number | null;
}

/** The section whose entries fit the words best: what its candidates share of the confidence counts together. */
export function proposeCategory(text: string, intent: Intent, corpus: Corpus, rules: Rules): Proposal {
  const bySection = new Map<string, number>();
  for (const { entry, confidence } of intent.understand(text).candidates) {
    const section = corpus.entries.get(entry)?.section;
    if (section !== undefined) bySection.set(section, (bySection.get(section) ?? 0) + confidence);
  }
  const [best] = [...bySection].sort((one, other) => other[1] - one[1]);
  if (!best || best[1] < SURE_ENOUGH || !rules.categories.has(best[0])) return { category: OTHER, confidence: null };
  return { category: best[0], confidence: Math.min(1, best[1]) };
}

/** The entries nearest to the words, best first, to be looked at before a ticket is sent. */
export function nearestEntries(text: string, intent: Intent, corpus: Corpus): Option[] {
  return intent
    .understand(text)
    .candidates.filter(({ confidence }) => confidence >= NEAREST)
    .slice(0, LIMITS.nearest)
    .flatMap(({ entry }) => {
      const title = corpus.entries.get(entry)?.shortTitle;
      return title === undefined ? [] : [{ label: title, value: VALUES.entry(entry) }];
    });
}
