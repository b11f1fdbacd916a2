import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { EntryId, FactName, IsoDate } from '../../src/brand.ts';
import { buildFact } from '../../src/knowledge/build.ts';
import { entryText } from '../../src/knowledge/entryText.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { corpusFile, type RawFact } from '../../src/knowledge/schema.ts';
import type { Answer, Ask, Entry, Leaf, Node } from '../../src/knowledge/types.ts';
import type { Note } from '../../src/source.ts';

const note: Note = {
  text: 'NOTE',
  date: '2026-11-22' as IsoDate,
  source: { title: 'NOTE-SOURCE', url: 'https://example.com/note' },
  place: 'lead',
};
const leaf = (text: string): Leaf => ({ kind: 'leaf', verdict: 'info', text, notes: [note] });
const yesNo = (fact: string, yes: Node, no: Node): Ask => ({
  kind: 'ask',
  fact: fact as FactName,
  lead: `LEAD-${fact}`,
  because: `BECAUSE-${fact}`,
  cases: [
    { when: { type: 'values', values: ['yes'] }, label: `YES-${fact}`, node: yes },
    { when: { type: 'values', values: ['no'] }, label: `NO-${fact}`, node: no },
  ],
  unknown: leaf(`UNKNOWN-${fact}`),
});
const facts = new Map(
  ['outer', 'inner'].map((name) => {
    const raw = { [name]: { type: 'yes-no', label: name, question: `QUESTION-${name}` } };
    return [name as FactName, buildFact(name, corpusFile.shape.facts.parse(raw)[name] as RawFact)];
  }),
);

function textOf(answer: Answer): string {
  const entry: Entry = {
    id: 'entry' as EntryId,
    section: 'section',
    question: 'question',
    shortTitle: 'title',
    phrasings: [],
    verdict: 'info',
    answer,
    notes: [note],
    tags: [],
    sources: [note.source],
    related: [],
  };
  return entryText(entry, facts);
}

/** The places of `parts` in `text`, which must all be there, in this order. */
function expectInOrder(text: string, parts: readonly string[]): void {
  const found = parts.map((part) => ({ part, at: text.indexOf(part) })).sort((a, b) => a.at - b.at);
  expect(found.filter(({ at }) => at < 0)).toEqual([]);
  expect(found.map(({ part }) => part)).toEqual(parts);
}

describe('the full text of an entry', () => {
  test('with a fixed answer is that answer, notes left out', () => {
    expect(textOf(leaf('It is **so**.'))).toBe('It is **so**.');
    expect(textOf({ kind: 'not-covered', text: 'Nothing is said.' })).toBe('Nothing is said.');
  });

  test('with a question holds every branch under its question and label, and the one for who does not know', () => {
    const text = textOf(yesNo('outer', leaf('A-YES'), { kind: 'not-covered', text: 'A-NO' }));
    expectInOrder(text, ['LEAD-outer', 'YES-outer', 'A-YES', 'NO-outer', 'A-NO', 'UNKNOWN-outer']);
    expect(text.split('QUESTION-outer')).toHaveLength(4);
    expect(text).not.toContain('NOTE');
  });

  test('names the way that leads to a branch of a branch', () => {
    const text = textOf(yesNo('outer', yesNo('inner', leaf('A-YES-YES'), leaf('A-YES-NO')), leaf('A-NO')));
    expectInOrder(text, [
      'LEAD-outer',
      'LEAD-inner',
      'A-YES-YES',
      'A-YES-NO',
      'UNKNOWN-inner',
      'A-NO',
      'UNKNOWN-outer',
    ]);
    const line = text.split('\n').find((each) => each.includes('A-YES-NO'));
    expectInOrder(line ?? '', ['QUESTION-inner', 'YES-outer', 'NO-inner', 'A-YES-NO']);
  });

  test('of a walk holds its steps in order, by number, and the question of the last', () => {
    const steps = [
      { title: 'FIRST', text: 'DO-1', ask: null },
      { title: 'SECOND', text: 'DO-2', ask: yesNo('outer', leaf('A-YES'), leaf('A-NO')) },
    ];
    expectInOrder(textOf({ kind: 'walk', steps }), [
      ...['Step 1: FIRST', 'DO-1', 'Step 2: SECOND', 'DO-2'],
      ...['LEAD-outer', 'A-YES', 'A-NO', 'UNKNOWN-outer'],
    ]);
  });
});

/** Every text that somebody may read in an answer, notes aside. */
function* textsOf(answer: Answer): Generator<string> {
  if (answer.kind === 'walk') {
    for (const step of answer.steps) {
      yield step.title;
      yield step.text;
      if (step.ask) yield* textsOf(step.ask);
    }
  } else if (answer.kind === 'ask') {
    yield answer.lead;
    yield answer.unknown.text;
    for (const each of answer.cases) yield* textsOf(each.node);
  } else yield answer.text;
}

test('every text of every entry of the real corpus is in its full text', () => {
  const corpus = loadCorpus(join(import.meta.dirname, '..', '..', 'knowledge'));
  const missing = [...corpus.entries.values()].flatMap((entry) => {
    const text = entryText(entry, corpus.facts);
    return [...textsOf(entry.answer)].filter((part) => !text.includes(part)).map((part) => `${entry.id}: ${part}`);
  });
  expect(missing).toEqual([]);
});
