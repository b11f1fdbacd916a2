import { describe, expect, test } from '@jest/globals';
import { scoreOf } from '../../bench/accuracy.ts';
import { toInput, topEntries } from '../../bench/library.ts';
import { planNotes, readPlan } from '../../bench/plan.ts';

const corpus = {
  documents: [
    { id: 'a', phrasings: ['one', 'two'], answer: 'yes' },
    { id: 'b', phrasings: ['three'] },
  ],
  terms: [],
};

describe('what a library gets', () => {
  test('question and answer in two fields', () => {
    const { fields, records } = toInput(corpus, 'question-answer');
    expect(fields).toEqual(['question', 'answer']);
    expect(records).toEqual([
      { entry: 'a', question: 'one', answer: 'yes' },
      { entry: 'b', question: 'three', answer: '' },
    ]);
  });

  test('all phrasings in one record, the answer being one more', () => {
    expect(toInput(corpus, 'joined').records).toEqual([
      { entry: 'a', text: 'one\ntwo\nyes' },
      { entry: 'b', text: 'three' },
    ]);
  });

  test('one record a phrasing', () => {
    expect(toInput(corpus, 'each').records.map(({ entry, text }) => `${entry} ${text}`)).toEqual([
      'a one',
      'a two',
      'a yes',
      'b three',
    ]);
  });

  test('an entry stands where its best hit stands', () => {
    expect(topEntries(['b', 'a', 'b', 'c', 'a'])).toEqual({ entries: ['b', 'a', 'c'] });
  });
});

test('a score counts first places, the first three and what would be answered', () => {
  const question = (style: string, ...accept: string[]) => ({ text: '', accept, style });
  const hit = (answered: boolean, ...entries: string[]) => ({ entries, answered });
  const score = scoreOf(
    new Map([
      [question('chat', 'a'), hit(true, 'a', 'b')],
      [question('chat', 'a', 'c'), hit(false, 'b', 'c')],
      [question('typos', 'a'), hit(true, 'b')],
      [question('typos', 'a'), hit(false)],
      [question('other'), hit(true, 'a')],
      [question('other'), hit(false)],
    ]),
  );
  expect(score).toEqual({
    inScope: 4,
    outOfScope: 2,
    top1: 0.25,
    top3: 0.5,
    top1ByStyle: { chat: 0.5, typos: 0 },
    answeredInScope: 0.5,
    answeredOutOfScope: 0.5,
    answeredByStyle: { other: 0.5 },
  });
});

describe('flags', () => {
  const plan = (...args: string[]) => readPlan(args, () => {});

  test('only a run that leaves nothing out is complete', () => {
    expect(plan().complete).toBe(true);
    expect(plan('--json', 'x.json')).toMatchObject({ complete: true, json: 'x.json' });
    expect(plan('--quick').complete).toBe(false);
    // Its part of the page stands by itself.
    expect(plan('--only', 'tickets')).toMatchObject({ complete: true, only: 'tickets' });
    expect(plan('--only', 'tickets', '--quick').complete).toBe(false);
    expect(plan('--only', 'speed')).toMatchObject({ complete: false, only: 'speed' });
    expect(plan('--sizes', '1000,20000')).toMatchObject({ complete: false, sizes: [1000, 20_000] });
  });

  test('--quick leaves the largest size out', () => {
    expect(plan().sizes).toEqual([1000, 10_000, 100_000]);
    expect(plan('--quick').sizes).toEqual([1000, 10_000]);
  });

  test('what cannot be is refused', () => {
    expect(() => plan('--only', 'nothing')).toThrow('accuracy, speed, tickets');
    expect(() => plan('--sizes', '1000,many')).toThrow('numbers of phrasings');
    expect(() => plan('--fast')).toThrow();
  });

  test('the notes name the rules of the very run', () => {
    expect(planNotes(plan()).join('\n')).toContain('longer than 45 s');
    expect(planNotes(plan('--quick')).join('\n')).toContain('longer than 4 s');
  });
});
