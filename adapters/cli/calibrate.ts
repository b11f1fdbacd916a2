import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { calibrationOf } from '../../src/intent/calibrate.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { loadQuestions } from '../../src/knowledge/questions.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';

const HEADER = `# From signs of certainty to confidence, and from which confidence on to answer. Derived from
# questions/calibrate-*.yaml by npm run calibrate: run that again when entries, glossary or questions change, never edit by hand.
`;

/** Derives the corpus' calibration from its questions and writes it beside them; `check`: only says if it is due. */
export function calibrate({ env, output }: Cli, { check = false }: { check?: boolean }): number {
  const { knowledgeDir } = configFrom(env);
  const path = join(knowledgeDir, 'calibration.yaml');
  const calibration = calibrationOf(loadCorpus(knowledgeDir), loadQuestions(knowledgeDir, ['calibrate']));
  const text = HEADER + stringify(calibration);
  const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (check) {
    output.out(isCurrent ? `${path} is up to date.` : `${path} is out of date: run npm run calibrate.`);
    return isCurrent ? 0 : 1;
  }
  writeFileSync(path, text);
  const { settle, choose } = calibration.thresholds;
  output.out(`${path}: settled from ${settle} on, offered as a choice from ${choose} on.`);
  return 0;
}
