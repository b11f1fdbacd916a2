import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Thresholds } from '../../src/intent/types.ts';
import { coverageChart } from './coverageChart.ts';
import { coverageCurve } from './curve.ts';
import { type AccuracyRecord, recordForm } from './form.ts';
import type { Measured } from './measure.ts';
import { WORST, worstMisses } from './misses.ts';
import { accuracyPage } from './page.ts';
import { reliabilityChart } from './reliabilityChart.ts';

const RECORD = 'accuracy.json';

export interface Run {
  report: Measured;
  tune: Measured;
  thresholds: Thresholds;
  public: AccuracyRecord['public'];
}

/** What docs/accuracy.json keeps; no question's text. `day`: of the run. */
export function recordOf({ report, tune, thresholds, public: sets }: Run, day: string): AccuracyRecord {
  const misses = worstMisses(report.observations, WORST).map(({ text: _text, ...miss }) => miss);
  return {
    recorded: day,
    thresholds: { settle: thresholds.settle, choose: thresholds.choose },
    report: { ...report.figures, misses },
    tune: tune.figures,
    public: sets,
  };
}

/** Null where nothing was recorded yet, or in an older form: it is written anew either way. */
export function readRecord(docs: string): AccuracyRecord | null {
  const path = join(docs, RECORD);
  return existsSync(path) ? (recordForm.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null) : null;
}

/** The record, and the page and the charts that are made of the same run. Returns the names of the files. */
export function writeRecord(docs: string, run: Run, record: AccuracyRecord): string[] {
  const curve = coverageCurve(run.report.observations, run.thresholds);
  const files = {
    [RECORD]: `${JSON.stringify(record, null, 2)}\n`,
    'accuracy.md': accuracyPage(record),
    'coverage.svg': coverageChart(curve, run.report.figures.operating, run.thresholds.settle),
    'reliability.svg': reliabilityChart(run.report.figures.reliability),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(docs, name), content);
  return Object.keys(files);
}
