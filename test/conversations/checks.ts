import type { Seen } from './driver.ts';
import type { Turn } from './format.ts';

/** Everything in which a reply differs from what a turn expects, a line each. */
export function differences(turn: Turn, seen: Seen): string[] {
  const notes = seen.notes.map((note) => note.text).join('\n');
  const labels = seen.options.map((option) => option.label);
  return [
    ...oneOf('kind', turn.kind, seen.kind),
    ...same('entry', turn.entry, seen.entry),
    ...same('verdict', turn.verdict, seen.verdict),
    ...same('code', turn.code, seen.code),
    ...holds('text', turn.text, seen.text),
    ...(turn.not ?? []).filter((part) => has(seen.text, part)).map((part) => `text must not hold "${part}"`),
    ...holds('notes', turn.notes, notes),
    ...inOrder(turn.options ?? [], labels),
    ...(turn.notOptions ?? []).filter((label) => labels.includes(label)).map((label) => `offers "${label}"`),
    ...waits(turn.open, seen.open?.question ?? null),
    ...Object.entries(turn.facts ?? {}).flatMap(([name, value]) =>
      same(`fact ${name}`, value, seen.facts[name] ?? null),
    ),
  ];
}

function oneOf(what: string, expected: string | readonly string[], got: string): string[] {
  const wanted = [expected].flat();
  return wanted.includes(got) ? [] : [`${what}: expected ${wanted.join(' or ')}, got ${got}`];
}

/** `undefined`: nothing is expected. */
function same(what: string, expected: string | null | undefined, got: string | null | undefined): string[] {
  return expected === undefined || expected === got ? [] : [`${what}: expected ${expected}, got ${got ?? null}`];
}

function holds(what: string, parts: readonly string[] = [], text: string): string[] {
  return parts.filter((part) => !has(text, part)).map((part) => `${what}: expected to hold "${part}"`);
}

/** Where a line breaks inside a paragraph says nothing; where a paragraph ends does. */
function has(text: string, part: string): boolean {
  const flow = (words: string) => words.replaceAll(/(?<!\n) *\n *(?!\n)/g, ' ');
  return flow(text).includes(flow(part));
}

function inOrder(expected: readonly string[], labels: readonly string[]): string[] {
  let at = 0;
  for (const label of labels) if (label === expected[at]) at++;
  return at === expected.length
    ? []
    : [`options: expected ${JSON.stringify(expected)} in this order, got ${JSON.stringify(labels)}`];
}

function waits(expected: string | null | undefined, got: string | null): string[] {
  if (expected === undefined) return [];
  const fits = expected === null || got === null ? expected === got : got.includes(expected);
  return fits ? [] : [`open: expected ${expected}, got ${got}`];
}

const INSIDES: readonly [string, RegExp][] = [
  ['a stack trace', /\n\s+at .+:\d+/],
  ['a value that was never meant to be read', /\bundefined\b|\[object \w+\]|\bNaN\b/],
  ['an HTML tag', /<(?:script|img|a|iframe|b)\b/i],
  ['a control character', /[^\P{Cc}\n\t]/u],
];

/** What no reply may be, whatever it answers. */
export function faults(seen: Seen): string[] {
  const labels = seen.options.map((option) => option.label);
  const asked = seen.open?.options.map((option) => option.label) ?? [];
  return [
    ...(seen.text.trim() === '' ? ['the text is empty'] : []),
    ...INSIDES.filter(([, pattern]) => pattern.test(seen.text)).map(([what]) => `the text holds ${what}`),
    ...labels.filter((label) => label.trim() === '' || label.length > 75).map((label) => `a bad label "${label}"`),
    ...labels.filter((label, at) => labels.indexOf(label) < at).map((label) => `offers "${label}" twice`),
    ...(labels.length > 25 ? [`offers ${labels.length} options`] : []),
    ...asked.filter((label) => !labels.includes(label)).map((label) => `the open question's "${label}" is not offered`),
    ...(seen.kind === 'answer' && seen.sources.length === 0 ? ['an answer without a source'] : []),
    ...((seen.kind === 'error') !== (seen.code !== undefined) ? ['an error has a code, and nothing else has'] : []),
    ...seen.notes.filter((note) => !has(seen.text, note.text.split('\n')[0] ?? '')).map(() => 'a note is not shown'),
  ];
}
