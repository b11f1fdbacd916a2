import { expect, test } from '@jest/globals';
import { attachedLinks, LIMITS } from '../adapters/links.ts';

test('addresses that may stand in a ticket are https, without credentials, each once', () => {
  const good = 'https://files.example/a%20b.png?x=1#p';
  expect(
    attachedLinks([
      good,
      good,
      'http://files.example/a',
      'javascript:alert(1)',
      'https://user:word@files.example/a',
      'files.example/a',
      '',
      null,
      7,
    ]),
  ).toEqual([good]);
});

test('so many, and so long, and no more', () => {
  const many = Array.from({ length: LIMITS.links + 1 }, (_, n) => `https://files.example/${n}`);
  expect(attachedLinks(many)).toEqual(many.slice(0, LIMITS.links));
  const longest = `https://files.example/${'x'.repeat(LIMITS.link - 'https://files.example/'.length)}`;
  expect(attachedLinks([longest, `${longest}x`])).toEqual([longest]);
});
