import type { Form } from './library.ts';
import type { Latency } from './statistics.ts';

/** What a run found; docs/benchmarks.json is this. Shares are from 0 to 1, null where there was nothing to count. */
export interface BenchResult {
  machine: Machine;
  seed: number;
  quick: boolean;
  accuracy: Accuracy | null;
  speed: SpeedSize[];
  builds: BuildComparison[];
  tickets: Tickets | null;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  date: string;
  commit: string;
  versions: Record<string, string>;
}

export interface Accuracy {
  plain: SetResult;
  own: SetResult;
  public: SetResult[];
  /** Public sets that were not measured, with the reason. */
  leftOut: string[];
}

export interface SetResult {
  title: string;
  entries: number;
  phrasings: number;
  questions: number;
  rows: AccuracyRow[];
}

export interface AccuracyRow {
  library: string;
  form: Form;
  leftOut: string | null;
  score: Score | null;
  /** What Connect Desk has first on the same questions, where this row has a sample. */
  deskTop1: number | null;
}

export interface Score {
  inScope: number;
  outOfScope: number;
  top1: number | null;
  top3: number | null;
  top1ByStyle: Record<string, number>;
  /** Share of the questions that it would answer with its first entry, asked or not. */
  answeredInScope: number | null;
  answeredOutOfScope: number | null;
  answeredByStyle: Record<string, number>;
}

export interface SpeedSize {
  /** `own` is the shipped corpus, the others are synthetic. */
  kind: 'own' | 'synthetic';
  entries: number;
  phrasings: number;
  rows: SpeedRow[];
}

export interface SpeedRow {
  library: string;
  form: Form;
  leftOut: string | null;
  buildMs: number | null;
  bytesPerPhrasing: number | null;
  latency: Latency | null;
  /** Its median by Connect Desk's on the same questions in the same minutes: above 1, it takes longer. */
  ratio: number | null;
  /** Share of the measured questions with the right entry first. */
  top1: number | null;
}

export interface BuildComparison {
  corpus: string;
  rows: { library: string; cold: number[]; warm: number[]; leftOut: string | null }[];
}

/** Times over few and over many open tickets. */
export interface Tickets {
  /** Its own: this part may be measured without the others. */
  machine: Omit<Machine, 'versions'>;
  few: number;
  many: number;
  /** The most that a ratio may be. */
  goal: number;
  rows: TicketRow[];
}

export interface TicketRow {
  what: string;
  few: Latency & { done: number };
  many: Latency & { done: number };
  /** The median over many by the one over few. */
  ratio: number;
}
