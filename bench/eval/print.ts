import type { AccuracyRecord, Miss } from './form.ts';
import type { ToldMiss } from './misses.ts';
import {
  binTable,
  confusionTable,
  fragmentTable,
  inScopeTable,
  missTable,
  operatingTable,
  outsideTable,
  publicTable,
  reliabilitySummary,
  summaryTable,
} from './tables.ts';

/** The reporting split's without their texts, unless they were asked for. */
interface Misses {
  report: readonly (Miss | ToldMiss)[];
  tune: readonly ToldMiss[];
}

/** Everything that `npm run eval` shows in a terminal. */
export function printed(record: AccuracyRecord, misses: Misses): string {
  const { report, tune, public: sets } = record;
  const parts: [string, string][] = [
    ['Summary', summaryTable(record)],
    ['Reporting split, in scope', inScopeTable(report)],
    ['Reporting split, out of scope', outsideTable(report)],
    ['Reporting split, fragments', fragmentTable(report)],
    ['Reporting split, at the thresholds', operatingTable(record, report)],
    ['Reporting split, calibration', reliabilitySummary(report)],
    ['Reporting split, bins of equal width', binTable(report.reliability.equalWidth, 1)],
    ['Reporting split, bins of equal mass', binTable(report.reliability.equalMass, 3)],
    ['Reporting split, confusions', confusionTable(report.confusions)],
    ['Tuning split, confusions', confusionTable(tune.confusions)],
    ['Reporting split, worst misses', missList(misses.report)],
    ['Tuning split, worst misses', missList(misses.tune)],
    ...(sets ? [[`Public sets, measured on ${sets.recorded}`, publicTable(sets.sets)] as [string, string]] : []),
  ];
  return parts.map(([title, body]) => `## ${title}\n\n${body}`).join('\n\n');
}

/** Whole sentences would make a table too wide: they stand below their line. */
function missList(misses: readonly (Miss | ToldMiss)[]): string {
  const told = misses.filter((miss) => 'text' in miss);
  if (told.length === 0) return missTable(misses);
  return told
    .map(({ outcome, confidence, style, accepted, first, text }) => {
      return `${outcome} ${confidence.toFixed(3)}, ${style}: ${accepted} → ${first}\n    ${JSON.stringify(text)}`;
    })
    .join('\n');
}
