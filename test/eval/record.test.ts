import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccuracyRecord } from '../../bench/eval/form.ts';
import { figuresOf, type Measured } from '../../bench/eval/measure.ts';
import type { Observation } from '../../bench/eval/observe.ts';
import { printed } from '../../bench/eval/print.ts';
import { measurePublicSets } from '../../bench/eval/publicSets.ts';
import { type Run, readRecord, recordOf, writeRecord } from '../../bench/eval/record.ts';
import { table } from '../../bench/eval/table.ts';
import { fragment, observed, outside } from './observation.ts';

const SECRET = 'a question nobody may read';
const measured = (observations: Observation[]): Measured => ({ observations, figures: figuresOf(observations) });
const missed = (text: string) => [
  observed({ text, ranked: ['b'] }),
  outside({ text, outcome: 'settled', confidence: 1 }),
  fragment({ text, outcome: 'settled' }),
  observed({ text }),
];
const sets: AccuracyRecord['public'] = {
  recorded: '2026-10-01',
  sets: [{ name: 'StackFAQ', intents: 125, n: 9, top1: 0.7491, top3: 0.88, oosRecall: null, mcc: 0.4 }],
};
const run = (observations: Observation[], changes: Partial<Run> = {}): Run => {
  const both = measured(observations);
  return { report: both, tune: both, thresholds: { settle: 0.6, choose: 0.15 }, public: null, ...changes };
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-eval-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the written files', () => {
  const write = (made: Run) => writeRecord(folder, made, recordOf(made, '2026-11-22'));
  const contents = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

  test('are the same for the same run, and the record is read back as it was', () => {
    const made = run(missed(SECRET), { public: sets });
    write(made);
    const before = contents();
    expect(write(made)).toEqual(['accuracy.json', 'accuracy.md', 'coverage.svg', 'reliability.svg']);
    expect(contents()).toEqual(before);
    expect(readRecord(folder)).toEqual(recordOf(made, '2026-11-22'));
  });

  test("hold no question's text", () => {
    write(run(missed(SECRET)));
    expect(contents()).toHaveLength(4);
    expect(contents().filter((content) => content.includes(SECRET))).toEqual([]);
  });

  test('are sound without any question', () => {
    write(run([]));
    expect(contents().filter((content) => /NaN|Infinity|undefined/.test(content))).toEqual([]);
    expect(readRecord(folder)).not.toBeNull();
  });

  test('name the day of the public sets, with their sources', () => {
    write(run([], { public: sets }));
    const page = readFileSync(join(folder, 'accuracy.md'), 'utf8');
    expect(page).toContain('Measured on 2026-10-01 with `npm run eval -- --public`');
    expect(page).toContain('- StackFAQ: Karan');
    expect(page).not.toContain('Banking77');
  });
});

test('a record that is missing, or of another form, is none', () => {
  expect(readRecord(folder)).toBeNull();
  writeFileSync(join(folder, 'accuracy.json'), '{"recorded":"2026-11-22"}');
  expect(readRecord(folder)).toBeNull();
});

test('texts are printed only where the misses carry them', () => {
  const record = recordOf(run(missed(SECRET)), '2026-11-22');
  expect(printed(record, { report: record.report.misses, tune: [] })).not.toContain(SECRET);
  const told = record.report.misses.map((miss) => ({ ...miss, text: SECRET }));
  expect(printed(record, { report: told, tune: [] })).toContain(SECRET);
});

test('public sets that are not there are named, and nothing else happens', () => {
  const { sets: found, skipped } = measurePublicSets(folder);
  expect(found).toEqual([]);
  expect(skipped).toHaveLength(3);
  expect(skipped[0]).toContain(`SOFMattress: skipped, ${join(folder, 'sofmattress')}`);
});

test('a table is aligned, and a bar in a cell breaks none', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['a|b', '12'],
        ['ä', '3'],
      ],
    ),
  ).toBe(['| name |   n |', '| ---- | --: |', '| a\\|b |  12 |', '| ä    |   3 |'].join('\n'));
});
