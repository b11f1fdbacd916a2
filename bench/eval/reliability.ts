import type { Bin, Reliability } from './form.ts';
import { isRight, type Observation } from './observe.ts';
import { round } from './round.ts';

/** One answer: how sure it was, 0 to 1, and whether it was right. */
export interface Sample {
  confidence: number;
  right: boolean;
}

const WIDTH_BINS = 10;
const MASS_BINS = 15;

/** Over all questions but fragments, which have no single right entry. Figures are rounded for the record. */
export function measureReliability(observations: readonly Observation[]): Reliability {
  const samples = observations
    .filter(({ kind }) => kind !== 'fragment')
    .map((each): Sample => ({ confidence: each.confidence, right: isRight(each) }));
  const equalWidth = equalWidthBins(samples, WIDTH_BINS);
  const equalMass = equalMassBins(samples, MASS_BINS);
  return {
    n: samples.length,
    ece: round(calibrationError(equalWidth)),
    eceEqualMass: round(calibrationError(equalMass)),
    brier: round(brier(samples)),
    equalWidth: equalWidth.map(rounded),
    equalMass: equalMass.map(rounded),
  };
}

/** [0, 0.1), [0.1, 0.2) …, the last one with its upper end; empty bins are left out. */
export function equalWidthBins(samples: readonly Sample[], bins: number): Bin[] {
  const at = ({ confidence }: Sample) => Math.min(bins - 1, Math.floor(confidence * bins));
  const groups = Map.groupBy(samples, at);
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([index, group]) => describe(group, index / bins, (index + 1) / bins));
}

/**
 * Bins of about as many samples each. Samples of the same confidence stay together, in the bin where their middle
 * falls, so that the order of the questions changes nothing; there may be fewer bins than asked for.
 */
export function equalMassBins(samples: readonly Sample[], bins: number): Bin[] {
  const sorted = [...samples].sort((a, b) => a.confidence - b.confidence);
  const groups = new Map<number, Sample[]>();
  let before = 0;
  for (const [, ties] of Map.groupBy(sorted, ({ confidence }) => confidence)) {
    const index = Math.floor((bins * (before + ties.length / 2)) / sorted.length);
    groups.set(index, [...(groups.get(index) ?? []), ...ties]);
    before += ties.length;
  }
  return [...groups.values()].map((group) => describe(group, group[0]?.confidence ?? 0, group.at(-1)?.confidence ?? 0));
}

/** Mean distance of confidence and share right over the bins, weighed by their size (Naeini et al. 2015); 0 without samples. */
export function calibrationError(bins: readonly Bin[]): number {
  const all = bins.reduce((total, { n }) => total + n, 0);
  return all === 0
    ? 0
    : bins.reduce((total, { n, confidence, right }) => total + n * Math.abs(confidence - right), 0) / all;
}

/** Mean squared distance of confidence and truth (Brier 1950); 0 without samples. */
export function brier(samples: readonly Sample[]): number {
  return mean(samples.map(({ confidence, right }) => (confidence - Number(right)) ** 2));
}

function describe(group: readonly Sample[], from: number, to: number): Bin {
  const confidence = mean(group.map((sample) => sample.confidence));
  return { from, to, n: group.length, confidence, right: mean(group.map(({ right }) => Number(right))) };
}

function rounded({ from, to, n, confidence, right }: Bin): Bin {
  return { from: round(from), to: round(to), n, confidence: round(confidence), right: round(right) };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
