import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { describeError, processOutput } from '../../adapters/cli/output.ts';
import { type EvalOptions, runAblation, runEval, runGeneral } from './run.ts';

type Flags = Omit<EvalOptions, 'public'> & { public?: string | true; ablation?: boolean; general?: boolean };

const root = join(import.meta.dirname, '..', '..');
const output = processOutput(process.env);

/** The one look at the clock: a figure is dated, and depends on nothing else outside the repository. */
const today = new Date().toISOString().slice(0, 10);

function day(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new InvalidArgumentError('Give a day such as 2026-11-22.');
}

const program = new Command('npm run eval --')
  .description('Measures the intent layer on the labelled questions of knowledge/questions.')
  .option('--json', 'print everything as one JSON object')
  .option('--write', 'write docs/accuracy.md, docs/accuracy.json, docs/coverage.svg and docs/reliability.svg')
  .option('--date <day>', 'the day that the written files name', day, today)
  .option('--public [folder]', 'also measure the public sets in this folder; without it: ../shared/intents')
  .option('--ablation', 'instead: what each part of the layer gives, one left out at a time; some minutes')
  .option('--general', 'instead: derive the calibration for corpora without labelled questions')
  .option('--show-report', 'show the texts of the reporting split: whoever tunes must not read them')
  .action(({ public: folder, ablation, general, ...rest }: Flags) => {
    const sets = typeof folder === 'string' ? folder : join(root, '..', 'shared', 'intents');
    const options = folder === undefined ? rest : { ...rest, public: sets };
    if (ablation) runAblation(root, options, output);
    else if (general) runGeneral(root, sets, output);
    else runEval(root, options, output);
  });

// A closed pipe (`npm run eval | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  program.parse();
} catch (error) {
  output.err(describeError(error));
  process.exitCode = 1;
}
