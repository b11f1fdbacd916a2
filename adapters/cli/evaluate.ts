import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { DeskError } from '../../src/errors.ts';
import { type Evaluation, evaluate, type LabelledQuestion } from '../../src/intent/evaluate.ts';
import { corpusDocuments } from '../../src/intent/intent.ts';
import type { MatchDocument } from '../../src/intent/matcher.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';

const documentList = z
  .array(z.object({ id: z.string().min(1), phrasings: z.array(z.string()), answer: z.string().optional() }))
  .min(1, 'holds no intents');
const questionList = z.array(z.object({ text: z.string(), accept: z.array(z.string()) })).min(1, 'holds no questions');

export interface EvalOptions {
  corpus?: string;
  questions?: string;
  json?: boolean;
}

/** Runs the intent layer over a labelled set; without options over the corpus and its own questions, file by file. */
export function evalCommand({ env, output }: Cli, options: EvalOptions): number {
  const { knowledgeDir } = configFrom(env);
  const own = options.corpus === undefined ? loadCorpus(knowledgeDir) : null;
  const documents = own ? corpusDocuments(own) : read(options.corpus ?? '', documentList);
  const terms = own?.glossary ?? [];
  const sets = options.questions === undefined ? ownQuestions(knowledgeDir) : [read(options.questions, questionList)];
  if (options.questions === undefined && !own) {
    throw new DeskError(
      'questions-invalid',
      'A corpus of its own needs questions of its own: name them with --questions.',
    );
  }
  const result = evaluate(documents, sets.flat(), () => performance.now(), terms);
  output.out(options.json ? JSON.stringify(result) : table(documents, result));
  return 0;
}

function ownQuestions(knowledgeDir: string): LabelledQuestion[][] {
  const folder = join(knowledgeDir, 'questions');
  const present = existsSync(folder) ? readdirSync(folder) : [];
  const names = present.filter((name) => name.endsWith('.yaml')).sort();
  if (names.length === 0) {
    throw new DeskError(
      'questions-invalid',
      `${folder} holds no questions: add a file there, or name one with --questions.`,
    );
  }
  return names.map((name) => read(join(folder, name), questionList));
}

function read<T>(path: string, form: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new DeskError('questions-invalid', `${path} cannot be read: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
  const result = form.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new DeskError('questions-invalid', `${path} is not of the expected form:`, { problems });
}

function table(documents: readonly MatchDocument[], result: Evaluation): string {
  const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);
  return [
    `${result.n} questions, ${documents.filter((document) => !document.outside).length} intents`,
    `right entry first           ${percent(result.inScopeTop1)}`,
    `among the first three       ${percent(result.inScopeTop3)}`,
    `out of scope, not settled   ${percent(result.oosRecall)}`,
    `MCC                         ${result.mcc.toFixed(3)}`,
    `latency p50, p99            ${result.latencyMs.p50.toFixed(3)} ms, ${result.latencyMs.p99.toFixed(3)} ms`,
    `build                       ${result.buildMs.toFixed(0)} ms`,
  ].join('\n');
}
