import { describe, expect, test } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { cell, figure, libraryTable, percent, tableText } from '../../bench/markdown.ts';

/** Cells of the first row below the head, as a reader of the page sees them. */
function readBack(text: string): (string | null)[] {
  const html = new MarkdownIt().render(tableText({ head: ['a', 'b'], rows: [[text, 'next']] }));
  return [...html.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map((match) => match[1] ?? null);
}

describe('Markdown tables', () => {
  test('are padded, with names on the left and figures on the right', () => {
    expect(
      tableText({
        head: ['Library', 'ms'],
        rows: [
          ['one', '1.00'],
          ['another', '12.0'],
        ],
      }),
    ).toBe(['| Library |   ms |', '|---------|-----:|', '| one     | 1.00 |', '| another | 12.0 |'].join('\n'));
  });

  test('a row that lacks cells gets empty ones', () => {
    expect(tableText({ head: ['a', 'b', 'c'], rows: [['x']] }).split('\n')[2]).toBe('| x   |     |     |');
  });

  test.each([
    ['a pipe', 'a | b', 'a | b'],
    ['pipes at the ends', '|x|', '|x|'],
    ['a line break', 'a\nb\r\nc', 'a b c'],
    ['a lone carriage return', 'a\rb', 'a b'],
    ['a backslash', 'C:\\desk', 'C:\\desk'],
    ['a backslash before a pipe', 'a\\|b', 'a\\|b'],
  ])('%s stays in its cell', (_, text, seen) => {
    expect(readBack(text)).toEqual([seen, 'next']);
  });

  test('a cell is one line without spaces around it', () => {
    expect(cell(' a \n b ')).toBe('a b');
  });

  test('what is left out stays in the table, with its reason', () => {
    const rows = [
      { name: 'fast', leftOut: null, cells: ['1', '2'] },
      { name: 'slow', leftOut: 'build took longer than 60 s', cells: ['ignored'] },
    ];
    expect(libraryTable(['x', 'y'], rows)).toEqual({
      head: ['Library', 'x', 'y', 'Left out because'],
      rows: [
        ['fast', '1', '2'],
        ['slow', '–', '–', 'build took longer than 60 s'],
      ],
    });
    expect(libraryTable(['x', 'y'], rows.slice(0, 1)).head).toEqual(['Library', 'x', 'y']);
  });
});

test.each([
  [0.012345, '0.0123'],
  [1.5, '1.50'],
  [99.96, '100'],
  [123_456, '123456'],
  [0, '0.00'],
  [null, '–'],
  [undefined, '–'],
  [Number.NaN, '–'],
])('the figure %p reads %p', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('shares read as per cent', () => {
  expect([percent(0.994), percent(1), percent(null)]).toEqual(['99.4', '100.0', '–']);
});
