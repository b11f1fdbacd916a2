import type { EntryId, FactName } from '../brand.ts';
import type { Version } from '../version.ts';

interface Ranked {
  entry: EntryId;
  /** Calibrated, 0 to 1: the share of such answers that are right. */
  confidence: number;
  /** The ranking's own score before calibration; comparable within one corpus only. */
  score: number;
}

/** What the words of a question say besides its topic. */
export interface Slots {
  versions: Version[];
  /** Facts that the words state, by name: a version, or the id of one of the fact's values. */
  facts: ReadonlyMap<FactName, string>;
}

/** Why a question was understood as it was; shown by `--explain` and 'Why this answer?'. */
export interface Explanation {
  /** The question's words as they were compared, in order. */
  words: string[];
  corrected: { from: string; to: string }[];
  aliases: { from: string; to: string }[];
  /** Words the corpus does not know. */
  unknownWords: string[];
  /** Share of the question's word weight that the corpus knows, 0 to 1. */
  coverage: number;
  candidates: { entry: EntryId; confidence: number; score: number; matched: string[] }[];
  outcome: Outcome;
  thresholds: Thresholds;
}

export type Outcome = 'settled' | 'choice' | 'unknown';

/** Confidence from which one entry is settled, and from which it may stand in a choice. */
export interface Thresholds {
  settle: number;
  choose: number;
}

export interface Understanding {
  outcome: Outcome;
  /** Best first; ties by the entry's place in the corpus. */
  candidates: Ranked[];
  /** Confidence of the first candidate; 0 without one. */
  confidence: number;
  slots: Slots;
  /** A subject that fits better than any entry, and that the corpus does not answer. */
  outside: string | null;
  explanation: Explanation;
}
