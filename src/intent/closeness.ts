import type { Nearest } from './neighbours.ts';

/** Similarity of an utterance to intents, by their nearest phrasings. */
export interface Closeness {
  /** Takes up the nearest phrasings of an utterance, in place of those before. */
  read(nearest: Nearest): void;
  /** To the phrasings, 0 to 1. */
  of(label: number): number;
  /** To the answer with its question, 0 to 1; 0 without one. */
  toAnswer(label: number): number;
  /** The intents of the phrasings that were read. */
  intents(): Int32Array;
}

/** Share of the second nearest phrasing of an intent: two that agree count more than one that happens to be close. */
const SECOND = 0.2;
/** `labels`, `isAnswer`: by phrasing. */
export function createCloseness(labels: Int32Array, isAnswer: readonly boolean[], intents: number): Closeness {
  const best = new Float32Array(intents);
  const second = new Float32Array(intents);
  const answer = new Float32Array(intents);
  const seen = new Set<number>();
  return {
    read({ count, phrasings, cosines }) {
      seen.clear();
      best.fill(0);
      second.fill(0);
      answer.fill(0);
      for (let k = 0; k < count; k++) {
        const phrasing = phrasings[k] ?? 0;
        const label = labels[phrasing] ?? 0;
        const cosine = cosines[k] ?? 0;
        seen.add(label);
        if (isAnswer[phrasing]) {
          answer[label] = cosine;
          continue;
        }
        const before = best[label] ?? 0;
        best[label] = Math.max(before, cosine);
        second[label] = Math.max(second[label] ?? 0, Math.min(before, cosine));
      }
    },
    of: (label) => (1 - SECOND) * (best[label] ?? 0) + SECOND * (second[label] ?? 0),
    toAnswer: (label) => answer[label] ?? 0,
    intents: () => Int32Array.from(seen),
  };
}
