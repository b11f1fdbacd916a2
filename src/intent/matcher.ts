import type { GlossaryTerm } from '../knowledge/types.ts';
import { createCloseness } from './closeness.ts';
import { COMMON_WORDS } from './commonWords.ts';
import { type Choice, choicesFor } from './fragments.ts';
import { OFFSET } from './linear.ts';
import { learn, type MatchDocument, type Model, type Part } from './model.ts';
import { project } from './postings.ts';
import type { Match, Ranking } from './ranking.ts';
import { tokenise } from './tokens.ts';
import type { Topics } from './topics.ts';
import { termsOf, type Utterance } from './utterance.ts';

export interface Matcher {
  rank(text: string): Ranking;
  /** What to offer for a fragment, `count` at most. */
  choices(ranking: Ranking, count: number): Choice[];
  /** The words of an utterance with which this intent is asked, too. */
  matchedWords(words: readonly string[], id: string): string[];
}

/** Shares in the score; docs/decisions/0011-ranking.md tells how they were chosen. */
const SHARE = { linear: 1, neighbours: 0.75, topics: 1 };
/** An answer is long, and a question shares little of it: beside the nearest phrasings its similarity counts so much more. */
const ANSWER = 2;
/** Weight of an everyday word in the coverage, beside 1 for any other. */
const COMMON_WEIGHT = 0.15;
/** Up to so many intents all are ranked; in a larger corpus those of the nearest phrasings. */
const ALL_RANKED = 256;

export function createMatcher(
  documents: readonly MatchDocument[],
  terms: readonly GlossaryTerm[] = [],
  without: ReadonlySet<Part> = new Set(),
): Matcher {
  const model = learn(documents, terms, without);
  const score = createScorer(model, without);
  const labels = new Map(documents.map(({ id }, label) => [id, label]));
  return {
    rank: (text) => rank(text, model, score),
    choices: (ranking, count) => choicesFor(ranking, model.topics, count),
    matchedWords(words, id) {
      const { stems } = model.read(words);
      return words.filter((_, i) => model.topics.asksWith(labels.get(id) ?? -1, stems[i] ?? ''));
    },
  };
}

function rank(text: string, model: Model, score: Scorer): Ranking {
  const spelt = model.spelling.correct(tokenise(text));
  const { tokens, used } = model.glossary.apply(spelt.tokens);
  const utterance = model.read(tokens.map((token) => token.text));
  const { words, stems } = utterance;
  const all = score(utterance);
  const matches = all.filter((match) => !isOutside(model, match));
  const { topics } = model;
  const first = matches[0]?.label ?? -1;
  const unknownWords = words.filter((word, i) => !COMMON_WORDS.has(word) && topics.rarity(stems[i] ?? '') === null);
  return {
    matches,
    outside: all.find((match) => isOutside(model, match)) ?? null,
    words,
    corrected: spelt.corrected,
    aliases: used,
    unknownWords,
    coverage: coverage(utterance, topics, (stem) => topics.rarity(stem) !== null),
    support: coverage(utterance, topics, (stem) => topics.asksWith(first, stem)),
    unknownShare: words.length === 0 ? 0 : unknownWords.length / words.length,
  };
}

function isOutside({ documents }: Model, { label }: Match): boolean {
  return documents[label]?.outside === true;
}

/** All intents that come near an utterance, best first. */
type Scorer = (utterance: Utterance) => Match[];

function createScorer(model: Model, without: ReadonlySet<Part>): Scorer {
  const { documents, topics } = model;
  const share = (part: keyof typeof SHARE) => (without.has(part) ? 0 : SHARE[part]);
  const shares = { linear: share('linear'), neighbours: share('neighbours'), topics: share('topics') };
  const everyone = Int32Array.from(documents.keys());
  const linear = new Float32Array(documents.length);
  const evidence = new Float32Array(documents.length);
  const closeness = createCloseness(model.labels, model.isAnswer, documents.length);
  return (utterance) => {
    const query = model.vectoriser.vector(utterance);
    closeness.read(model.neighbours.nearest(query));
    const candidates = documents.length <= ALL_RANKED ? everyone : closeness.intents();
    project(query, model.separators, candidates, linear.fill(OFFSET));
    project(topics.query(termsOf(utterance)), topics.evidence, candidates, evidence.fill(0));
    const matches = Array.from(candidates, (label): Match => {
      const near = closeness.of(label);
      const decision = linear[label] ?? 0;
      const similarity = near + ANSWER * closeness.toAnswer(label);
      const score = shares.linear * decision + shares.neighbours * similarity + shares.topics * (evidence[label] ?? 0);
      return { id: documents[label]?.id ?? '', label, linear: decision, neighbour: near, score };
    });
    return matches.sort((a, b) => b.score - a.score || a.label - b.label);
  };
}

/** Share of the words' weight that lies on those which `counts`, by stem. */
function coverage({ words, stems }: Utterance, topics: Topics, counts: (stem: string) => boolean): number {
  let all = 0;
  let known = 0;
  for (const [i, word] of words.entries()) {
    if (words.indexOf(word) < i) continue;
    const stem = stems[i] ?? '';
    const weight = (COMMON_WORDS.has(word) ? COMMON_WEIGHT : 1) * (topics.rarity(stem) ?? topics.unknownRarity);
    all += weight;
    if (counts(stem)) known += weight;
  }
  return all === 0 ? 0 : known / all;
}
