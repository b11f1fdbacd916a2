import type { GlossaryTerm } from '../knowledge/types.ts';
import { COMMON_WORDS } from './commonWords.ts';
import { createTopics, type Match, type Topics } from './fragments.ts';
import { type AliasUse, createGlossary, type Glossary } from './glossary.ts';
import { type Linear, trainLinear } from './linear.ts';
import { indexNeighbours, type Neighbours } from './neighbours.ts';
import { type Correction, createSpelling, type Spelling } from './spelling.ts';
import { stem, type Token, tokenise } from './tokens.ts';
import { createVectoriser, type Vectoriser } from './vectors.ts';

/** One intent with the ways in which it is asked. An answer's text counts as one more phrasing. */
export interface MatchDocument {
  id: string;
  phrasings: readonly string[];
  answer?: string | undefined;
  /** What it is about besides, such as an answer that is no phrasing: only looked at for fragments. */
  about?: string | undefined;
  /** Not answered: it is never offered, but where it fits best nothing is settled. */
  outside?: boolean | undefined;
}

export interface Ranking {
  /** All intents, best first; ties by their order in the corpus. */
  matches: Match[];
  /** The best of those that are not answered. */
  outside: Match | null;
  words: string[];
  corrected: Correction[];
  aliases: AliasUse[];
  unknownWords: string[];
  /** Share of the utterance's word weight that the corpus knows, 0 to 1. */
  coverage: number;
  /** Share of it that the first match's own phrasings know. */
  support: number;
  /** Share of its words that are neither the corpus' nor everyday English, by count: near 1 in another language. */
  unknownShare: number;
}

export interface Matcher {
  rank(text: string): Ranking;
  topics: Topics;
  /** The words of an utterance that also stand in this intent's phrasings. */
  matchedWords(words: readonly string[], id: string): string[];
}

/** Weight of the nearest neighbour beside the linear separator. */
const NEIGHBOUR_SHARE = 0.75;
/** Weight of an everyday word in the coverage, beside 1 for any other. */
const COMMON_WEIGHT = 0.15;

export function createMatcher(documents: readonly MatchDocument[], terms: readonly GlossaryTerm[] = []): Matcher {
  const glossary = createGlossary(terms);
  const utterances = documents.flatMap((document, label) => {
    const texts = document.answer ? [...document.phrasings, document.answer] : document.phrasings;
    return texts.map((text) => ({ label, tokens: tokenise(text) }));
  });
  const spelling = createSpelling(spellingWords(utterances, glossary));
  const read = (tokens: readonly Token[]) => glossary.apply(tokens).tokens.map((token) => token.text);
  const examples = utterances.map(({ label, tokens }) => ({ label, tokens: read(tokens) }));
  const vectoriser = createVectoriser(examples.map((example) => example.tokens));
  const vectors = vectoriser.learnt;
  const labels = Int32Array.from(examples, (example) => example.label);
  const model: Model = {
    documents,
    glossary,
    spelling,
    vectoriser,
    linear: trainLinear(vectors, labels, documents.length, vectoriser.size),
    neighbours: indexNeighbours(vectors, labels, documents.length, vectoriser.size),
    rarity: rarity(examples, documents.length),
    stems: stemsByDocument(examples, documents),
  };
  const about = documents.map(({ id, about: text = '' }) => [id, read(tokenise(text)).map(stem)] as const);
  return {
    rank: (text) => rank(text, model),
    topics: createTopics(phrasingsByDocument(examples, documents), new Map(about)),
    matchedWords: (words, id) => words.filter((word) => model.stems.get(id)?.has(stem(word))),
  };
}

interface Model {
  documents: readonly MatchDocument[];
  glossary: Glossary;
  spelling: Spelling;
  vectoriser: Vectoriser;
  linear: Linear;
  neighbours: Neighbours;
  /** Weight of each known stem: how few intents use it. */
  rarity: { known: ReadonlyMap<string, number>; unknown: number };
  stems: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Example {
  label: number;
  tokens: readonly string[];
}

function rank(text: string, model: Model): Ranking {
  const spelt = model.spelling.correct(tokenise(text));
  const { tokens, used } = model.glossary.apply(spelt.tokens);
  const words = tokens.map((token) => token.text);
  const query = model.vectoriser.vector(words);
  const linear = model.linear.scores(query);
  const neighbour = model.neighbours.scores(query);
  const all = model.documents.map((document, i) => ({
    outside: document.outside === true,
    id: document.id,
    score: (linear[i] ?? 0) + NEIGHBOUR_SHARE * (neighbour[i] ?? 0),
    linear: linear[i] ?? 0,
    neighbour: neighbour[i] ?? 0,
  }));
  // Array.sort is stable: ties keep the corpus' order.
  all.sort((a, b) => b.score - a.score);
  const matches = all.filter((match) => !match.outside);
  const unknownWords = words.filter((word) => !model.rarity.known.has(stem(word)) && !COMMON_WORDS.has(word));
  return {
    matches,
    outside: all.find((match) => match.outside) ?? null,
    words,
    corrected: spelt.corrected,
    aliases: used,
    unknownWords,
    coverage: coverage(words, model.rarity, () => true),
    unknownShare: words.length === 0 ? 0 : unknownWords.length / words.length,
    support: coverage(words, model.rarity, (key) => model.stems.get(matches[0]?.id ?? '')?.has(key) === true),
  };
}

/** Share of the words' weight that lies on words which the corpus and `counts` know, by stem. */
function coverage(words: readonly string[], rarity: Model['rarity'], counts: (stem: string) => boolean): number {
  let all = 0;
  let known = 0;
  for (const word of new Set(words)) {
    const key = stem(word);
    const weight = rarity.known.get(key);
    const share = COMMON_WORDS.has(word) ? COMMON_WEIGHT : 1;
    all += share * (weight ?? rarity.unknown);
    if (weight !== undefined && counts(key)) known += share * weight;
  }
  return all === 0 ? 0 : known / all;
}

function spellingWords(utterances: readonly { tokens: readonly Token[] }[], glossary: Glossary): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of glossary.words) counts.set(word, 1);
  for (const { tokens } of utterances) {
    for (const { text } of tokens) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function rarity(examples: readonly Example[], documents: number): Model['rarity'] {
  const users = new Map<string, Set<number>>();
  for (const { label, tokens } of examples) {
    for (const token of tokens) {
      const key = stem(token);
      users.set(key, (users.get(key) ?? new Set()).add(label));
    }
  }
  const weigh = (count: number) => Math.log((1 + documents) / (1 + count)) + 1;
  return { known: new Map([...users].map(([key, labels]) => [key, weigh(labels.size)])), unknown: weigh(0) };
}

function phrasingsByDocument(examples: readonly Example[], documents: readonly MatchDocument[]) {
  const phrasings = new Map<string, string[][]>(documents.map((document) => [document.id, []]));
  for (const { label, tokens } of examples) phrasings.get(documents[label]?.id ?? '')?.push(tokens.map(stem));
  return phrasings;
}

function stemsByDocument(examples: readonly Example[], documents: readonly MatchDocument[]) {
  const stems = new Map<string, Set<string>>(documents.map((document) => [document.id, new Set()]));
  for (const { label, tokens } of examples) {
    const id = documents[label]?.id ?? '';
    for (const token of tokens) stems.get(id)?.add(stem(token));
  }
  return stems;
}
