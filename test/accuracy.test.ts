import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FIGURES, type FigureName, meets, TARGETS } from '../bench/eval/figures.ts';
import { regressions } from '../bench/eval/gate.ts';
import { measureSplit } from '../bench/eval/measure.ts';
import { accuracyPage } from '../bench/eval/page.ts';
import { readRecord } from '../bench/eval/record.ts';
import { percent } from '../bench/eval/table.ts';
import { calibrationOf } from '../src/intent/calibrate.ts';
import { createIntent } from '../src/intent/intent.ts';
import { loadCorpus } from '../src/knowledge/load.ts';
import { loadQuestions } from '../src/knowledge/questions.ts';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const knowledge = join(root, 'knowledge');
const recorded = readRecord(docs);
const corpus = loadCorpus(knowledge);
const { figures } = measureSplit(createIntent(corpus), knowledge, 'report');

describe('on the questions that nothing was tuned on', () => {
  test.each(Object.entries(TARGETS) as [FigureName, number][])('%s meets its target of %d', (name, target) => {
    const figure = FIGURES[name];
    const value = figure.of(figures);
    const wanted = `${figure.better === 'higher' ? 'at least' : 'at most'} ${percent(target)}`;
    const missed = meets(figure, target, value) ? null : `${figure.name}: ${percent(value, 2)}, wanted ${wanted}`;
    expect(missed).toBeNull();
  });

  test('no figure has got worse than docs/accuracy.json records', () => {
    const missing = 'docs/accuracy.json is missing or of an older form: npm run eval -- --write makes it';
    expect(recorded === null ? [missing] : regressions(recorded.report, figures)).toEqual([]);
  });
});

test('the calibration is the one that the corpus and its questions give: else npm run calibrate', () => {
  const { weights, thresholds } = calibrationOf(corpus, loadQuestions(knowledge, ['calibrate']));
  expect(corpus.calibration).toEqual({ weights, thresholds });
});

test('docs/accuracy.md shows what docs/accuracy.json records', () => {
  expect(recorded && accuracyPage(recorded)).toBe(readFileSync(join(docs, 'accuracy.md'), 'utf8'));
});
