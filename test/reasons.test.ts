import { expect, test } from '@jest/globals';
import { reasonText } from '../adapters/reasons.ts';

test.each([
  ['wrong', null, 'It is wrong'],
  ['outdated', 'Since 2.5 it is otherwise.', 'It is outdated\nSince 2.5 it is otherwise.'],
  [null, 'More detail.', 'More detail.'],
  ['toString', null, null],
  ['', null, null],
  [null, null, null],
])('what was wrong: picked %j, written %j', (picked, written, stored) => {
  expect(reasonText(picked, written)).toBe(stored);
});
