import type { Passage } from '../../src/replyText.ts';
import { remembered } from '../remembered.ts';
import { cutBlock, cutBlocks, visibleLength } from './cut.ts';
import { type Element, jsonBytes, note, text } from './elements.ts';
import { literalPart } from './escape.ts';
import { READING } from './limits.ts';
import { type Block, readMarkdown } from './markdown.ts';
import { writeLine, writeList } from './write.ts';

/** A block, the part of the answer that it belongs to, and how it is drawn as a whole. */
export interface Piece {
  as: Passage['is'];
  block: Block;
  drawn: Element[];
  /** Bytes of JSON that it takes so. */
  size: number;
}

export interface Prose {
  elements: Element[];
  /** Something was left out. */
  isCut: boolean;
}

/** The room that a card has for the text of a reply. */
export interface Room {
  /** Characters that a reader sees. */
  visible: number;
  /** Bytes of JSON. */
  json: number;
}

/** Passages as they are drawn without any limit, which is told once however often they are put into some room. */
export function readProse(passages: readonly Passage[]): Piece[] {
  return joined(passages).flatMap(({ is, text: words }) => READ[is](words));
}

/** The same words are drawn otherwise in each part of an answer. */
const READ: Readonly<Record<Passage['is'], (words: string) => readonly Piece[]>> = {
  text: reading('text'),
  notes: reading('notes'),
  facts: reading('facts'),
};

function reading(as: Passage['is']): (words: string) => readonly Piece[] {
  return remembered((words) => readMarkdown(words).map((block) => pieceOf(as, block)));
}

/** Passages as elements, cut where there is more than room. */
export function proseElements(all: readonly Piece[], room: Room): Prose {
  const shown = within(all, room.visible);
  const elements: Element[] = [];
  let left = room.json;
  for (const piece of shown) {
    if (piece.size > left) return { elements: [...elements, ...shortened(piece, left)], isCut: true };
    left -= piece.size;
    elements.push(...piece.drawn);
  }
  return { elements, isCut: total(all) > room.visible };
}

/** The bytes of JSON that passages would take without any limit. */
export function proseNeeds(all: readonly Piece[]): number {
  return all.reduce((sum, { size }) => sum + size, 0);
}

/** CommonMark as elements, without any limit. */
export function drawMarkdown(commonMark: string): Element[] {
  return readMarkdown(commonMark).flatMap((block) => draw('text', block));
}

function pieceOf(as: Passage['is'], block: Block): Piece {
  const drawn = draw(as, block);
  return { as, block, drawn, size: sizeOf(drawn) };
}

/** Neighbouring texts as one: only together they are whole, where a code block holds empty lines. */
function joined(passages: readonly Passage[]): Passage[] {
  const out: Passage[] = [];
  for (const passage of passages) {
    const last = out.at(-1);
    if (last?.is === 'text' && passage.is === 'text') {
      out[out.length - 1] = { is: 'text', text: `${last.text}\n\n${passage.text}` };
    } else out.push(passage);
  }
  return out;
}

function total(all: readonly Piece[]): number {
  return all.reduce((sum, { block }) => sum + visibleLength(block), 0);
}

function within(all: readonly Piece[], visible: number): Piece[] {
  if (total(all) <= visible) return [...all];
  const kept: Piece[] = [];
  let left = visible;
  for (const piece of all) {
    const size = visibleLength(piece.block);
    if (size > left) {
      const [part] = left > visible / 2 ? cutBlocks([piece.block], left) : [];
      return part === undefined ? kept : [...kept, pieceOf(piece.as, part)];
    }
    left -= size;
    kept.push(piece);
  }
  return kept;
}

/** What fits into so many bytes; nothing where that is too little to be worth it. */
function shortened({ as, block }: Piece, json: number): Element[] {
  for (let length = Math.min(visibleLength(block), json); length >= READING.rest; length = Math.floor(length * 0.7)) {
    const part = cutBlock(block, length);
    const drawn = part === null ? [] : draw(as, part);
    if (sizeOf(drawn) <= json) return drawn;
  }
  return [];
}

function sizeOf(elements: readonly Element[]): number {
  return elements.reduce((sum, element) => sum + jsonBytes(element) + 1, 0);
}

function draw(as: Passage['is'], block: Block): Element[] {
  switch (block.is) {
    case 'paragraph': {
      const words = writeLine(block.runs);
      if (words === '') return [];
      if (as === 'facts') return [note(words)];
      return [text(words, block.heading ? { weight: 'Bolder' } : {})];
    }
    case 'list':
      return [text(writeList(block.items))];
    case 'code':
      return [ground(codeLines(block.lines))];
    case 'quote': {
      const items = block.blocks.flatMap((each) => draw(as, each));
      return items.length === 0 ? [] : [ground(items)];
    }
    default:
      return block satisfies never;
  }
}

function ground(items: Element[]): Element {
  return { type: 'Container', style: 'emphasis', items };
}

/** Lines of code, each a block of its own: cards know no line break that every client keeps. */
function codeLines(lines: readonly string[]): Element[] {
  return lines.map((line, i) => {
    const indent = line.length - line.trimStart().length;
    const words = `${'\u00a0'.repeat(indent)}${literalPart(line.slice(indent), '', '')}`;
    return text(words.trim() === '' ? '\u00a0' : words, {
      fontType: 'Monospace',
      ...(i === 0 ? {} : { spacing: 'None' as const }),
    });
  });
}
