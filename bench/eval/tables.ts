import { FIGURES, type FigureName, meets, TARGETS } from './figures.ts';
import type { AccuracyRecord, Bin, Confusion, Miss, PublicFigures, SplitFigures } from './form.ts';
import { countOf, percent, table } from './table.ts';
import { sum } from './tally.ts';

/** Every table, as the terminal prints it and docs/accuracy.md holds it. */

export function summaryTable({ report, tune }: Pick<AccuracyRecord, 'report' | 'tune'>): string {
  const names = Object.keys(FIGURES) as FigureName[];
  const rows = names.map((name) => {
    const figure = FIGURES[name];
    const target: number | undefined = name in TARGETS ? TARGETS[name as keyof typeof TARGETS] : undefined;
    const measured = figure.of(report);
    const wanted = target === undefined ? '–' : `${figure.better === 'higher' ? '≥' : '≤'} ${percent(target)}`;
    const met = target === undefined ? '–' : meets(figure, target, measured) ? 'yes' : 'no';
    return [figure.name, percent(measured, 2), wanted, met, percent(figure.of(tune), 2)];
  });
  return table(['', 'reporting', 'target', 'met', 'tuning'], rows);
}

export function inScopeTable({ inScope }: SplitFigures): string {
  const all = {
    style: 'all',
    n: sum(inScope, 'n'),
    first: sum(inScope, 'first'),
    third: sum(inScope, 'third'),
    settled: sum(inScope, 'settled'),
    settledWrong: sum(inScope, 'settledWrong'),
    choice: sum(inScope, 'choice'),
  };
  const rows = [...inScope, all].map(({ style, n, ...row }) => [
    style,
    String(n),
    ...[row.first, row.third, row.settled, row.settledWrong, row.choice].map((part) => countOf(part, n)),
  ]);
  return table(['style', 'n', 'right first', 'first three', 'settled', 'settled wrong', 'choice'], rows);
}

export function outsideTable({ outside }: SplitFigures): string {
  const all = { style: 'all', n: sum(outside, 'n'), settled: sum(outside, 'settled'), choice: sum(outside, 'choice') };
  const rows = [...outside, all].map(({ style, n, settled, choice }) => [
    style,
    String(n),
    ...[settled, choice, n - settled - choice].map((part) => countOf(part, n)),
  ]);
  return table(['style', 'n', 'settled (wrong)', 'choice', 'unknown'], rows);
}

export function fragmentTable({ fragments: { n, choice, holdsAll, holdsTwo, settled } }: SplitFigures): string {
  const row = [String(n), ...[choice, holdsAll, holdsTwo, settled].map((part) => countOf(part, n))];
  return table(['n', 'choice', 'holds all accepted', 'holds two', 'settled'], [row], 0);
}

export function operatingTable(
  { thresholds }: Pick<AccuracyRecord, 'thresholds'>,
  { operating }: SplitFigures,
): string {
  const { inScope, inScopeSettled, settled, right } = operating;
  const rows = [
    ['coverage', `${inScopeSettled} of ${inScope}`, percent(inScope === 0 ? null : inScopeSettled / inScope, 2)],
    ['precision', `${right} of ${settled}`, percent(settled === 0 ? null : right / settled, 2)],
  ];
  return table([`settled from ${thresholds.settle}, choice from ${thresholds.choose}`, '', ''], rows);
}

export function reliabilitySummary({ reliability: { n, ece, eceEqualMass, brier } }: SplitFigures): string {
  const row = [String(n), ece.toFixed(4), eceEqualMass.toFixed(4), brier.toFixed(4)];
  return table(['n', 'ECE, 10 bins of equal width', 'ECE, 15 bins of equal mass', 'Brier score'], [row], 0);
}

export function binTable(bins: readonly Bin[], decimals: number): string {
  const rows = bins.map(({ from, to, n, confidence, right }) => [
    `${from.toFixed(decimals)} – ${to.toFixed(decimals)}`,
    String(n),
    confidence.toFixed(3),
    right.toFixed(3),
  ]);
  return table(['confidence', 'n', 'mean confidence', 'share right'], rows);
}

export function confusionTable(confusions: readonly Confusion[]): string {
  if (confusions.length === 0) return 'None: every question has a right entry first.';
  const rows = confusions.map(({ accepted, first, count }) => [accepted, first, String(count)]);
  return table(['accepted', 'ranked first', 'questions'], rows, 2);
}

export function missTable(misses: readonly Miss[]): string {
  if (misses.length === 0) return 'None.';
  const rows = misses.map(({ outcome, style, accepted, first, confidence }) => {
    return [outcome, style, accepted, first, confidence.toFixed(3)];
  });
  return table(['outcome', 'style', 'accepted', 'ranked first', 'confidence'], rows, 4);
}

export function publicTable(sets: readonly PublicFigures[]): string {
  const rows = sets.map(({ name, intents, n, top1, top3, oosRecall, mcc }) => [
    name,
    ...[intents, n].map(String),
    ...[top1, top3, oosRecall].map((share) => percent(share)),
    mcc.toFixed(3),
  ]);
  return table(['set', 'intents', 'questions', 'first', 'first three', 'out of scope, not settled', 'MCC'], rows);
}
