import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../adapters/cli/output.ts';
import { createIntent } from '../../src/intent/intent.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { ablationPage } from './ablation.ts';
import type { AccuracyRecord } from './form.ts';
import { deriveGeneral } from './general.ts';
import { measureSplit } from './measure.ts';
import { WORST, worstMisses } from './misses.ts';
import { printed } from './print.ts';
import { measurePublicSets } from './publicSets.ts';
import { type Run, readRecord, recordOf, writeRecord } from './record.ts';

export interface EvalOptions {
  /** The day of the run, as in 2026-11-22. */
  date: string;
  json?: boolean;
  write?: boolean;
  /** Folder of the public sets. */
  public?: string;
  showReport?: boolean;
}

/** Measures both splits of the corpus in `root`/knowledge; prints, and writes to `root`/docs where asked to. */
export function runEval(root: string, options: EvalOptions, output: Output): void {
  const knowledge = join(root, 'knowledge');
  const docs = join(root, 'docs');
  const intent = createIntent(loadCorpus(knowledge));
  const run: Run = {
    report: measureSplit(intent, knowledge, 'report'),
    tune: measureSplit(intent, knowledge, 'tune'),
    // Those in use, whatever they are made of.
    thresholds: intent.understand('').explanation.thresholds,
    public: publicFigures(options, output) ?? readRecord(docs)?.public ?? null,
  };
  const record = recordOf(run, options.date);
  const misses = {
    report: options.showReport ? worstMisses(run.report.observations, WORST) : record.report.misses,
    tune: worstMisses(run.tune.observations, WORST),
  };
  output.out(options.json ? JSON.stringify({ ...record, misses }) : printed(record, misses));
  if (options.write) output.err(`Written to ${docs}: ${writeRecord(docs, run, record).join(', ')}`);
}

/** What each part gives, as a table; with `write` docs/ablation.md. */
export function runAblation(root: string, { write, public: folder, date }: EvalOptions, output: Output): void {
  const page = ablationPage(root, folder, date);
  output.out(page);
  if (write) writeFileSync(join(root, 'docs', 'ablation.md'), page);
}

/** The constants of GENERAL in src/intent/calibration.ts, to be copied there by hand. */
export function runGeneral(root: string, publicFolder: string, output: Output): void {
  output.out(JSON.stringify(deriveGeneral(root, publicFolder), null, 2));
}

function publicFigures({ public: folder, date }: EvalOptions, output: Output): AccuracyRecord['public'] {
  if (folder === undefined) return null;
  const { sets, skipped } = measurePublicSets(folder);
  for (const reason of skipped) output.err(reason);
  return sets.length === 0 ? null : { recorded: date, sets };
}
