import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { calibrationOf } from '../../src/intent/calibrate.ts';
import { evaluate } from '../../src/intent/evaluate.ts';
import { createIntent } from '../../src/intent/intent.ts';
import { PARTS, type Part } from '../../src/intent/model.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { loadQuestions } from '../../src/knowledge/questions.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import { FIGURES } from './figures.ts';
import { measureSplit } from './measure.ts';
import { readSet } from './publicSets.ts';
import { percent, table } from './table.ts';

/** What each part is, in the words of the page. */
const WHAT: Record<Part, string> = {
  words: 'words, stems and senses as features',
  pairs: 'pairs of neighbouring stems',
  letters: 'runs of 2 and 3 letters',
  synonyms: 'everyday synonyms',
  glossary: 'the glossary',
  spelling: 'correction of misspelt words (fuse.js)',
  english: 'the list of English words',
  linear: 'the linear separators',
  neighbours: 'the nearest phrasings',
  topics: 'the evidence word by word',
};

const SETS = ['sofmattress', 'stackfaq', 'banking77'];

interface Row {
  what: string;
  figures: string[];
}

/** docs/ablation.md: the reporting split and the public sets' first places, with one part left out at a time. */
export function ablationPage(root: string, publicFolder: string | undefined, date: string): string {
  const knowledge = join(root, 'knowledge');
  const corpus = loadCorpus(knowledge);
  const row = (what: string, without: Part[], used: Corpus = corpus): Row => ({
    what,
    figures: [...ownFigures(used, knowledge, new Set(without)), ...publicFigures(publicFolder, new Set(without))],
  });
  const rows = [
    row('nothing', []),
    ...PARTS.map((part) => row(WHAT[part], [part])),
    row('the counter-examples', [], { ...corpus, outside: [] }),
  ];
  const head = ['without', 'right first', 'settled', 'settled wrong', 'near misses settled', 'ECE', ...SETS];
  const body = table(
    head,
    rows.map(({ what, figures }) => [what, ...figures]),
  );
  return `${[
    '# What each part of the intent layer gives',
    `Written by \`npm run eval -- --ablation --public --write\`, not by hand. Measured on ${date}. One part is left out at a
time. The first five figures are of the reporting split (docs/accuracy.md tells what they mean), with confidence and
thresholds derived anew for each row; the last three are the public sets' share of questions with the right intent
first. No constant is chosen by this table: it tells whether a part is worth its keep.`,
    body,
  ].join('\n\n')}\n`;
}

/** Confidence and thresholds are derived anew for each row: a part may not look good by a calibration made for it. */
function ownFigures(corpus: Corpus, knowledge: string, without: ReadonlySet<Part>): string[] {
  const calibration = calibrationOf(corpus, loadQuestions(knowledge, ['calibrate']), without);
  const { figures } = measureSplit(createIntent(corpus, { calibration, without }), knowledge, 'report');
  const { rightFirst, coverage, settledWrong, nearMissSettled, ece } = FIGURES;
  return [rightFirst, coverage, settledWrong, nearMissSettled, ece].map((figure) => percent(figure.of(figures)));
}

function publicFigures(folder: string | undefined, without: ReadonlySet<Part>): string[] {
  return SETS.map((name) => {
    const set = folder === undefined ? '' : join(folder, name);
    if (set === '' || !existsSync(set)) return '–';
    const { documents, questions } = readSet(set);
    return percent(evaluate(documents, questions, () => 0, [], { without }).inScopeTop1);
  });
}
