import { describe, expect, test } from '@jest/globals';
import { FIGURES, type FigureName, meets } from '../../bench/eval/figures.ts';
import type { SplitFigures } from '../../bench/eval/form.ts';
import { regressions } from '../../bench/eval/gate.ts';
import { figuresOf } from '../../bench/eval/measure.ts';

const NOTHING = figuresOf([]);
const style = (changes: Partial<SplitFigures['inScope'][number]> = {}) => {
  return { style: 'chat', n: 50, first: 48, third: 50, settled: 45, settledWrong: 0, choice: 5, ...changes };
};
/** 300 questions in six styles, 150 near misses, 190 others, 40 fragments. */
const BEFORE: SplitFigures = {
  ...NOTHING,
  inScope: ['chat', 'b', 'c', 'd', 'e', 'f'].map((name) => style({ style: name })),
  outside: [
    { style: 'near-miss', n: 150, settled: 4, choice: 9 },
    { style: 'smalltalk', n: 100, settled: 0, choice: 0 },
    { style: 'language', n: 90, settled: 0, choice: 0 },
  ],
  fragments: { n: 40, choice: 38, holdsAll: 35, holdsTwo: 37, settled: 1 },
  operating: { inScope: 300, inScopeSettled: 270, settled: 274, right: 270 },
  reliability: { ...NOTHING.reliability, n: 640, ece: 0.02 },
};
const chat = (changes: Partial<SplitFigures['inScope'][number]>): SplitFigures => ({
  ...BEFORE,
  inScope: [style(changes), ...BEFORE.inScope.slice(1)],
});
const named = (sentences: string[]) => sentences.map((sentence) => sentence.split(':')[0]);

describe('figures', () => {
  test.each<[FigureName, number]>([
    ['rightFirst', 288 / 300],
    ['firstThree', 1],
    ['coverage', 0.9],
    ['settledWrong', 0],
    ['nearMissSettled', 4 / 150],
    ['otherSettled', 0],
    ['fragmentsSettled', 1 / 40],
    ['fragmentsHeld', 35 / 40],
    ['fragmentsHeldTwo', 37 / 40],
    ['ece', 0.02],
  ])('%s', (name, value) => {
    expect(FIGURES[name].of(BEFORE)).toBe(value);
  });

  test('without questions there is none, and no target is met', () => {
    for (const figure of Object.values(FIGURES)) {
      expect(figure.of(NOTHING)).toBeNull();
      expect(meets(figure, figure.better === 'higher' ? 0 : 1, null)).toBe(false);
    }
  });

  test('exactly the target meets it', () => {
    expect(meets(FIGURES.rightFirst, 0.95, 0.95)).toBe(true);
    expect(meets(FIGURES.rightFirst, 0.95, 0.949)).toBe(false);
    expect(meets(FIGURES.otherSettled, 0, 0)).toBe(true);
    expect(meets(FIGURES.otherSettled, 0, 0.005)).toBe(false);
  });
});

describe('regressions', () => {
  test('the same figures, and better ones: none', () => {
    expect(regressions(BEFORE, BEFORE)).toEqual([]);
    expect(regressions(BEFORE, { ...chat({ first: 50 }), reliability: { ...BEFORE.reliability, ece: 0 } })).toEqual([]);
  });

  test('one question of a style may be lost, though it is more than a point; not two', () => {
    expect(regressions(BEFORE, chat({ first: 47, third: 49 }))).toEqual([]);
    expect(named(regressions(BEFORE, chat({ first: 46 })))).toEqual(['right entry first, style chat']);
    expect(named(regressions(BEFORE, chat({ third: 48 })))).toEqual(['right entry among the first three, style chat']);
  });

  test('one point of all may be lost; not a question more, though no style lost two', () => {
    const lose = (styles: number): SplitFigures => ({
      ...BEFORE,
      inScope: BEFORE.inScope.map((row, i) => (i < styles ? { ...row, first: row.first - 1 } : row)),
    });
    expect(regressions(BEFORE, lose(3))).toEqual([]);
    expect(named(regressions(BEFORE, lose(4)))).toEqual(['right entry first']);
  });

  test.each<[string, Partial<SplitFigures>]>([
    ['in scope, settled', { operating: { inScope: 300, inScopeSettled: 266, settled: 270, right: 266 } }],
    ['in scope, settled on a wrong entry', { inScope: BEFORE.inScope.map((row) => ({ ...row, settledWrong: 1 })) }],
    [
      'near misses settled',
      { outside: [{ style: 'near-miss', n: 150, settled: 6, choice: 0 }, ...BEFORE.outside.slice(1)] },
    ],
    [
      'everything else out of scope settled',
      { outside: [...BEFORE.outside.slice(0, 2), { style: 'language', n: 90, settled: 2, choice: 0 }] },
    ],
    ['fragments settled', { fragments: { ...BEFORE.fragments, settled: 2 } }],
    ['fragments whose choice holds all accepted entries', { fragments: { ...BEFORE.fragments, holdsAll: 34 } }],
    ['fragments whose choice holds two accepted entries', { fragments: { ...BEFORE.fragments, holdsTwo: 36 } }],
    ['expected calibration error', { reliability: { ...BEFORE.reliability, ece: 0.0301 } }],
  ])('%s', (name, changes) => {
    expect(named(regressions(BEFORE, { ...BEFORE, ...changes }))).toEqual([name]);
  });

  test('a style that is no longer asked is one; a new one is none', () => {
    const { inScope } = BEFORE;
    expect(named(regressions(BEFORE, { ...BEFORE, inScope: inScope.slice(0, 5) }))).toEqual([
      'right entry first, style f',
      'right entry among the first three, style f',
    ]);
    expect(regressions({ ...BEFORE, inScope: inScope.slice(0, 5) }, BEFORE)).toEqual([]);
  });

  test('no questions any more: every figure is missed', () => {
    expect(regressions(BEFORE, NOTHING).length).toBeGreaterThanOrEqual(Object.keys(FIGURES).length);
    expect(regressions(NOTHING, NOTHING)).toEqual([]);
  });

  test('the sentence names the figure, both values and what to do', () => {
    expect(regressions(BEFORE, chat({ first: 46 }))).toEqual([
      'right entry first, style chat: recorded 96.00 %, measured 92.00 %, has fallen by more than 2.00 %. If the change is worth it, record the new figures with: npm run eval -- --write (and look at docs/accuracy.md).',
    ]);
  });
});
