import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusDocuments } from '../src/intent/intent.ts';
import type { MatchDocument } from '../src/intent/model.ts';
import { entryText } from '../src/knowledge/entryText.ts';
import { loadCorpus } from '../src/knowledge/load.ts';
import { loadQuestions } from '../src/knowledge/questions.ts';
import type { BenchCorpus } from './library.ts';

export const ROOT = join(import.meta.dirname, '..');
const PUBLIC = join(ROOT, '..', 'shared', 'intents');

export interface Question {
  text: string;
  /** Every right answer; empty: nothing in the corpus answers it. */
  accept: readonly string[];
  style: string;
}

export interface QuestionSet {
  name: string;
  title: string;
  corpus: BenchCorpus;
  questions: Question[];
}

export interface OwnSet extends QuestionSet {
  /** As an FAQ comes: question and answer of each entry, no phrasings, no counter-examples. */
  plain: BenchCorpus;
  /** Questions of the other split, to warm up with. */
  others: Question[];
}

export function ownSet(): OwnSet {
  const folder = join(ROOT, 'knowledge');
  const corpus = loadCorpus(folder);
  const plain = [...corpus.entries.values()].map((entry) => {
    return { id: entry.id, phrasings: [entry.question], answer: entryText(entry, corpus.facts) };
  });
  return {
    name: 'own',
    title: `${corpus.name}, questions of \`knowledge/questions/report-*.yaml\``,
    corpus: {
      documents: corpusDocuments(corpus),
      terms: corpus.glossary,
      calibration: corpus.calibration ?? undefined,
    },
    plain: { documents: plain, terms: [] },
    questions: loadQuestions(folder, ['report']),
    others: loadQuestions(folder, ['tune']),
  };
}

const PUBLIC_SETS = [
  { name: 'sofmattress', title: 'HINT3 SOFMattress' },
  { name: 'banking77', title: 'Banking77' },
  { name: 'stackfaq', title: 'StackFAQ' },
];
/** The smallest one. */
const QUICK_SET = 'sofmattress';

/** They are no part of the repository. `leftOut` says which of them are not measured, and why. */
export function publicSets(quick: boolean): { sets: QuestionSet[]; leftOut: string[] } {
  const states = PUBLIC_SETS.map((set) => {
    if (!existsSync(join(PUBLIC, set.name, 'corpus.json')))
      return { set, why: `${join(PUBLIC, set.name)} is not there` };
    return { set, why: quick && set.name !== QUICK_SET ? '--quick leaves it out' : null };
  });
  const present = states.filter(({ why }) => why === null).map(({ set }) => set);
  const sets = present.map(({ name, title }) => {
    const documents = json<MatchDocument[]>(join(PUBLIC, name, 'corpus.json'));
    const questions = json<Omit<Question, 'style'>[]>(join(PUBLIC, name, 'questions.json'));
    return {
      name,
      title,
      corpus: { documents, terms: [] },
      questions: questions.map((question) => ({ ...question, style: '' })),
    };
  });
  const leftOut = states.flatMap(({ set, why }) => (why === null ? [] : [`${set.title} (${why})`]));
  return { sets, leftOut };
}

function json<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

export function phrasingCount({ documents }: BenchCorpus): number {
  return documents.reduce((sum, { phrasings, answer }) => sum + phrasings.length + (answer ? 1 : 0), 0);
}
