import { describe, expect, test } from '@jest/globals';
import { confusions, worstMisses } from '../../bench/eval/misses.ts';
import { sum, tallyFragments, tallyInScope, tallyOperating, tallyOutside } from '../../bench/eval/tally.ts';
import { fragment, observed, outside } from './observation.ts';

describe('in scope, by style', () => {
  const rows = tallyInScope([
    observed(),
    observed({ style: 'story', ranked: ['b', 'a'], outcome: 'settled' }),
    observed({ style: 'story', ranked: ['b', 'c', 'a'], outcome: 'choice' }),
    observed({ style: 'story', ranked: ['b', 'c', 'd', 'a'], outcome: 'unknown' }),
    observed({ style: 'story', ranked: [], outcome: 'unknown', confidence: 0 }),
    observed({ style: 'story', accept: ['x', 'a'], outcome: 'choice' }),
    outside(),
    fragment(),
  ]);

  test('counts each style in the order in which it appears', () => {
    expect(rows).toEqual([
      { style: 'chat', n: 1, first: 1, third: 1, settled: 1, settledWrong: 0, choice: 0 },
      { style: 'story', n: 5, first: 1, third: 3, settled: 1, settledWrong: 1, choice: 2 },
    ]);
  });

  test('sums the styles', () => {
    expect([sum(rows, 'n'), sum(rows, 'third'), sum([], 'n')]).toEqual([6, 4, 0]);
  });

  test('of no questions: no rows', () => {
    expect([tallyInScope([]), tallyOutside([])]).toEqual([[], []]);
  });
});

test('out of scope, by style', () => {
  const rows = tallyOutside([
    outside(),
    outside({ outcome: 'choice' }),
    outside({ style: 'language', outcome: 'settled' }),
  ]);
  expect(rows).toEqual([
    { style: 'near-miss', n: 2, settled: 0, choice: 1 },
    { style: 'language', n: 1, settled: 1, choice: 0 },
  ]);
});

describe('fragments', () => {
  test.each([
    ['all in the choice', fragment(), { holdsAll: 1, holdsTwo: 1 }],
    ['one missing', fragment({ accept: ['a', 'b', 'x'] }), { holdsAll: 0, holdsTwo: 1 }],
    ['only one there', fragment({ accept: ['a', 'x'] }), { holdsAll: 0, holdsTwo: 0 }],
    [
      'five accepted, four shown',
      fragment({ accept: ['a', 'b', 'c', 'd', 'e'], ranked: ['d', 'c', 'b', 'a', 'e'] }),
      { holdsAll: 1, holdsTwo: 1 },
    ],
    [
      'five accepted, three of four shown',
      fragment({ accept: ['a', 'b', 'c', 'd', 'e'], ranked: ['a', 'b', 'c', 'x', 'd'] }),
      { holdsAll: 0, holdsTwo: 1 },
    ],
    ['ranked, but too unlikely to be shown', fragment({ offered: ['a'] }), { holdsAll: 0, holdsTwo: 0 }],
    ['settled', fragment({ outcome: 'settled' }), { holdsAll: 0, holdsTwo: 0, choice: 0, settled: 1 }],
    ['unknown', fragment({ outcome: 'unknown' }), { holdsAll: 0, holdsTwo: 0, choice: 0 }],
  ])('%s', (_case, observation, expected) => {
    expect(tallyFragments([observation, observed(), outside()])).toEqual({ n: 1, choice: 1, settled: 0, ...expected });
  });
});

test('at the thresholds: a settled question out of scope is a wrong one, a fragment is none', () => {
  const observations = [
    observed(),
    observed({ ranked: ['b'] }),
    observed({ outcome: 'choice' }),
    outside({ outcome: 'settled' }),
    fragment({ outcome: 'settled' }),
  ];
  expect(tallyOperating(observations)).toEqual({ inScope: 3, inScopeSettled: 2, settled: 3, right: 1 });
});

describe('confusions', () => {
  test('the most frequent first, then by name', () => {
    const wrong = (accept: string[], ...ranked: string[]) => observed({ accept, ranked });
    const pairs = confusions([
      wrong(['z'], 'y'),
      wrong(['m'], 'k'),
      wrong(['z'], 'y'),
      wrong(['a'], 'k'),
      wrong(['a', 'b']),
      observed(),
      outside(),
      fragment({ ranked: ['x'] }),
    ]);
    expect(pairs).toEqual([
      { accepted: 'z', first: 'y', count: 2 },
      { accepted: 'a', first: 'k', count: 1 },
      { accepted: 'a, b', first: 'nothing', count: 1 },
      { accepted: 'm', first: 'k', count: 1 },
    ]);
  });
});

describe('worst misses', () => {
  const misses = worstMisses(
    [
      outside({ text: 'choice', outcome: 'choice', confidence: 0.95 }),
      outside({ text: 'settled', outcome: 'settled', confidence: 0.61 }),
      outside({ text: 'refused' }),
      observed({ text: 'right', confidence: 0.99 }),
      observed({ text: 'unsure and right', outcome: 'choice', confidence: 0.3 }),
      observed({ text: 'unknown and wrong', ranked: ['b'], outcome: 'unknown', confidence: 0.01 }),
      fragment({ text: 'settled fragment', outcome: 'settled', confidence: 0.8 }),
      fragment({ text: 'choice of fragments' }),
    ],
    4,
  );

  test('settled ones first, then the surest; nothing that is right', () => {
    expect(misses.map(({ text }) => text)).toEqual(['settled fragment', 'settled', 'choice', 'unknown and wrong']);
  });

  test('no more than asked for, and ties by their text', () => {
    const ties = ['c', 'a', 'b'].map((text) => outside({ text, outcome: 'choice', confidence: 0.5 }));
    expect(worstMisses(ties, 2).map(({ text }) => text)).toEqual(['a', 'b']);
  });
});
