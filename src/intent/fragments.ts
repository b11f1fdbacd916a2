import { COMMON_WORDS } from './commonWords.ts';
import type { Match, Ranking } from './ranking.ts';
import type { Topics } from './topics.ts';
import { createUtterance, type Utterance } from './utterance.ts';

/** An intent of a choice; `closeness` to the first one: 0 to 1, the root of how much it is about the words beside that. */
export interface Choice {
  match: Match;
  closeness: number;
}

/** At most so many words make a fragment: 'certificate', 'auto upgrade email'. */
const FRAGMENT_WORDS = 4;
/** An intent is about a fragment's words from here on; 1 where half of its phrasings hold each of them. */
const ABOUT_IT = 0.15;
/** What an intent is about a word that none of its phrasings and no word of its answer holds. */
const SILENT = 0.02;
/** Where so many others are as close as this, the words tell nothing: the name of the product alone. */
const AS_CLOSE = 0.6;
const TOO_MANY = 15;
/** What an everyday word counts beside the others. */
const COMMON = 0.5;
/** A synonym tells less than the word. */
const SYNONYM = 0.8;
/** What the ranking's score adds: it keeps the order where intents are as much about the words. */
const SCORE = 0.2;
/** A subject that is not answered is meant where it is so many times more about the fragment. */
const OUTSIDE_LEAD = 1.5;
/** Below this closeness an intent has too little to do with the fragment to be offered. */
const RELATED = 0.22;

/**
 * A fragment does not say enough to be sure of anything; the intents that are about all its words make the choice: the
 * first match, then the others, the closest first. Empty for an utterance that says more, or that no intent is about,
 * or a subject that is not answered much rather, or that too many are about.
 */
export function choicesFor({ words, matches, outside }: Ranking, topics: Topics, count: number): Choice[] {
  if (words.length > FRAGMENT_WORDS || words.every((word) => COMMON_WORDS.has(word))) return [];
  const asked = words.map((word) => ({
    weight: COMMON_WORDS.has(word) ? COMMON : 1,
    utterance: createUtterance([word]),
  }));
  const telling = asked.filter(({ weight }) => weight === 1);
  const most = Math.max(...matches.map((match) => aboutAll(match, telling, topics)));
  if (most < ABOUT_IT || (outside && aboutAll(outside, telling, topics) > OUTSIDE_LEAD * most)) return [];
  const ranked = matches.map((match) => {
    const rank = aboutAll(match, asked, topics) * Math.exp(SCORE * match.score);
    return { match, rank };
  });
  const best = Math.max(...ranked.map(({ rank }) => rank));
  const [first, ...others] = ranked.map(({ match, rank }) => ({ match, closeness: Math.sqrt(rank / best) }));
  if (!first) return [];
  if (others.filter(({ closeness }) => closeness >= AS_CLOSE).length >= TOO_MANY) return [];
  const chosen = others.filter(({ closeness }) => closeness >= RELATED).sort((a, b) => b.closeness - a.closeness);
  return [{ ...first, closeness: 1 }, ...chosen].slice(0, count);
}

interface Asked {
  weight: number;
  utterance: Utterance;
}

/** Weighed geometric mean: what is about one word alone is not about the fragment. */
function aboutAll({ label }: Match, words: readonly Asked[], topics: Topics): number {
  const weight = words.reduce((sum, word) => sum + word.weight, 0);
  const logarithm = words.reduce(
    (sum, word) => sum + word.weight * Math.log(aboutWord(label, word.utterance, topics)),
    0,
  );
  return Math.exp(logarithm / weight);
}

function aboutWord(label: number, { stems, senses }: Utterance, topics: Topics): number {
  const [stem = '', sense = ''] = [stems[0], senses[0]];
  return Math.max(topics.isAbout(label, stem), SYNONYM * topics.isAbout(label, sense)) + SILENT;
}
