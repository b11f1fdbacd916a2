import { offered } from '../../src/dialog/question.ts';
import type { Intent } from '../../src/intent/intent.ts';
import type { Outcome } from '../../src/intent/types.ts';
import type { Question } from '../../src/knowledge/questions.ts';

/** Has answers; has none; or fits several entries by design, where a choice is right and settling is not. */
export type Kind = 'in-scope' | 'outside' | 'fragment';

/** One labelled question and what the intent layer made of it. */
export interface Observation {
  text: string;
  style: string;
  kind: Kind;
  /** Every right entry; empty: out of scope. */
  accept: readonly string[];
  /** Entries, best first. */
  ranked: readonly string[];
  /** What a choice would show of them. */
  offered: readonly string[];
  outcome: Outcome;
  /** Of the first entry, 0 to 1; 0 without one. */
  confidence: number;
}

export function observe(intent: Intent, questions: readonly Question[]): Observation[] {
  return questions.map(({ text, style, accept, fragment }) => {
    const understanding = intent.understand(text);
    return {
      text,
      style,
      kind: fragment ? 'fragment' : accept.length > 0 ? 'in-scope' : 'outside',
      accept,
      ranked: understanding.candidates.map((candidate) => candidate.entry),
      offered: offered(understanding),
      outcome: understanding.outcome,
      confidence: understanding.confidence,
    };
  });
}

/** A question out of scope has no right entry, so it is never right. */
export function isRight({ accept, ranked: [first] }: Pick<Observation, 'accept' | 'ranked'>): boolean {
  return first !== undefined && accept.includes(first);
}
