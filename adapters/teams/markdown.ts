import MarkdownIt from 'markdown-it';
import { remembered } from '../remembered.ts';
import { sound } from '../sound.ts';
import { type Run, runsOf, type Token } from './inline.ts';

export type { Run } from './inline.ts';

const markdown = new MarkdownIt({ html: false, linkify: false });
// What leads elsewhere stays the text that it is.
markdown.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url);

/** `marker`: `-`, or a number with its point; `depth`: 0 for the outermost list. */
export interface Item {
  marker: string;
  depth: number;
  runs: readonly Run[];
}

/** What cards can show of CommonMark, in the order in which it is read. */
export type Block =
  | { is: 'paragraph'; runs: readonly Run[]; heading: boolean }
  | { is: 'list'; items: readonly Item[] }
  | { is: 'code'; lines: readonly string[] }
  | { is: 'quote'; blocks: readonly Block[] };

interface Cursor {
  tokens: readonly Token[];
  at: number;
}

/** A list that is being read, and how deep it is nested. */
interface Place {
  depth: number;
  /** Stands before the next text; null outside lists, or where the item has its text already. */
  marker: string | null;
}

/**
 * CommonMark in the blocks that cards know. Raw HTML and links that lead anywhere but to http, https and mailto show as
 * text. What a list cannot hold (code, a quote, a second paragraph) parts it, and its numbers go on.
 */
export const readMarkdown: (commonMark: string) => readonly Block[] = remembered((commonMark) => {
  const cursor = { tokens: markdown.parse(sound(commonMark), {}), at: 0 };
  return joinedLists(readBlocks(cursor, { depth: -1, marker: null })).filter(saysSomething);
});

function readBlocks(cursor: Cursor, place: Place): Block[] {
  const blocks: Block[] = [];
  for (let token = cursor.tokens[cursor.at]; token; token = cursor.tokens[cursor.at]) {
    cursor.at++;
    if (ENDS.has(token.type)) break;
    blocks.push(...readBlock(token, cursor, place));
  }
  return blocks;
}

const ENDS = new Set(['list_item_close', 'blockquote_close', 'bullet_list_close', 'ordered_list_close', 'table_close']);

function readBlock(token: Token, cursor: Cursor, place: Place): Block[] {
  switch (token.type) {
    case 'inline': {
      const heading = cursor.tokens[cursor.at - 2]?.type === 'heading_open';
      return linesOf(token).map((runs) => textBlock(runs, heading, place));
    }
    case 'fence':
    case 'code_block':
      return [{ is: 'code', lines: token.content.replace(/\n+$/, '').split('\n') }];
    case 'bullet_list_open':
      return readItems(cursor, place.depth + 1, null);
    case 'ordered_list_open':
      return readItems(cursor, place.depth + 1, Number(token.attrGet('start') ?? 1));
    case 'blockquote_open':
      return [{ is: 'quote', blocks: joinedLists(readBlocks(cursor, { depth: -1, marker: null })) }];
    case 'table_open':
      return readTable(cursor);
    default:
      return [];
  }
}

/** The first text of an item is the item, any other is a paragraph of its own. */
function textBlock(runs: Run[], heading: boolean, place: Place): Block {
  const { marker, depth } = place;
  if (marker === null) return { is: 'paragraph', runs, heading };
  place.marker = null;
  return { is: 'list', items: [{ marker, depth, runs }] };
}

function readItems(cursor: Cursor, depth: number, start: number | null): Block[] {
  const blocks: Block[] = [];
  for (let number = start; cursor.tokens[cursor.at]?.type === 'list_item_open'; number = next(number)) {
    cursor.at++;
    blocks.push(...readBlocks(cursor, { depth, marker: number === null ? '-' : `${number}.` }));
  }
  cursor.at++;
  return blocks;
}

function next(number: number | null): number | null {
  return number === null ? null : number + 1;
}

/** A line a row, the first one bold. */
function readTable(cursor: Cursor): Block[] {
  const rows: Run[][] = [];
  for (let token = cursor.tokens[cursor.at]; token; token = cursor.tokens[cursor.at]) {
    cursor.at++;
    if (token.type === 'table_close') break;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type !== 'inline') continue;
    const row = rows.at(-1);
    const cell = linesOf(token).flat();
    if (row && row.length > 0) row.push({ text: ' | ', bold: false, italic: false, url: null }, ...cell);
    else row?.push(...cell);
  }
  return rows.map((runs, i) => ({ is: 'paragraph', runs, heading: i === 0 }));
}

function linesOf(token: Token): Run[][] {
  return runsOf(token.children ?? []).filter((runs) => runs.some(({ text }) => text.trim() !== ''));
}

/** Items that follow each other are one list. */
function joinedLists(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (last?.is === 'list' && block.is === 'list') {
      out[out.length - 1] = { is: 'list', items: [...last.items, ...block.items] };
    } else out.push(block);
  }
  return out;
}

function saysSomething(block: Block): boolean {
  if (block.is === 'code') return block.lines.some((line) => line.trim() !== '');
  return block.is !== 'quote' || block.blocks.some(saysSomething);
}

/** The words of CommonMark alone, on one line. */
export function wordsOf(commonMark: string): string {
  return readMarkdown(commonMark).map(blockWords).join(' ');
}

export function blockWords(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return runWords(block.runs);
    case 'list':
      return block.items.map(({ marker, runs }) => `${marker} ${runWords(runs)}`).join(' ');
    case 'code':
      return block.lines.join(' ');
    case 'quote':
      return block.blocks.map(blockWords).join(' ');
    default:
      return block satisfies never;
  }
}

const runWords = (runs: readonly Run[]) => runs.map(({ text }) => text).join('');
