import { describe, expect, test } from '@jest/globals';
import { createClassifier } from '../../src/intent/classifier.ts';
import { createMatcher } from '../../src/intent/matcher.ts';
import type { MatchDocument } from '../../src/intent/model.ts';

const DOCUMENTS: MatchDocument[] = [
  { id: 'renew', phrasings: ['email to renew the certificate', 'renew certificate', 'certificate notice by email'] },
  { id: 'roll', phrasings: ['the certificate rolls over', 'signing certificate rollover'], about: 'renewed by itself' },
  { id: 'rename', phrasings: ['rename the server', 'give the server a new name'] },
  { id: 'token', phrasings: ['hardware token for the login', 'lost my token'], about: 'certificate' },
  { id: 'reset', phrasings: ['reset my password', 'password reset by mail'], outside: true },
  { id: 'hint', phrasings: ['the password hint is shown on the page', 'hide the hint'] },
];
const matcher = createMatcher(DOCUMENTS);
const choices = (text: string, count = 4) => matcher.choices(matcher.rank(text), count).map(({ match }) => match.id);

describe('a fragment is given a choice', () => {
  test.each([
    ['certificate', ['renew', 'roll', 'token'], 'all that are about it, by how much; what is told about counts less'],
    ['certificate renewal', ['renew', 'roll'], 'what is about both words; a synonym and a word of the answer count'],
    ['the server', ['rename'], 'everyday words decide nothing'],
    ['password', ['hint'], 'entries alone, though the subject that is not answered is about it too'],
  ])('%s: %j (%s)', (text, ids) => {
    expect(choices(text)).toEqual(ids);
  });

  test('of as many as asked for, each at most as close as the one before', () => {
    expect(choices('certificate', 2)).toEqual(['renew', 'roll']);
    const closeness = matcher.choices(matcher.rank('certificate'), 4).map((choice) => choice.closeness);
    expect(closeness[0]).toBe(1);
    expect(closeness).toEqual([...closeness].sort((a, b) => b - a));
  });
});

describe('there is none', () => {
  test.each([
    ['renew the certificate of the server', 'more than four words say enough'],
    ['where is it', 'everyday words alone'],
    ['wombat certificate', 'a word that no entry is about'],
    ['password reset', 'a subject that is not answered is about both words'],
    ['', 'nothing said'],
  ])('%s (%s)', (text) => {
    expect(choices(text)).toEqual([]);
  });

  test('for what nearly all are about', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      id: `${i}`,
      phrasings: [`gadget part${i}`, `part${i} gadget`],
    }));
    const all = createMatcher(many);
    expect(all.choices(all.rank('gadget'), 4)).toEqual([]);
    expect(all.choices(all.rank('gadget part7'), 4)[0]?.match.id).toBe('7');
  });
});

describe('what is settled', () => {
  const surely = {
    weights: { bias: 9, lead: 0, neighbour: 0, support: 0, length: 0 },
    thresholds: { settle: 0.6, choose: 0.1 },
  };
  const { classify } = createClassifier(DOCUMENTS, [], { calibration: surely });

  test.each([
    ['certificate', 'choice', 'one word, and another entry is about it'],
    ['rename server', 'settled', 'no other entry is about it'],
    ['renew certificate', 'settled', 'asked just like that'],
    ['email to renew the certificate', 'settled', 'no fragment'],
  ])('%s: %s (%s)', (text, outcome) => {
    expect(classify(text).outcome).toBe(outcome);
  });

  test('never more surely than words were understood', () => {
    expect(classify('rename the server bitte schnell danke').candidates[0]?.confidence).toBeLessThanOrEqual(0.5);
  });
});
