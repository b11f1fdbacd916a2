import { literalPart, withoutBlockStart } from './escape.ts';
import type { Run } from './inline.ts';
import type { Block, Item } from './markdown.ts';

/** Neighbouring runs that stand between one pair of marks. */
interface Group {
  mark: Mark;
  runs: Run[];
}

type Mark = '**' | '_' | '';

/** A line in the Markdown that cards and messages show: bold, italic and links. */
export function writeLine(runs: readonly Run[]): string {
  const groups = grouped(runs);
  let out = '';
  for (const [i, group] of groups.entries()) {
    const after = firstOf(groups[i + 1]);
    out += writeGroup(group, lastCharacter(out), after);
  }
  return withoutBlockStart(out.trim());
}

/** A list, a line an item. Nested ones are indented, which phones show as it is. */
export function writeList(items: readonly Item[]): string {
  return items.map(({ marker, depth, runs }) => `${INDENT.repeat(depth)}${marker} ${writeLine(runs)}`).join('\n');
}

const INDENT = '    ';

/** Blocks in the Markdown of a message's text, which knows quotes and code beside what cards know. */
export function writeText(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join('\n\n');
}

function writeBlock(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return block.heading ? writeLine(block.runs.map((run) => ({ ...run, bold: true }))) : writeLine(block.runs);
    case 'list':
      return writeList(block.items);
    case 'code':
      // Backticks inside would end the block.
      return ['```', ...block.lines.map((line) => line.replaceAll('`', 'ˋ')), '```'].join('\n');
    case 'quote':
      return writeText(block.blocks).replace(/^/gm, '> ');
    default:
      return block satisfies never;
  }
}

function grouped(runs: readonly Run[]): Group[] {
  const groups: Group[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    // Bold and italic at once is more than phones read.
    const mark: Mark = run.bold ? '**' : run.italic ? '_' : '';
    const last = groups.at(-1);
    if (last?.mark === mark) last.runs.push(run);
    else groups.push({ mark, runs: [run] });
  }
  return groups;
}

/** Blanks stand outside the marks; marks that would show instead of forming are dropped. */
function writeGroup({ mark, runs }: Group, before: string, after: string): string {
  const whole = writeRuns(runs, mark === '' ? before : '*', mark === '' ? after : '*');
  if (mark === '') return whole;
  const inner = whole.trim();
  const lead = whole.slice(0, whole.length - whole.trimStart().length);
  const trail = whole.slice(whole.trimEnd().length);
  const opens = canOpen(mark, lead === '' ? before : ' ', inner);
  const closes = canClose(mark, trail === '' ? after : ' ', inner);
  if (inner === '' || !opens || !closes) return writeRuns(runs, before, after);
  return `${lead}${mark}${inner}${mark}${trail}`;
}

function writeRuns(runs: readonly Run[], before: string, after: string): string {
  let out = '';
  for (const [i, { text, url }] of runs.entries()) {
    const right = runs[i + 1];
    const next = right === undefined ? after : right.url === null ? (right.text[0] ?? '') : '[';
    out += url === null ? literalPart(text, lastCharacter(out) || before, next) : writeLink(text, url);
  }
  return out;
}

/** No brackets inside a title: phones know no escape for them. */
function writeLink(title: string, url: string): string {
  const words = title.replaceAll('[', '(').replaceAll(']', ')').trim();
  const lead = title.startsWith(' ') ? ' ' : '';
  const trail = title.endsWith(' ') ? ' ' : '';
  return words === '' ? title : `${lead}[${literalPart(words, '[', ']')}](${url})${trail}`;
}

function canOpen(mark: Mark, before: string, inner: string): boolean {
  const isFree = before === '' || isBlank(before) || isPunctuation(before);
  return isFree || (mark === '**' && !isPunctuation(firstCharacter(inner)));
}

function canClose(mark: Mark, after: string, inner: string): boolean {
  const isFree = after === '' || isBlank(after) || isPunctuation(after);
  return isFree || (mark === '**' && !isPunctuation(lastCharacter(inner)));
}

const isBlank = (character: string) => /^\s$/u.test(character);
const isPunctuation = (character: string) => /^[\p{P}\p{S}]$/u.test(character);

function firstOf(group: Group | undefined): string {
  const run = group?.runs[0];
  if (group === undefined || run === undefined) return '';
  const [first = ''] = run.text;
  return group.mark === '' || first.trim() === '' ? (run.url === null ? first : '[') : '*';
}

function firstCharacter(text: string): string {
  return [...text.slice(0, 2)][0] ?? '';
}

function lastCharacter(text: string): string {
  return [...text.slice(-2)].at(-1) ?? '';
}
