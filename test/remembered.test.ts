import { expect, test } from '@jest/globals';
import { remembered } from '../adapters/remembered.ts';

test('a text is made once, as long as it is among the newest five hundred', () => {
  const made: string[] = [];
  const upper = remembered((text) => {
    made.push(text);
    return text.toUpperCase();
  });
  for (const text of ['a', '', 'a', '']) expect(upper(text)).toBe(text.toUpperCase());
  expect(made).toEqual(['a', '']);
  for (let n = 0; n < 498; n += 1) upper(`text ${n}`);
  upper('a');
  expect(made).toHaveLength(500);
  upper('one more');
  upper('');
  expect(made).toHaveLength(501);
  expect(upper('a')).toBe('A');
  expect(made.slice(500)).toEqual(['one more', 'a']);
});
