import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { DeskError } from '../errors.ts';
import { readAs } from './readAs.ts';
import { questionFile } from './schema.ts';

export type Question = z.infer<typeof questionFile>[number];

/**
 * `report`: nothing is fitted to it, so that its figures hold for new questions. `calibrate`: confidence and thresholds
 * are, and nothing else: phrasings taken from its misses would make it easier than what people ask. `tune`: the rest.
 */
export type Split = 'tune' | 'calibrate' | 'report';

/** A split's files begin with its name: report-in-scope.yaml. */
function splitOf(file: string): Split {
  if (file.startsWith('report-')) return 'report';
  return file.startsWith('calibrate-') ? 'calibrate' : 'tune';
}

/** The corpus' labelled questions, in the order of the files in its folder `questions`; without `splits` all of them. */
export function loadQuestions(knowledgeDir: string, splits?: readonly Split[]): Question[] {
  const folder = join(knowledgeDir, 'questions');
  const names = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.yaml')).sort();
  const wanted = names.filter((name) => splits === undefined || splits.includes(splitOf(name)));
  if (wanted.length === 0) {
    const which = splits === undefined ? 'questions' : `questions of the split ${splits.join(', ')}`;
    throw new DeskError('questions-invalid', `${folder} holds no ${which}: add a file there, or name one.`);
  }
  return wanted.flatMap((name) => readAs(questionFile, join(folder, name)));
}
