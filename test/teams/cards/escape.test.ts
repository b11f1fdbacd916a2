import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeCard, escapeText, plainLabel } from '../../../adapters/teams/escape.ts';
import { absurd } from '../../replies/hostile.ts';

const markdown = new MarkdownIt({ html: true, linkify: false });

/** What a reader sees, without what blanks do. */
function seen(html: string): string {
  const words = html
    .replace(/<\/?p>|<br>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return squeezed(words.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Each formats, links, mentions or is filled in somewhere. */
const MARKUP = [
  '**bold**',
  '_it_',
  'a*b*c',
  '[the FAQ](https://evil.example)',
  '[the FAQ][x]',
  '[x]: https://evil.example',
  '![a](https://evil.example/a.png)',
  '<https://evil.example>',
  '<a href="https://evil.example">x</a>',
  '`code`',
  '~~gone~~',
  '# heading',
  '> quote',
  '- item',
  '+ item',
  '* item',
  '7. item',
  '7) item',
  '---',
  '* * *',
  '===',
  '    code',
  '&lt;b&gt;',
  '&#65;',
  '\\*a\\*',
  '\\',
];

describe('what a person typed shows as it is', () => {
  test.each(MARKUP)('%s', (typed) => {
    expect(seen(markdown.render(escapeCard(typed)))).toBe(squeezed(typed));
  });

  test('whatever it is, with nothing but words in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          absurd,
          fc.array(fc.constantFrom(...MARKUP, ' ', '\n', 'a')).map((all) => all.join('')),
        ),
        (typed) => {
          const html = markdown.render(escapeCard(typed));
          expect(html.replace(/<\/?p>|<br>/g, '')).not.toMatch(/<[a-z]/i);
          expect(seen(html)).toBe(squeezed(seenOf(typed)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('no `<at>`, and no date that the client fills in', () => {
    expect(escapeCard('<at>Grace</at> < AT >')).toBe('‹at>Grace‹/at> ‹ AT >');
    expect(escapeCard('{{DATE(2026-11-22T09:00:00Z)}}')).toBe('{\\{DATE(2026-11-22T09:00:00Z)}}');
    expect(plainLabel(' <at>Grace</at>\n joined ')).toBe('‹at>Grace‹/at> joined');
  });

  test('no link on a phone, which knows no escape for brackets', () => {
    expect(escapeCard('[a](b)[c][d]')).not.toMatch(/\](?=[([:])/);
  });

  test('no mark of a citation', () => {
    expect(escapeText('as said in [1] and [20], not [a]')).toBe('as said in \\[1] and \\[20], not [a]');
  });

  test.each([
    'AADConnect_log_1',
    '2 * 3 * 4',
    'a_b_c',
    '1.1.750.0',
    '-5 degrees',
    'x < 1.1',
    'R&D',
    'C:\\Program Files',
    '[1]',
    '5 > 4',
  ])('without a backslash that a phone would show: %s', (typed) => {
    expect(escapeCard(typed)).toBe(typed);
  });
});

/** What is changed on purpose: control characters, half pairs, mentions. */
function seenOf(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/<(?=\s*\/?\s*at\b)/gi, '‹');
}
