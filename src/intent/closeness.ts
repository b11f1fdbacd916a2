import type { Nearest } from './neighbours.ts';

/** Similarity of an utterance to intents, by their nearest phrasings. */
export interface Closeness {
  /** Takes up the nearest phrasings of an utterance, in place of those before. */
  read(nearest: Nearest): void;
  /** 0 to 1; to an answer somewhat more. */
  of(label: number): number;
  /** The intents of the phrasings that were read. */
  intents(): Int32Array;
}

/** Share of the second nearest phrasing of an intent: two that agree count more than one that happens to be close. */
const SECOND = 0.2;
/** An answer is long, and a question shares little of it: its similarity counts so much more. */
const ANSWER_BOOST = 1.5;

/** `labels`, `isAnswer`: by phrasing. */
export function createCloseness(labels: Int32Array, isAnswer: readonly boolean[], intents: number): Closeness {
  const best = new Float32Array(intents);
  const second = new Float32Array(intents);
  const seen = new Set<number>();
  return {
    read({ count, phrasings, cosines }) {
      seen.clear();
      best.fill(0);
      second.fill(0);
      for (let k = 0; k < count; k++) {
        const phrasing = phrasings[k] ?? 0;
        const label = labels[phrasing] ?? 0;
        const cosine = (cosines[k] ?? 0) * (isAnswer[phrasing] ? ANSWER_BOOST : 1);
        const before = best[label] ?? 0;
        seen.add(label);
        best[label] = Math.max(before, cosine);
        second[label] = Math.max(second[label] ?? 0, Math.min(before, cosine));
      }
    },
    of: (label) => (1 - SECOND) * (best[label] ?? 0) + SECOND * (second[label] ?? 0),
    intents: () => Int32Array.from(seen),
  };
}
