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
  /** Trials over the same texts, cut differently: together they count as much as any other group. */
  group: string;
  documents: MatchDocument[];
  questions: LabelledQuestion[];
}

/** Keeps weights small, as the trials are few and unlike one another. */
const RIDGE = 0.003;
const LEAVE_OUT_EVERY = 4;
const TESTED = 10;
const HOLD_BACK_EVERY = 3;

/**
 * The calibration for corpora without labelled questions. Six groups of trials count the same: this corpus without its
 * counter-examples, whole and with four phrasings an entry; the phrasings (never the test questions) of two public sets,
 * some held back as questions; and an FAQ with one phrasing and one answer an entry that was written for this, with
 * questions in other words. Where a set has no questions without an answer, every fourth intent is taken out, cut in
 * every way that this allows. Settled is from the threshold on where the mean Matthews correlation is best.
 */
export function deriveGeneral(root: string, publicFolder: string): Calibration {
  const trials = [...ownTrials(root), ...publicTrials(publicFolder), ...writtenTrials()];
  const samples = trials.map(samplesOf);
  const inGroup = (name: string) => trials.filter(({ group }) => group === name).length;
  const shares = trials.map(({ group }) => 1 / inGroup(group));
  const share = new Map(samples.flatMap((list, i) => list.map((sample) => [sample, (shares[i] ?? 0) / list.length])));
  const weights = fitWeights(samples.flat(), (sample) => share.get(sample) ?? 0, RIDGE);
  const judged = trials.map((trial) => judge(trial, weights));
  const means = THRESHOLDS.map((threshold) => {
    const sum = judged.reduce((total, answers, i) => total + (shares[i] ?? 0) * correlation(answers, threshold), 0);
    return { threshold, mean: sum / new Set(trials.map(({ group }) => group)).size };
  });
  const best = Math.max(...means.map(({ mean }) => mean));
  const settle = means.findLast(({ mean }) => mean === best)?.threshold ?? 1;
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
    { group: 'own', documents, questions },
    { group: 'own, few phrasings', documents: few, questions },
  ];
}

function gaps(): number[] {
  return Array.from({ length: LEAVE_OUT_EVERY }, (_, i) => i);
}

/** Held-back phrasings are easier than what people type; these questions say it as eight different people would. */
function writtenTrials(): Trial[] {
  const { documents, questions } = readSet(join(import.meta.dirname, 'trials', 'webapps'));
  return gaps().map((gap) => withGaps({ group: 'written', documents, questions }, gap));
}

function publicTrials(folder: string): Trial[] {
  const banking = readSet(join(folder, 'banking77')).documents;
  const mattress = readSet(join(folder, 'sofmattress')).documents;
  const parts = Array.from({ length: HOLD_BACK_EVERY }, (_, i) => i);
  return [
    ...gaps().map((gap) => withGaps(shots(banking, 10), gap)),
    ...gaps().map((gap) => withGaps(shots(banking, 60), gap)),
    ...gaps().flatMap((gap) => parts.map((part) => withGaps(heldBack(mattress, part), gap))),
  ];
}

/** So many phrasings an intent, ten more as questions. */
function shots(documents: readonly MatchDocument[], count: number): Trial {
  const use = (place: number) => (place < count ? 'learn' : place < count + TESTED ? 'ask' : 'leave');
  return split(`shots of ${count}`, documents, use);
}

/** Every so many-th phrasing as a question. */
function heldBack(documents: readonly MatchDocument[], part: number): Trial {
  return split('held back', documents, (place) => (place % HOLD_BACK_EVERY === part ? 'ask' : 'learn'));
}

function split(
  group: string,
  documents: readonly MatchDocument[],
  use: (place: number) => 'learn' | 'ask' | 'leave',
): Trial {
  const taken = documents.map(({ id, phrasings }) => {
    const mixed = [...phrasings].sort((a, b) => hash(a) - hash(b));
    return { id, learn: mixed.filter((_, i) => use(i) === 'learn'), ask: mixed.filter((_, i) => use(i) === 'ask') };
  });
  return {
    group,
    documents: taken.map(({ id, learn }) => ({ id, phrasings: learn })),
    questions: taken.flatMap(({ id, ask }) => ask.map((text) => ({ text, accept: [id] }))),
  };
}

/** Takes every fourth intent out; its questions stay. */
function withGaps({ group, documents, questions }: Trial, first: number): Trial {
  const out = new Set(documents.filter((_, i) => i % LEAVE_OUT_EVERY === first).map(({ id }) => id));
  return {
    group,
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
