import { COMMON_WORDS } from './commonWords.ts';
import { stem } from './tokens.ts';

export interface Match {
  id: string;
  score: number;
  /** Decision value of the linear separator. */
  linear: number;
  /** Similarity to the nearest phrasings, 0 to 1. */
  neighbour: number;
}

/**
 * What each intent speaks of. A fragment ('certificate', 'auto upgrade email') does not say enough to be settled; the
 * intents that speak of all its words make the choice.
 */
export interface Topics {
  /** The first match, then those that speak of the fragment's words, best first; `closeness` from 0 to 1. */
  choices(words: readonly string[], matches: readonly Match[], count: number): { match: Match; closeness: number }[];
}

interface Topic {
  /** Share of the intent's phrasings that hold a stem. */
  shares: ReadonlyMap<string, number>;
  /** Stems of what the intent is about besides: its answer, its tags. */
  about: ReadonlySet<string>;
}

/** A word that a quarter of the phrasings hold is what the intent is about. */
const FULL_SHARE = 0.25;
/** What a mention in the answer counts beside the phrasings. */
const ABOUT = 0.5;
/** What the ranking's score counts beside both: it keeps the order where both are silent. */
const SCORE = 0.5;
/** Below this an intent has too little to do with the fragment to be offered. */
const RELATED = 0.3;

/** `phrasings` and `about` by intent, as stems. */
export function createTopics(
  phrasings: ReadonlyMap<string, readonly (readonly string[])[]>,
  about: ReadonlyMap<string, readonly string[]>,
): Topics {
  const topics = new Map<string, Topic>();
  for (const [id, list] of phrasings) topics.set(id, { shares: shares(list), about: new Set(about.get(id)) });
  return {
    choices(words, matches, count) {
      const telling = words.filter((word) => !COMMON_WORDS.has(word));
      const stems = (telling.length > 0 ? telling : words).map(stem);
      const [first, ...others] = matches.map((match) => ({ match, related: relation(stems, topics.get(match.id)) }));
      if (!first) return [];
      const chosen = others
        .filter(({ related }) => related >= RELATED)
        .sort((a, b) => b.related + SCORE * b.match.score - a.related - SCORE * a.match.score)
        .slice(0, count - 1);
      const full = Math.max(first.related, RELATED);
      return [first, ...chosen].map(({ match, related }) => ({ match, closeness: Math.min(1, related / full) }));
    },
  };
}

function shares(phrasings: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const phrasing of phrasings) {
    for (const word of new Set(phrasing)) counts.set(word, (counts.get(word) ?? 0) + 1 / phrasings.length);
  }
  return counts;
}

function relation(stems: readonly string[], topic: Topic | undefined): number {
  if (!topic || stems.length === 0) return 0;
  const sum = stems.reduce((total, word) => {
    const share = Math.min(1, (topic.shares.get(word) ?? 0) / FULL_SHARE);
    return total + share + (topic.about.has(word) ? ABOUT : 0);
  }, 0);
  return sum / stems.length;
}
