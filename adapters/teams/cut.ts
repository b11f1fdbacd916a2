import { cutPlain, ELLIPSIS } from '../cutPlain.ts';
import type { Block, Item, Run } from './markdown.ts';

/** Words in runs, cut at a word; a run keeps its form, and a link leads where it led. */
export function cutRuns(runs: readonly Run[], length: number): Run[] {
  const kept: Run[] = [];
  let left = Math.max(length, 1);
  for (const run of runs) {
    if (run.text.length > left) return left > 0 ? [...kept, shorter(run, left)] : endedEarly(kept);
    left -= run.text.length;
    kept.push(run);
  }
  return kept;
}

function shorter(run: Run, length: number): Run {
  return { ...run, text: cutPlain(run.text, length) };
}

/** No room is left to say that something follows: the last run gives some. */
function endedEarly(runs: readonly Run[]): Run[] {
  const last = runs.at(-1);
  if (last === undefined) return [];
  const text = last.text.length < 2 ? ELLIPSIS : cutPlain(last.text, last.text.length - 1);
  return [...runs.slice(0, -1), { ...last, text }];
}

/** What a reader sees of a block, in characters: the address of a link does not count. */
export function visibleLength(block: Block): number {
  switch (block.is) {
    case 'paragraph':
      return runsLength(block.runs);
    case 'list':
      return block.items.reduce((sum, { runs }) => sum + runsLength(runs), 0);
    case 'code':
      return block.lines.reduce((sum, line) => sum + line.length + 1, 0);
    case 'quote':
      return block.blocks.reduce((sum, each) => sum + visibleLength(each), 0);
    default:
      return block satisfies never;
  }
}

/** A block of at most so many visible characters; null where nothing of it is left. Its last words say that it was cut. */
export function cutBlock(block: Block, length: number): Block | null {
  if (visibleLength(block) <= length) return block;
  switch (block.is) {
    case 'paragraph':
      return length < 1 ? null : { ...block, runs: cutRuns(block.runs, length) };
    case 'list': {
      const items = cutItems(block.items, length);
      return items.length === 0 ? null : { ...block, items };
    }
    case 'code': {
      const lines = cutLines(block.lines, length);
      return lines.length === 0 ? null : { ...block, lines };
    }
    case 'quote': {
      const blocks = cutBlocks(block.blocks, length);
      return blocks.length === 0 ? null : { ...block, blocks };
    }
    default:
      return block satisfies never;
  }
}

/** As many whole blocks as fit; of the next one as much as makes the text worth reading. */
export function cutBlocks(blocks: readonly Block[], length: number): Block[] {
  const kept: Block[] = [];
  let left = length;
  for (const block of blocks) {
    const size = visibleLength(block);
    if (size > left) {
      const part = left > length / 2 ? cutBlock(block, left) : null;
      return part === null ? kept : [...kept, part];
    }
    left -= size;
    kept.push(block);
  }
  return kept;
}

function cutItems(items: readonly Item[], length: number): Item[] {
  const kept: Item[] = [];
  let left = length;
  for (const item of items) {
    const size = runsLength(item.runs);
    if (size > left) return left < 2 ? kept : [...kept, { ...item, runs: cutRuns(item.runs, left) }];
    left -= size;
    kept.push(item);
  }
  return kept;
}

function cutLines(lines: readonly string[], length: number): string[] {
  const kept: string[] = [];
  let left = length;
  for (const line of lines) {
    if (line.length + 1 > left) return left < 3 ? kept : [...kept, cutPlain(line, left - 1)];
    left -= line.length + 1;
    kept.push(line);
  }
  return kept;
}

function runsLength(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + text.length, 0);
}
