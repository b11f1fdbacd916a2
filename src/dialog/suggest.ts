import type { EntryId } from '../brand.ts';
import { COMMON_WORDS } from '../intent/commonWords.ts';
import type { Option } from '../reply.ts';
import type { Ground } from './context.ts';
import { labelOf } from './label.ts';
import { exampleOptions } from './plainReplies.ts';
import { NEAREST } from './question.ts';
import { VALUES } from './values.ts';

/** Options for what somebody has typed so far, best first, `count` at most. Pure, and fast enough for every key press. */
export type Suggest = (typed: string, count: number) => Option[];

/** Longer texts are cut: nobody types so much into a search box, and each letter costs time. */
export const TYPED = 200;

/** How a title may hold what was typed; the nearer ones come first. */
const NEARNESS: readonly ((haystack: Haystack, needle: Haystack) => boolean)[] = [
  ({ text }, needle) => text.startsWith(needle.text),
  ({ words }, needle) => needle.words.every((part) => words.some((word) => word.startsWith(part))),
  ({ text }, needle) => needle.words.every((part) => text.includes(part)),
];

interface Haystack {
  text: string;
  words: readonly string[];
}

interface Row {
  id: EntryId;
  title: Haystack;
  section: Haystack;
}

/**
 * What the intent layer would answer or offer comes first, then titles that hold what was typed, entries of sections
 * that do, and last what the intent layer finds just likely enough to be named.
 */
export function createSuggest(ground: Ground): Suggest {
  const rows: Row[] = ground.corpus.sections.flatMap(({ title: section, entries }) =>
    entries.map((id) => ({ id, title: haystack(titleOf(id, ground)), section: haystack(section) })),
  );
  return (typed, count) => {
    const most = Math.max(0, Math.trunc(count));
    const cut = typed.slice(0, TYPED);
    const needle = needleOf(cut);
    if (needle.words.length === 0) return exampleOptions(ground).slice(0, most);
    const { outcome, candidates } = ground.intent.understand(cut);
    const likely = candidates.filter(({ confidence }) => confidence >= NEAREST).map(({ entry }) => entry);
    const found = [...holding(rows, 'title', needle), ...holding(rows, 'section', needle)];
    const ids = new Set(outcome === 'unknown' ? [...found, ...likely] : [...likely, ...found]);
    return [...ids].slice(0, most).map((id) => ({ label: labelOf(titleOf(id, ground)), value: VALUES.entry(id) }));
  };
}

function holding(rows: readonly Row[], part: 'title' | 'section', needle: Haystack): EntryId[] {
  return NEARNESS.flatMap((holds) => rows.filter((row) => holds(row[part], needle)).map(({ id }) => id));
}

function titleOf(id: EntryId, { corpus }: Ground): string {
  return corpus.entries.get(id)?.shortTitle ?? id;
}

function haystack(text: string): Haystack {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu) ?? [];
  return { text: words.join(' '), words };
}

/** 'Can I ren': the everyday words stand in no title, and the last one is what counts. */
function needleOf(typed: string): Haystack {
  const { text, words } = haystack(typed);
  const telling = words.filter((word) => !COMMON_WORDS.has(word));
  return { text, words: telling.length > 0 ? telling : words };
}
