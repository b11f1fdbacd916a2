import MarkdownIt from 'markdown-it';
import { remembered } from '../remembered.ts';
import { sound } from '../sound.ts';
import { escapeText } from './escape.ts';
import { inlineMrkdwn, inlinePlain, type Token } from './inline.ts';

const markdown = new MarkdownIt({ html: false, linkify: false });
// What leads elsewhere stays the text that it is.
markdown.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url);

/** Text is indented inside a list; code, the fences around it and quotes stand at the margin, or Slack reads them as text. */
interface Line {
  text: string;
  kind: 'text' | 'fence' | 'code' | 'quote';
}

type Block = Line[];

/** How the blocks are written. */
interface Style {
  inline(tokens: readonly Token[], bold: boolean): string;
  code(content: string): Block;
  quote(lines: Block): Block;
}

interface Cursor {
  tokens: readonly Token[];
  at: number;
}

const BULLETS = ['•', '◦', '▪'];
/** Blanks that no client drops at the beginning of a line. */
const INDENT = '\u00a0'.repeat(4);

const MRKDWN: Style = {
  inline: inlineMrkdwn,
  code: (content) => [
    { text: '```', kind: 'fence' },
    // Three backticks inside would end the block.
    ...codeLines(content.replaceAll('```', 'ˋˋˋ')),
    { text: '```', kind: 'fence' },
  ],
  // Slack quotes line by line, and knows neither a code block nor a quote inside a quote.
  quote: (lines) =>
    lines
      .filter((line) => line.kind !== 'fence')
      .map((line) => (line.kind === 'quote' ? line : { text: quoted(line), kind: 'quote' })),
};

const PLAIN: Style = { inline: inlinePlain, code: codeLines, quote: (lines) => lines };

/**
 * CommonMark as Slack's mrkdwn. Raw HTML, links that lead anywhere but to http, https and mailto, and whatever would
 * mention, link or format by accident show as text.
 */
export const toMrkdwn: (commonMark: string) => string = remembered((text) => render(text, MRKDWN));

/** The words of CommonMark without markup, still escaped: for notifications and screen readers. */
export const plainText: (commonMark: string) => string = remembered((text) => render(text, PLAIN));

function render(commonMark: string, style: Style): string {
  const cursor = { tokens: markdown.parse(sound(commonMark), {}), at: 0 };
  return readBlocks(cursor, style, 0)
    .map((block) => block.map((line) => line.text.trimEnd()).join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Reads blocks until the container ends that they stand in. */
function readBlocks(cursor: Cursor, style: Style, depth: number): Block[] {
  const blocks: Block[] = [];
  for (let token = cursor.tokens[cursor.at]; token; token = cursor.tokens[cursor.at]) {
    cursor.at++;
    if (ENDS.has(token.type)) break;
    const block = readBlock(token, cursor, style, depth);
    if (block.length > 0) blocks.push(block);
  }
  return blocks;
}

const ENDS = new Set(['list_item_close', 'blockquote_close', 'bullet_list_close', 'ordered_list_close', 'table_close']);

function readBlock(token: Token, cursor: Cursor, style: Style, depth: number): Block {
  switch (token.type) {
    case 'inline': {
      const isHeading = cursor.tokens[cursor.at - 2]?.type === 'heading_open';
      return textLines(style.inline(token.children ?? [], isHeading));
    }
    case 'fence':
    case 'code_block':
      return token.content.trim() === '' ? [] : style.code(token.content.replace(/\n$/, ''));
    case 'bullet_list_open':
      return readList(cursor, style, depth, null);
    case 'ordered_list_open':
      return readList(cursor, style, depth, Number(token.attrGet('start') ?? 1));
    case 'blockquote_open':
      return style.quote(parted(readBlocks(cursor, style, depth)));
    case 'table_open':
      return readTable(cursor, style);
    case 'hr':
      return [textLine('———')];
    default:
      return [];
  }
}

function readList(cursor: Cursor, style: Style, depth: number, start: number | null): Block {
  const lines: Block = [];
  for (let number = start; cursor.tokens[cursor.at]?.type === 'list_item_open'; number = next(number)) {
    cursor.at++;
    const marker = number === null ? (BULLETS[Math.min(depth, 2)] ?? '•') : `${number}.`;
    lines.push(...item(marker, readBlocks(cursor, style, depth + 1).flat()));
  }
  cursor.at++;
  return lines;
}

function next(number: number | null): number | null {
  return number === null ? null : number + 1;
}

function item(marker: string, lines: Block): Block {
  const [first, ...rest] = lines;
  const indented = (line: Line) => (line.kind === 'text' ? textLine(`${INDENT}${line.text}`) : line);
  return first?.kind === 'text'
    ? [textLine(`${marker} ${first.text}`), ...rest.map(indented)]
    : [textLine(marker), ...lines.map(indented)];
}

/** A line a row. */
function readTable(cursor: Cursor, style: Style): Block {
  const rows: string[][] = [];
  for (let token = cursor.tokens[cursor.at]; token; token = cursor.tokens[cursor.at]) {
    cursor.at++;
    if (token.type === 'table_close') break;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(style.inline(token.children ?? [], rows.length === 1));
  }
  return rows.map((cells) => textLine(cells.join(' | ')));
}

function textLine(text: string): Line {
  return { text, kind: 'text' };
}

function textLines(text: string): Block {
  return text === '' ? [] : text.split('\n').map(textLine);
}

function codeLines(content: string): Block {
  return content.split('\n').map((line) => ({ text: escapeText(line), kind: 'code' }));
}

/** Blocks with an empty line between them. */
function parted(blocks: readonly Block[]): Block {
  return blocks.flatMap((block, i) => (i === 0 ? block : [textLine(''), ...block]));
}

function quoted({ text, kind }: Line): string {
  const shown = kind === 'code' && text.trim() !== '' ? `\`${text.replaceAll('`', 'ˋ')}\`` : text;
  return `> ${shown}`;
}
