import { createHash } from 'node:crypto';
import { DeskError } from '../errors.ts';
import type { Question } from '../knowledge/questions.ts';
import type { Corpus } from '../knowledge/types.ts';
import { type Calibration, confidenceOf, SIGNS, type Sign, type Signs, signsOf } from './calibration.ts';
import { corpusDocuments } from './intent.ts';
import { fitLogistic } from './logistic.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import type { Part } from './model.ts';

/** What the ranking made of a labelled question that is no fragment. */
export interface Sample {
  signs: Signs;
  /** The first match is one of the right ones. */
  isRight: boolean;
  /** The corpus answers it; else it lies near (shares the corpus' words), or far. */
  scope: 'in' | 'near' | 'far';
}

/**
 * What may be settled, as shares: of the questions in scope, those on a wrong entry; of the near and far ones, all. Half
 * of what the product promises (docs/accuracy.md), since what people ask is harder than what was written to measure it.
 */
export const LIMITS = { wrong: 0.01, near: 0.04, far: 0 };

/** Fewer questions, in scope or not, say too little. */
const FEWEST_SAMPLES = 50;
/** Parts that the samples are cut into, so that no threshold comes from a confidence whose weights saw the question. */
const FOLDS = 5;
const RIDGE = 1e-4;
/** Whole hundredths, ascending. */
export const THRESHOLDS = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

interface Judged extends Sample {
  confidence: number;
}

/**
 * The calibration of a corpus by its labelled questions, fragments aside, with a short hash over what it was derived
 * from. Throws 'questions-invalid' where there are too few.
 */
export function calibrationOf(
  corpus: Corpus,
  questions: readonly Question[],
  without: ReadonlySet<Part> = new Set(),
): Calibration & { corpus: string } {
  const documents = corpusDocuments(corpus);
  const matcher = createMatcher(documents, corpus.glossary, without);
  const samples = questions.filter(({ fragment }) => !fragment).map((question) => sampleOf(matcher, question));
  const inScope = samples.filter(({ scope }) => scope === 'in').length;
  if (Math.min(inScope, samples.length - inScope) < FEWEST_SAMPLES) {
    throw new DeskError(
      'questions-invalid',
      `A calibration needs at least ${FEWEST_SAMPLES} questions that the corpus answers and as many that it does not; there are ${inScope} and ${samples.length - inScope}.`,
    );
  }
  const hash = createHash('sha256').update(JSON.stringify([documents, corpus.glossary, questions]));
  return { corpus: hash.digest('hex').slice(0, 12), ...deriveCalibration(samples) };
}

export function sampleOf(
  matcher: Matcher,
  { text, accept, style }: Pick<Question, 'text' | 'accept' | 'style'>,
): Sample {
  const ranking = matcher.rank(text);
  const first = ranking.matches[0]?.id ?? '';
  const far = style === 'near-miss' ? 'near' : 'far';
  return { signs: signsOf(ranking), isRight: accept.includes(first), scope: accept.length > 0 ? 'in' : far };
}

/** Weights from all samples; thresholds from the confidences of samples that the weights were not fitted to. */
export function deriveCalibration(samples: readonly Sample[]): Calibration {
  const folds = Array.from({ length: FOLDS }, (_, fold) => fitWeights(samples.filter((_, i) => i % FOLDS !== fold)));
  const unseen = folds.flatMap((weights, fold) =>
    samples
      .filter((_, i) => i % FOLDS === fold)
      .map((sample) => ({ ...sample, confidence: confidenceOf(sample.signs, weights) })),
  );
  // 1, where no threshold keeps the limits: then nothing is settled.
  const settle = THRESHOLDS.find((threshold) => isWithinLimits(unseen, threshold)) ?? 1;
  const choose = Math.min(chooseThreshold(unseen, settle), settle);
  return { weights: fitWeights(samples), thresholds: { settle, choose } };
}

/**
 * `weight`: how much a sample counts beside the others. A sign that would speak against an answer only echoes another one:
 * it is left out, and its weight is 0.
 */
export function fitWeights(
  samples: readonly Sample[],
  weight: (sample: Sample) => number = () => 1,
  ridge = RIDGE,
): Calibration['weights'] {
  let signs: readonly Sign[] = SIGNS;
  for (;;) {
    const observations = samples.map((sample) => ({
      signs: signs.map((sign) => sample.signs[sign]),
      isTrue: sample.isRight,
      weight: weight(sample),
    }));
    const [bias = 0, ...fitted] = fitLogistic(observations, signs.length, ridge);
    const weights = new Map(signs.map((sign, i) => [sign, round(fitted[i] ?? 0)]));
    const speaking = signs.filter((sign) => (weights.get(sign) ?? 0) >= 0);
    if (speaking.length === signs.length) {
      const [lead, neighbour, support, length] = SIGNS.map((sign) => weights.get(sign) ?? 0);
      return {
        bias: round(bias),
        lead: lead ?? 0,
        neighbour: neighbour ?? 0,
        support: support ?? 0,
        length: length ?? 0,
      };
    }
    signs = speaking;
  }
}

/** Two decimals tell confidences apart by less than a hundredth. */
function round(weight: number): number {
  return Math.round(weight * 100) / 100;
}

function isWithinLimits(samples: readonly Judged[], threshold: number): boolean {
  const share = (scope: Sample['scope'], limit: number) => {
    const all = samples.filter((sample) => sample.scope === scope);
    const settled = all.filter(({ confidence, isRight }) => confidence >= threshold && !isRight);
    return settled.length <= limit * all.length;
  };
  return share('in', LIMITS.wrong) && share('near', LIMITS.near) && share('far', LIMITS.far);
}

/**
 * Among the questions that are not settled, the threshold that tells those with the right entry first best from the
 * others: by the difference between the shares of both that lie above it (Youden's J). Of those that are as good but for one
 * right question, the highest: a choice of wrong entries costs a tap, and looks as if the question had not been read.
 */
export function chooseThreshold(samples: readonly Judged[], settle: number): number {
  const open = samples.filter(({ confidence }) => confidence < settle);
  const shareAbove = (isRight: boolean, threshold: number) => {
    const all = open.filter((sample) => sample.isRight === isRight);
    return all.filter(({ confidence }) => confidence >= threshold).length / Math.max(1, all.length);
  };
  const gain = (threshold: number) => shareAbove(true, threshold) - shareAbove(false, threshold);
  const best = Math.max(...THRESHOLDS.map(gain));
  const one = 1 / Math.max(1, open.filter(({ isRight }) => isRight).length);
  return THRESHOLDS.findLast((threshold) => gain(threshold) >= best - one) ?? settle;
}
