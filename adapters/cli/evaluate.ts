import { z } from 'zod';
import { DeskError } from '../../src/errors.ts';
import { type Evaluation, evaluate } from '../../src/intent/evaluate.ts';
import { corpusDocuments } from '../../src/intent/intent.ts';
import type { MatchDocument } from '../../src/intent/model.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { loadQuestions } from '../../src/knowledge/questions.ts';
import { readAs } from '../../src/knowledge/readAs.ts';
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

/** Runs the intent layer over a labelled set; without options over the corpus and its own questions. */
export function evalCommand({ env, output }: Cli, options: EvalOptions): number {
  const { knowledgeDir } = configFrom(env);
  const own = options.corpus === undefined ? loadCorpus(knowledgeDir) : null;
  const documents = own ? corpusDocuments(own) : readAs(documentList, options.corpus ?? '');
  const terms = own?.glossary ?? [];
  if (options.questions === undefined && !own) {
    throw new DeskError(
      'questions-invalid',
      'A corpus of its own needs questions of its own: name them with --questions.',
    );
  }
  const questions =
    options.questions === undefined ? loadQuestions(knowledgeDir) : readAs(questionList, options.questions);
  const result = evaluate(documents, questions, () => performance.now(), terms, {
    calibration: own?.calibration ?? undefined,
  });
  output.out(options.json ? JSON.stringify(result) : table(documents, result));
  return 0;
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
