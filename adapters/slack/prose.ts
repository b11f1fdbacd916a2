import type { Passage } from '../../src/replyText.ts';
import { context, type KnownBlock, section } from './blocks.ts';
import { cutText, jsonLength, paragraphsOf, splitText, visibleLength } from './cut.ts';
import { LIMITS, READING } from './limits.ts';
import { toMrkdwn } from './mrkdwn.ts';

/** A paragraph in mrkdwn and the kind of block that it belongs into. */
interface Paragraph {
  as: Passage['is'];
  text: string;
}

export interface Prose {
  blocks: KnownBlock[];
  /** Something was left out. */
  isCut: boolean;
}

/** The room that a message has for the text of a reply. */
export interface Room {
  /** Characters that a reader sees. */
  visible: number;
  blocks: number;
  /** Characters of JSON. */
  json: number;
}

/** Passages as blocks, cut at a paragraph where there is more than room; the first paragraph stays in any case. */
export function proseBlocks(passages: readonly Passage[], room: Room): Prose {
  const all = joined(passages).flatMap(paragraphs);
  const blocks: KnownBlock[] = [];
  let left = { ...room };
  for (const group of grouped(within(all, room.visible))) {
    for (const text of splitText(group.text, LIMITS.sectionText)) {
      if (!saysSomething(text)) continue;
      const block = toBlock(group.as, text);
      const cost = jsonLength(block) + 1;
      if (left.blocks < 1) return { blocks, isCut: true };
      if (cost > left.json) {
        const shorter = shortened(group.as, text, left.json);
        return { blocks: shorter === null ? blocks : [...blocks, shorter], isCut: true };
      }
      left = { ...left, blocks: left.blocks - 1, json: left.json - cost };
      blocks.push(block);
    }
  }
  return { blocks, isCut: total(all) > room.visible };
}

/** A cut may leave the sign of a quotation alone. */
function saysSomething(text: string): boolean {
  return /[^\s>]/.test(text.replaceAll('&gt;', 'x'));
}

/** The JSON characters that passages would take without any limit. */
export function proseNeeds(passages: readonly Passage[]): number {
  return joined(passages).reduce((sum, { text }) => sum + jsonLength(toMrkdwn(text)) + 120, 0);
}

/** Neighbouring texts as one: only together they are whole, where a code block holds empty lines. */
function joined(passages: readonly Passage[]): Passage[] {
  const out: Passage[] = [];
  for (const passage of passages) {
    const last = out.at(-1);
    if (last?.is === 'text' && passage.is === 'text') {
      out[out.length - 1] = { is: 'text', text: `${last.text}\n\n${passage.text}` };
    } else {
      out.push(passage);
    }
  }
  return out;
}

function paragraphs({ is, text }: Passage): Paragraph[] {
  return paragraphsOf(toMrkdwn(text)).map((paragraph) => ({ as: is, text: paragraph }));
}

function total(all: readonly Paragraph[]): number {
  return all.reduce((sum, { text }) => sum + visibleLength(text), 0);
}

/** As many whole paragraphs as fit; of a long list or block as much as makes the text worth reading. */
function within(all: readonly Paragraph[], visible: number): Paragraph[] {
  if (total(all) <= visible) return [...all];
  const kept: Paragraph[] = [];
  let left = visible;
  for (const { as, text } of all) {
    if (visibleLength(text) > left) return left > visible / 2 ? [...kept, { as, text: cutText(text, left) }] : kept;
    left -= visibleLength(text);
    kept.push({ as, text });
  }
  return kept;
}

function grouped(all: readonly Paragraph[]): Paragraph[] {
  const out: Paragraph[] = [];
  for (const { as, text } of all) {
    const last = out.at(-1);
    if (last?.as === as) out[out.length - 1] = { as, text: `${last.text}\n\n${text}` };
    else out.push({ as, text });
  }
  return out;
}

function toBlock(as: Paragraph['as'], text: string): KnownBlock {
  return as === 'facts' ? context(text) : section(text);
}

/** A block of at most so many JSON characters; null where that is too few to be worth one. */
function shortened(as: Paragraph['as'], text: string, json: number): KnownBlock | null {
  for (let length = Math.min(text.length, json); length >= READING.rowLabel; length = Math.floor(length * 0.7)) {
    const block = toBlock(as, cutText(text, length));
    if (jsonLength(block) < json) return saysSomething(cutText(text, length)) ? block : null;
  }
  return null;
}
