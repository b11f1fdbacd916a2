import type { AliasUse } from './glossary.ts';
import type { Correction } from './spelling.ts';

export interface Match {
  id: string;
  /** Place of the intent in the corpus. */
  label: number;
  score: number;
  /** Decision value of the linear separator. */
  linear: number;
  /** Similarity to the nearest phrasings, 0 to 1. */
  neighbour: number;
}

export interface Ranking {
  /** Best first; ties by their order in the corpus. All intents, or in a large corpus those that come near. */
  matches: Match[];
  /** The best of those that are not answered. */
  outside: Match | null;
  words: readonly string[];
  corrected: Correction[];
  aliases: AliasUse[];
  unknownWords: string[];
  /** Share of the utterance's word weight that the corpus knows, 0 to 1. */
  coverage: number;
  /** Share of it that stands in the first match's own phrasings. */
  support: number;
  /** Share of its words that are neither the corpus' nor everyday English, by count: near 1 in another language. */
  unknownShare: number;
}
