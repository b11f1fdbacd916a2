import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Choice, fuzzyChoice, readNumber } from '../../src/intent/options.ts';

describe('readNumber', () => {
  test.each([
    ['2', 2],
    [' 2. ', 2],
    ['2)', 2],
    ['#2', 2],
    ['(2)', 2],
    ['option 2', 2],
    ['Option 2 please', 2],
    ['number two', 2],
    ['no. 2', 2],
    ['the second one', 2],
    ['2nd', 2],
    ['I take the third', 3],
    ['first', 1],
    ['one', 1],
    ['option one', 1],
    ['number one', 1],
    ['the first one', 1],
  ])('%j is %i', (text, number) => {
    expect(readNumber(text, 3)).toBe(number);
  });

  test.each([
    '0',
    '4',
    '99',
    '100',
    '1.1.654.0',
    '2.5',
    '1 2',
    'one or two',
    'no',
    'option',
    '',
    'the',
    'second thoughts',
    '2FA',
  ])('%j is none of three', (text) => {
    expect(readNumber(text, 3)).toBeNull();
  });

  test('is a number of the list, or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat(30).map(String)), fc.nat(25), (text, count) => {
        const number = readNumber(text, count);
        if (number !== null) expect(number >= 1 && number <= count).toBe(true);
        if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= count) expect(number).toBe(Number(text));
      }),
    );
  });
});

const KINDS: Choice[] = [
  { value: 'group', says: ['group', 'A group', 'security group', 'distribution list'] },
  { value: 'contact', says: ['contact', 'A contact'] },
  { value: 'other', says: ['other', 'Something else (user, device)'] },
];
const BUILDS: Choice[] = [
  { value: 'old', says: ['Older than 1.1.750.0'] },
  { value: 'new', says: ['1.1.750.0 or later'] },
];

describe('fuzzyChoice', () => {
  test.each([
    ['group', 'group'],
    ['A GROUP.', 'group'],
    ['gruop', 'group'],
    ['grup', 'group'],
    ["it's a security group", 'group'],
    ['distribtion list', 'group'],
    ['a contact', 'contact'],
    ['contcat', 'contact'],
    ['contacts', 'contact'],
    ['something else', 'other'],
    ['somthing else', 'other'],
  ])('%j names %s', (text, value) => {
    expect(fuzzyChoice(text, KINDS)).toBe(value);
  });

  test.each([
    ['older', 'old'],
    ['Older than 1.1.750.0', 'old'],
    ['or later', 'new'],
    ['1.1.750.0 or later', 'new'],
  ])('%j names %s of two versions', (text, value) => {
    expect(fuzzyChoice(text, BUILDS)).toBe(value);
  });

  test.each([
    ['a group or a contact', 'two are named'],
    ['contact group', 'two are named'],
    ['1.1.750.0', 'both hold it'],
    ['pizza', 'none is like it'],
    ['no', 'too short'],
    ['', 'nothing'],
    ['🙂', 'no words'],
    [`please tell me ${'at great length '.repeat(4)}about a group`, 'a sentence is no option'],
  ])('%j names none: %s', (text) => {
    expect(fuzzyChoice(text, [...KINDS, ...BUILDS])).toBeNull();
  });

  test('without choices names none', () => {
    expect(fuzzyChoice('group', [])).toBeNull();
  });

  test('names one of the choices or none, and each by its own label', () => {
    const label = fc.stringMatching(/^[a-z]{5,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 5 }), fc.string(), (labels, text) => {
        const choices = labels.map((each) => ({ value: each, says: [each] }));
        expect([...labels, null]).toContain(fuzzyChoice(text, choices));
        for (const each of labels) expect(fuzzyChoice(each, choices)).toBe(each);
      }),
    );
  });
});
