import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createClassifier } from '../../src/intent/classifier.ts';
import { type Evaluation, evaluate, type LabelledQuestion } from '../../src/intent/evaluate.ts';

const DOCUMENTS = [
  {
    id: 'a',
    phrasings: [
      'how do I rename the sync server after the installation',
      'can the host name of the sync server be changed later on',
      'is it allowed to give the server another name',
    ],
  },
  {
    id: 'b',
    phrasings: [
      'which firewall ports must be open towards the cloud',
      'what network ports does the firewall have to let through',
      'list of ports and addresses for the firewall rules',
    ],
  },
];
/** Each is settled as the intent whose phrasing it repeats; the third is settled as none. */
const A = 'how do I rename the sync server after the installation';
const B = 'which firewall ports must be open towards the cloud';
const NONE = 'пицца с грибами';

const ask = (text: string, ...accept: string[]): LabelledQuestion => ({ text, accept });
const times = (n: number, question: LabelledQuestion) => Array.from({ length: n }, () => question);
let clock = 0;
const run = (...questions: LabelledQuestion[]): Evaluation => evaluate(DOCUMENTS, questions, () => clock++);

test('the three texts are understood as these cases suppose', () => {
  const { classify } = createClassifier(DOCUMENTS);
  const outcomes = [A, B, NONE].map((text) => {
    const { outcome, candidates } = classify(text);
    return outcome === 'settled' ? candidates[0]?.id : outcome;
  });
  expect(outcomes).toEqual(['a', 'b', 'unknown']);
});

describe('MCC, by hand', () => {
  test('all right: 1', () => {
    expect(run(ask(A, 'a'), ask(B, 'b'), ask(NONE)).mcc).toBeCloseTo(1, 12);
  });

  test('all wrong between two: -1', () => {
    expect(run(ask(A, 'b'), ask(B, 'a')).mcc).toBeCloseTo(-1, 12);
  });

  test('a single class, asked or answered: 0', () => {
    expect(run(ask(A, 'a'), ask(A, 'a')).mcc).toBe(0);
    expect(run(ask(A, 'a'), ask(A, 'b'), ask(A)).mcc).toBe(0);
  });

  test('three classes', () => {
    // Right: a twice, b once, none once; b answered as a; a not answered.
    // n 6, right 4; asked a 3, b 2, none 1; answered a 3, b 1, none 2: (4·6 − 13) / √((36 − 14)(36 − 14)) = 1/2.
    const questions = [...times(2, ask(A, 'a')), ask(A, 'b'), ask(B, 'b'), ask(NONE), ask(NONE, 'a')];
    expect(run(...questions).mcc).toBeCloseTo(0.5, 12);
  });

  test('two classes as Matthews has it', () => {
    // tp 4, tn 3, fp 1, fn 2: (12 − 2) / √(5 · 6 · 4 · 5) = 10 / √600.
    const questions = [...times(4, ask(A, 'a')), ...times(3, ask(NONE)), ask(A), ...times(2, ask(NONE, 'a'))];
    expect(run(...questions).mcc).toBeCloseTo(10 / Math.sqrt(600), 12);
  });

  test('any of several accepted entries is right', () => {
    expect(run(ask(A, 'b', 'a'), ask(B, 'b', 'a'), ask(NONE)).mcc).toBeCloseTo(1, 12);
  });

  test('equals the correlation of class indicators', () => {
    const question = fc
      .constantFrom(A, B, NONE)
      .chain((text) => fc.constantFrom(ask(text), ask(text, 'a'), ask(text, 'b')));
    const predicted = new Map([
      [A, 'a'],
      [B, 'b'],
      [NONE, ''],
    ]);
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 12 }), (questions) => {
        const pairs = questions.map(({ text, accept }) => [accept[0] ?? '', predicted.get(text)] as const);
        const covariance = (x: 0 | 1, y: 0 | 1) =>
          ['a', 'b', ''].reduce((sum, name) => {
            const share = (side: 0 | 1) => pairs.filter((pair) => pair[side] === name).length / pairs.length;
            const both = pairs.filter((pair) => pair[x] === name && pair[y] === name).length / pairs.length;
            return sum + both - share(x) * share(y);
          }, 0);
        const spread = Math.sqrt(covariance(0, 0) * covariance(1, 1));
        const expected = spread < 1e-9 ? 0 : covariance(0, 1) / spread;
        expect(run(...questions).mcc).toBeCloseTo(expected, 9);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the other figures', () => {
  test('have exactly the documented keys', () => {
    const result = run(ask(A, 'a'));
    expect(Object.keys(result).sort()).toEqual(
      ['buildMs', 'inScopeTop1', 'inScopeTop3', 'latencyMs', 'mcc', 'n', 'oosRecall'].sort(),
    );
    expect(Object.keys(result.latencyMs).sort()).toEqual(['p50', 'p99']);
  });

  test('shares are of the questions in scope, and top-k ignores the thresholds', () => {
    const result = run(ask(A, 'a'), ask(B, 'a'), ask('firewall', 'b'), ask(NONE));
    expect(result).toMatchObject({ n: 4, inScopeTop1: 2 / 3, inScopeTop3: 1 });
  });

  test('out-of-scope recall is the share not settled, null without such questions', () => {
    expect(run(ask(NONE), ask(NONE), ask(A)).oosRecall).toBeCloseTo(2 / 3, 12);
    expect(run(ask(A, 'a')).oosRecall).toBeNull();
    expect(run(ask(NONE)).inScopeTop1).toBeNull();
  });

  test('times come from the clock that was passed in', () => {
    const ticks = [0, 100, 0, 1, 0, 2, 0, 3, 0, 90];
    const result = evaluate(DOCUMENTS, times(4, ask(A, 'a')), () => ticks.shift() ?? 0);
    expect(result.buildMs).toBe(100);
    expect(result.latencyMs.p99).toBe(90);
    expect([2, 3]).toContain(result.latencyMs.p50);
  });
});
