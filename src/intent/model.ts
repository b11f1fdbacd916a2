import type { GlossaryTerm } from '../knowledge/types.ts';
import { ENGLISH } from './english.ts';
import { GROUPS } from './features.ts';
import { createGlossary, type Glossary } from './glossary.ts';
import { trainLinear } from './linear.ts';
import { indexNeighbours, type Neighbours } from './neighbours.ts';
import type { Postings } from './postings.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { type Token, tokenise } from './tokens.ts';
import { createTopics, type Telling, type Topics } from './topics.ts';
import { createUtterance, type Utterance } from './utterance.ts';
import { createVectoriser, type Vectoriser } from './vectors.ts';

/** One intent with the ways in which it is asked, and its answer where that helps to find it. */
export interface MatchDocument {
  id: string;
  phrasings: readonly string[];
  answer?: string | undefined;
  /** What it is about besides, such as an answer that is no phrasing: only looked at for fragments. */
  about?: string | undefined;
  /** What it is about in a few chosen words: only looked at for fragments, and for how words are spelt. */
  tags?: readonly string[] | undefined;
  /** Not answered: it is never offered, but where it fits best nothing is settled. */
  outside?: boolean | undefined;
}

/** What can be left out, to measure what it gives. */
export const PARTS = [
  ...GROUPS,
  'synonyms',
  'glossary',
  'spelling',
  'english',
  'linear',
  'neighbours',
  'topics',
] as const;
export type Part = (typeof PARTS)[number];

/** All that is learnt from a corpus. */
export interface Model {
  documents: readonly MatchDocument[];
  glossary: Glossary;
  spelling: Spelling;
  read(words: readonly string[]): Utterance;
  vectoriser: Vectoriser;
  /** Intent of each phrasing and answer. */
  labels: Int32Array;
  /** Which of them are answers. */
  isAnswer: readonly boolean[];
  neighbours: Neighbours;
  separators: Postings;
  topics: Topics;
}

export function learn(
  documents: readonly MatchDocument[],
  terms: readonly GlossaryTerm[],
  without: ReadonlySet<Part>,
): Model {
  const glossary = createGlossary(without.has('glossary') ? [] : terms);
  const read = (words: readonly string[]): Utterance => {
    const utterance = createUtterance(words);
    return without.has('synonyms') ? { ...utterance, senses: [] } : utterance;
  };
  /** A tag speaks of a term and of its words: 'support ticket' of tickets, too. */
  const wordsOf = (kind: Telling['kind'], tokens: readonly Token[]): string[] => [
    ...glossary.plain(tokens),
    ...(kind === 'tag' ? tokens.map(({ text }) => text) : []),
  ];
  const told = documents.flatMap(tell);
  const tellings: Telling[] = told.map(({ tokens, ...rest }) => ({
    ...rest,
    utterance: read(wordsOf(rest.kind, tokens)),
  }));
  const examples = tellings.filter(({ kind }) => kind === 'phrasing' || kind === 'answer');
  const vectoriser = createVectoriser(
    examples.map((example) => example.utterance),
    new Set(GROUPS.filter((group) => without.has(group))),
  );
  const { learnt, size } = vectoriser;
  const labels = Int32Array.from(examples, (example) => example.label);
  const neighbours = indexNeighbours(learnt, size);
  return {
    documents,
    glossary,
    spelling: createSpelling(
      without.has('spelling') ? new Map() : vocabulary(told, glossary),
      without.has('english') ? new Set() : ENGLISH,
    ),
    read,
    vectoriser,
    labels,
    isAnswer: examples.map(({ kind }) => kind === 'answer'),
    neighbours,
    separators: trainLinear(learnt, labels, documents.length, size, neighbours),
    topics: createTopics(tellings, documents.length),
  };
}

/** So many phrasings stand before an answer where it is compared. */
const ASKED_BESIDE = 3;

interface Told extends Omit<Telling, 'utterance'> {
  tokens: Token[];
}

function tell({ phrasings, answer, about, tags = [] }: MatchDocument, label: number): Told[] {
  const told: Told[] = phrasings.map((text) => ({ label, kind: 'phrasing', tokens: tokenise(text) }));
  // Beside its question: an answer says 'it' for what it speaks of.
  if (answer !== undefined)
    told.push({ label, kind: 'answer', tokens: tokenise([...phrasings.slice(0, ASKED_BESIDE), answer].join(' ')) });
  if (about !== undefined) told.push({ label, kind: 'about', tokens: tokenise(about) });
  for (const text of tags) told.push({ label, kind: 'tag', tokens: tokenise(text) });
  return told;
}

/** Words to correct to, with the number of times they are used. Tags count: what they say is spelt right. */
function vocabulary(told: readonly Told[], glossary: Glossary): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of glossary.words) counts.set(word, 1);
  for (const { kind, tokens } of told) {
    if (kind === 'about') continue;
    for (const { text } of tokens) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}
