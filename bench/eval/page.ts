import type { AccuracyRecord } from './form.ts';
import { WORST } from './misses.ts';
import { PUBLIC_SETS } from './publicSets.ts';
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

/** docs/accuracy.md, whole: made of the record alone, so that a test can compare the two. */
export function accuracyPage(record: AccuracyRecord): string {
  const { recorded, report } = record;
  return `${[
    '# How well questions find their entries',
    `Written by \`npm run eval -- --write\`, not by hand. Measured on ${recorded}. \`npm test\` measures again and fails where a
figure has got worse than [accuracy.json](accuracy.json) records by more than one point, or misses its target.`,
    `The labelled questions stand in \`knowledge/questions\`, in two splits. The layer's constants are fitted on the **tuning**
split, nothing on the **reporting** split; \`npm run eval\` keeps its texts to itself. All figures below are of this one
where nothing else is said. The questions were written for this corpus and with knowledge of it: they are easier than
what others will ask.`,
    '## Summary',
    summaryTable(record),
    `'Near misses' are about the same product and share the FAQ's words, and the FAQ does not answer them. 'Everything else'
is other IT, small talk, gibberish, other languages and injected instructions. Settled: one entry is answered with.`,
    '## Questions that have an answer',
    inScopeTable(report),
    `Right first: an accepted entry is ranked first. First three: one is among them. Both ignore the thresholds. Settled: the
question is answered, rightly or not. Settled wrong: answered with an entry that is not accepted. Choice: up to four
entries are offered. What is neither settled nor a choice gets 'I do not know'.`,
    '## Questions out of scope',
    outsideTable(report),
    `Every settled one is a wrong answer. A choice costs the person a tap on 'none of these'.`,
    '## Fragments',
    fragmentTable(report),
    `A fragment ('certificate') fits several entries by design. Holds all accepted: it becomes a choice that shows every
accepted entry, or four where there are more, the most that a choice shows. Holds two: the choice shows at least two
accepted ones. Settled: answered with one entry where the person should have been asked.`,
    '## Precision and coverage',
    operatingTable(record, report),
    `Coverage: share of the questions with an answer that are settled. Precision: share of all settled questions, those out of
scope included, that are settled on an accepted entry. The curve shows both for every other threshold, with fragments
left out.`,
    '![Precision against coverage on the reporting split, with the threshold in use marked](coverage.svg)',
    '## Calibration',
    reliabilitySummary(report),
    `A confidence of 0.8 should be right in 8 of 10 cases. Expected calibration error (ECE): questions are put into bins by the
confidence of their first entry; the mean distance between a bin's mean confidence and its share of right first entries,
weighed by the bins' sizes. Brier score: mean squared distance between confidence and truth (1 right, 0 wrong). Both run
over all questions but the fragments; one out of scope is never right; without any entry the confidence is 0. 0 is best.`,
    '![Share of right first entries against mean confidence on the reporting split](reliability.svg)',
    `The upright lines of the picture are Wilson's 95 % intervals: bins of few questions say little. Bins of equal width:`,
    binTable(report.reliability.equalWidth, 1),
    'Bins of equal mass, where questions of the same confidence stay together:',
    binTable(report.reliability.equalMass, 3),
    '## Confusions',
    'An accepted entry, the one that was ranked first instead, and how many questions did so.',
    confusionTable(report.confusions),
    '## Worst misses',
    `A wrong entry first, an answer or a choice for a question out of scope, or a settled fragment: settled ones first, then by
confidence, at most ${WORST}. The texts are left out, so that nobody tunes on them.`,
    missTable(report.misses),
    ...publicPart(record),
  ].join('\n\n')}\n`;
}

function publicPart({ public: sets }: AccuracyRecord): string[] {
  if (sets === null) return [];
  const measured = new Set(sets.sets.map(({ name }) => name));
  const sources = PUBLIC_SETS.filter(({ name }) => measured.has(name)).map(
    ({ name, source }) => `- ${name}: ${source}`,
  );
  return [
    '## Public sets',
    publicTable(sets.sets),
    `Measured on ${sets.recorded} with \`npm run eval -- --public\`: the same layer, its constants unchanged, over the phrasings of
each set. First, first three: share of the questions with an answer, thresholds ignored. Out of scope, not settled: share
of the questions without an answer that were given none; '–' where a set has no such questions. MCC: Matthews correlation
over all classes, 'not settled' being one of them; 1 is best, 0 is chance.`,
    sources.join('\n'),
  ];
}
