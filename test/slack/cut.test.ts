import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutPlain } from '../../adapters/cutPlain.ts';
import { cutText, paragraphsOf, splitText, visibleLength } from '../../adapters/slack/cut.ts';
import { toMrkdwn } from '../../adapters/slack/mrkdwn.ts';
import { absurd, hostile } from '../replies/hostile.ts';
import { smuggled } from './checker.ts';

describe('cutText', () => {
  test.each([
    ['fits exactly', 'one two', 7, 'one two'],
    ['one too many', 'one two', 6, 'one…'],
    ['at a word', 'one two three four', 12, 'one two…'],
    ['a word that is too long', 'abcdefghijkl', 6, 'abcde…'],
    ['before an entity', 'abcdef &amp; x', 10, 'abcdef…'],
    ['never in an entity', 'ab&amp;cd', 6, 'ab…'],
    ['never in a pair', 'abc👍👍', 6, 'abc👍…'],
    ['before a link', 'see it at <https://x.example|the page> now', 30, 'see it at…'],
    ['a link alone becomes its title', '<https://x.example/with/a/long/address|the page>', 20, 'the page'],
    ['before code', 'one two three `Get-ADSync -All` x', 20, 'one two three…'],
    ['code that is too long stays code', '`abcdefghijklmnop`', 10, '`abcdefg…`'],
    ['a code block stays one', '```\nline one\nline two\nline three\n```', 30, '```\nline one\nline two…\n```'],
    ['bold is closed', 'x *one two three four five* y', 20, 'x *one two three…*'],
    ['both are closed', '*_one two three four_*', 16, '*_one two…_*'],
    ['a quote', '> one two\n> three four five', 20, '> one two\n> three…'],
    ['nearly nothing', 'abc', 1, '…'],
  ])('%s', (_, text, length, cut) => {
    expect(cutText(text, length)).toBe(cut);
    expect(cut.length).toBeLessThanOrEqual(Math.max(length, 1));
  });
});

describe('splitText', () => {
  test.each([
    ['fits', 'one\n\ntwo', ['one\n\ntwo']],
    ['at a paragraph', `${'a'.repeat(30)}\n\n${'b'.repeat(30)}`, ['a'.repeat(30), 'b'.repeat(30)]],
    ['at a line', `${'a'.repeat(30)}\n${'b'.repeat(30)}`, ['a'.repeat(30), 'b'.repeat(30)]],
    ['bold goes on', `*${'ab '.repeat(18)}ab*`, [`*${'ab '.repeat(12)}ab*`, `*${'ab '.repeat(5)}ab*`]],
    [
      'a code block goes on',
      `\`\`\`\n${'a'.repeat(25)}\n\n${'b'.repeat(25)}\n\`\`\``,
      [`\`\`\`\n${'a'.repeat(25)}\n\n\`\`\``, `\`\`\`\n${'b'.repeat(25)}\n\`\`\``],
    ],
    ['a quote goes on', `> ${'ab '.repeat(20)}`, [`> ${'ab '.repeat(12)}ab`, `> ${'ab '.repeat(7)}`]],
  ])('%s', (_, text, parts) => {
    expect(splitText(text, 40)).toEqual(parts);
  });

  test('paragraphs: a code block is one, and empty ones are none', () => {
    expect(paragraphsOf('a\n\n\nb\n\n```\nc\n\nd\n```\n\n')).toEqual(['a', 'b', '```\nc\n\nd\n```']);
  });
});

describe('whatever the input', () => {
  const runs = { numRuns: 300 };
  const letters = (text: string) => (text.replace(/<[^<>|\n]*\|/g, '').match(/[A-Za-z]/g) ?? []).join('');

  test('a cut text keeps to its length and breaks nothing', () => {
    fc.assert(
      fc.property(absurd, fc.integer({ min: 1, max: 400 }), (text, length) => {
        const cut = cutText(toMrkdwn(text), length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(smuggled(cut)).toEqual([]);
        expect(cut.isWellFormed()).toBe(true);
        expect((cut.match(/```/g) ?? []).length % 2).toBe(0);
      }),
      runs,
    );
  });

  test('the parts of a text keep to the length and hold every letter once', () => {
    fc.assert(
      fc.property(absurd, fc.integer({ min: 40, max: 400 }), (text, length) => {
        const mrkdwn = toMrkdwn(text);
        const parts = splitText(mrkdwn, length);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(length);
          expect(part.trim()).not.toBe('');
          expect(smuggled(part)).toEqual([]);
          expect((part.match(/```/g) ?? []).length % 2).toBe(0);
        }
        if (!/<[^>]{40}/.test(mrkdwn)) expect(letters(parts.join(''))).toBe(letters(mrkdwn));
      }),
      runs,
    );
  });

  test('plain text is cut between what a reader takes for characters', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 40 }), (text, length) => {
        const cut = cutPlain(text.toWellFormed(), length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
      }),
      runs,
    );
    expect(cutPlain('ab👩‍👩‍👧‍👦', 10)).toBe('ab…');
    expect(cutPlain('one two three', 9)).toBe('one two…');
  });

  test('the visible length leaves addresses out', () => {
    expect(visibleLength('a <https://x.example|b> c')).toBe(5);
    expect(visibleLength('<https://x.example>')).toBe(19);
  });
});
