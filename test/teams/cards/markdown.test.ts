import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { cutBlock, visibleLength } from '../../../adapters/teams/cut.ts';
import { type Block, type Run, readMarkdown } from '../../../adapters/teams/markdown.ts';
import { drawMarkdown } from '../../../adapters/teams/prose.ts';
import { writeLine, writeText } from '../../../adapters/teams/write.ts';
import { absurd, hostile } from '../../replies/hostile.ts';

const markdown = new MarkdownIt({ html: true, linkify: false });

/** CommonMark as cards get it. */
function shown(commonMark: string): unknown[] {
  return drawMarkdown(commonMark).map((element) => {
    if (element.type === 'TextBlock') return element.weight === 'Bolder' ? { bold: element.text } : element.text;
    if (element.type !== 'Container') return element;
    return element.items.map((item) =>
      item.type === 'TextBlock' ? `${item.fontType === 'Monospace' ? 'mono ' : ''}${item.text}` : item,
    );
  });
}

test.each<[string, string, unknown[]]>([
  ['bold and italic', '**a** and *b* and ***c***', ['**a** and _b_ and **c**']],
  ['marks beside words', 'a**b**c and a*b*c', ['a**b**c and abc']],
  ['marks beside a symbol of two units', 'a`b🇩🇪`c and a`🇩🇪b`c', ['ab🇩🇪c and a🇩🇪bc']],
  ['code in a line is bold', 'Run `Get-ADSync -All`.', ['Run **Get-ADSync -All**.']],
  [
    'links',
    '[docs](https://a.example/x_(y)) and <https://b.example>',
    ['[docs](https://a.example/x_%28y%29) and [https://b.example](https://b.example)'],
  ],
  ['a link in bold', '**see [docs](https://a.example) now**', ['**see [docs](https://a.example) now**']],
  ['links that lead elsewhere', '[a](javascript:alert) [b](/c)', ['[a]\\(javascript:alert) [b]\\(/c)']],
  ['brackets in a title', '[a \\[1\\]](https://a.example)', ['[a (1)](https://a.example)']],
  ['a picture', '![sign](https://a.example/a.png)', ['[sign](https://a.example/a.png)']],
  ['a heading', '# One\n\ntwo', [{ bold: 'One' }, 'two']],
  ['lists', '- a\n  - b\n- c\n\n7. d\n8. e', ['- a\n    - b\n- c\n7. d\n8. e']],
  ['a list with code', '1. a\n\n   ```\n   x  y\n   ```\n2. b', ['1. a', ['mono x  y'], '2. b']],
  ['code', '```\nif x:\n  *y*\n\nend\n```', [['mono if x:', 'mono \u00a0\u00a0\\*y\\*', 'mono \u00a0', 'mono end']]],
  ['a quote', '> **Note:** x\n>\n> - y', [['**Note:** x', '- y']]],
  ['a table', '| a | b |\n|---|---|\n| 1 | 2 |', [{ bold: 'a | b' }, '1 | 2']],
  ['lines', 'one\ntwo  \nthree', ['one two', 'three']],
  ['raw HTML', '<b>x</b>', ['\\<b>x\\</b>']],
  ['nothing', '```\n\n```\n\n> ', []],
])('%s', (_, commonMark, expected) => {
  expect(shown(commonMark)).toEqual(expected);
});

test('the text of a message', () => {
  expect(writeText(readMarkdown('# A\n\n- b\n\n```\nc ```\n```\n\n> d\n>\n> e'))).toBe(
    '**A**\n\n- b\n\n```\nc ˋˋˋ\n```\n\n> d\n> \n> e',
  );
});

describe('whatever is written', () => {
  const lineOf = (html: string) =>
    html
      .replace(/<\/?(?:p|strong|em|a)\b[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
  const wordsOf = (runs: readonly Run[]) =>
    runs.map(({ text, url }) => (url === null ? text : text.replaceAll('[', '(').replaceAll(']', ')'))).join('');
  const lines = (block: Block): (readonly Run[])[] =>
    block.is === 'paragraph' ? [block.runs] : block.is === 'list' ? block.items.map(({ runs }) => runs) : [];

  // They stand for each other where two parts of a line could become more together.
  const LOOKALIKES: Record<string, string> = { '<': '‹', '&': '＆', '{': '｛' };

  test('a line says what it said, and has the links that it had', () => {
    fc.assert(
      fc.property(hostile, (commonMark) => {
        for (const runs of readMarkdown(commonMark).flatMap(lines)) {
          const html = markdown.render(writeLine(runs));
          const said = wordsOf(runs).replace(/[<&{]/g, (each) => LOOKALIKES[each] ?? each);
          expect(squeezed(lineOf(html)).replace(/[<&{]/g, (each) => LOOKALIKES[each] ?? each)).toBe(squeezed(said));
          const links = runs.filter(({ text, url }) => url !== null && text.trim() !== '');
          expect(html.match(/<a /g)?.length ?? 0).toBe(links.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a block that is cut is as short as it must be', () => {
    fc.assert(
      fc.property(absurd, fc.integer({ min: 1, max: 3000 }), (commonMark, length) => {
        for (const block of readMarkdown(commonMark)) {
          const cut = cutBlock(block, length);
          if (cut !== null) expect(visibleLength(cut)).toBeLessThanOrEqual(length);
          if (visibleLength(block) <= length) expect(cut).toBe(block);
        }
      }),
      { numRuns: 300 },
    );
  });
});
