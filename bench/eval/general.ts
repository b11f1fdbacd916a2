import { join } from 'node:path';
import { chooseThreshold, fitWeights, type Sample, sampleOf, THRESHOLDS } from '../../src/intent/calibrate.ts';
import { type Calibration, confidenceOf } from '../../src/intent/calibration.ts';
import { createClassifier } from '../../src/intent/classifier.ts';
import { type LabelledQuestion, matthews } from '../../src/intent/evaluate.ts';
import { corpusDocuments } from '../../src/intent/intent.ts';
import { createMatcher } from '../../src/intent/matcher.ts';
import type { MatchDocument } from '../../src/intent/model.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { loadQuestions } from '../../src/knowledge/questions.ts';
import { readSet } from './publicSets.ts';

/** A made-up corpus with questions to it, some of which it does not answer. */
interface Trial {
  documents: MatchDocument[];
  questions: LabelledQuestion[];
}

/** Keeps weights small, as the trials are few and unlike one another. */
const RIDGE = 0.003;
const LEAVE_OUT_EVERY = 4;
const TESTED = 10;
/** Correlation given up for silence instead of wrong answers. */
const GIVEN_UP = 0.003;

/**
 * The calibration for corpora without labelled questions. Six trials count the same: this corpus without its
 * counter-examples, whole and with four phrasings an entry; and the phrasings (never the test questions) of two public
 * sets, some held back as questions, every fourth intent taken out so that its questions have no answer. Settled is
 * from the highest threshold on where the mean Matthews correlation over the trials is about as good as the best.
 */
export function deriveGeneral(root: string, publicFolder: string): Calibration {
  const trials = [...ownTrials(root), ...publicTrials(publicFolder)];
  const samples = trials.map(samplesOf);
  const share = new Map(samples.flatMap((list) => list.map((sample) => [sample, 1 / list.length])));
  const weights = fitWeights(samples.flat(), (sample) => share.get(sample) ?? 0, RIDGE);
  const judged = trials.map((trial) => judge(trial, weights));
  const means = THRESHOLDS.map((threshold) => {
    const sum = judged.reduce((total, answers) => total + correlation(answers, threshold), 0);
    return { threshold, mean: sum / judged.length };
  });
  const best = Math.max(...means.map(({ mean }) => mean));
  const settle = means.findLast(({ mean }) => mean >= best - GIVEN_UP)?.threshold ?? 1;
  const unsettled = samples
    .flat()
    .map((sample) => ({ ...sample, confidence: confidenceOf(sample.signs, weights) }))
    .filter(({ confidence }) => confidence < settle);
  return { weights, thresholds: { settle, choose: chooseThreshold(unsettled, settle) } };
}

function samplesOf({ documents, questions }: Trial): Sample[] {
  const matcher = createMatcher(documents);
  return questions.map(({ text, accept }) => sampleOf(matcher, { text, accept: [...accept], style: '' }));
}

interface Judged {
  gold: string;
  first: string;
  /** 0 where it is never settled, a fragment that another intent shares. */
  confidence: number;
}

function judge({ documents, questions }: Trial, weights: Calibration['weights']): Judged[] {
  const calibration = { weights, thresholds: { settle: 0, choose: 0 } };
  const { classify } = createClassifier(documents, [], { calibration });
  return questions.map(({ text, accept }) => {
    const { outcome, candidates } = classify(text);
    const { id = '', confidence = 0 } = candidates[0] ?? {};
    const gold = accept.includes(id) ? id : (accept[0] ?? '');
    return { gold, first: id, confidence: outcome === 'settled' ? confidence : 0 };
  });
}

function correlation(judged: readonly Judged[], threshold: number): number {
  return matthews(
    judged.map(({ gold, first, confidence }) => ({ gold, predicted: confidence >= threshold ? first : '' })),
  );
}

function ownTrials(root: string): Trial[] {
  const knowledge = join(root, 'knowledge');
  const documents = corpusDocuments(loadCorpus(knowledge)).filter(({ outside }) => !outside);
  const questions = loadQuestions(knowledge, ['calibrate']).filter(({ fragment }) => !fragment);
  const few = documents.map(({ id, phrasings }) => ({ id, phrasings: phrasings.slice(0, 4) }));
  return [
    { documents, questions },
    { documents: few, questions },
  ];
}

function publicTrials(folder: string): Trial[] {
  const banking = readSet(join(folder, 'banking77')).documents;
  const mattress = readSet(join(folder, 'sofmattress')).documents;
  return [
    withGaps(shots(banking, 10), 0),
    withGaps(shots(banking, 60), 1),
    withGaps(heldBack(mattress, 3), 0),
    withGaps(heldBack(mattress, 3), 2),
  ];
}

/** So many phrasings an intent, ten more as questions. */
function shots(documents: readonly MatchDocument[], count: number): Trial {
  return split(documents, (place) => (place < count ? 'learn' : place < count + TESTED ? 'ask' : 'leave'));
}

/** Every so many-th phrasing as a question. */
function heldBack(documents: readonly MatchDocument[], every: number): Trial {
  return split(documents, (place) => (place % every === 0 ? 'ask' : 'learn'));
}

function split(documents: readonly MatchDocument[], use: (place: number) => 'learn' | 'ask' | 'leave'): Trial {
  const taken = documents.map(({ id, phrasings }) => {
    const mixed = [...phrasings].sort((a, b) => hash(a) - hash(b));
    return { id, learn: mixed.filter((_, i) => use(i) === 'learn'), ask: mixed.filter((_, i) => use(i) === 'ask') };
  });
  return {
    documents: taken.map(({ id, learn }) => ({ id, phrasings: learn })),
    questions: taken.flatMap(({ id, ask }) => ask.map((text) => ({ text, accept: [id] }))),
  };
}

/** Takes every fourth intent out; its questions stay. */
function withGaps({ documents, questions }: Trial, first: number): Trial {
  const out = new Set(documents.filter((_, i) => i % LEAVE_OUT_EVERY === first).map(({ id }) => id));
  return {
    documents: documents.filter(({ id }) => !out.has(id)),
    questions: questions.map(({ text, accept }) => ({ text, accept: accept.filter((id) => !out.has(id)) })),
  };
}

/** An order that is the same on every run, and has nothing to do with the order of the set. FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
