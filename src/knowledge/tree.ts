import type { FactName } from '../brand.ts';
import type { RawCase, RawNode } from './schema.ts';
import type { Ask, Case, Fact, Leaf, Node, When } from './types.ts';
import {
  ALL_VERSIONS,
  contains,
  formatRange,
  intersect,
  isEmpty,
  parseRange,
  type VersionRange,
} from './versionRange.ts';
import type { Path } from './yamlFile.ts';

type RawNotes = RawNode['notes'];

export interface TreeTools {
  facts: ReadonlyMap<FactName, Fact>;
  /** Resolves a leaf's notes. */
  notes(raw: RawNotes, path: Path): Leaf['notes'];
  report(path: Path, message: string): void;
}

/** What the branches above still leave possible for each fact that they asked. */
type Possible = ReadonlyMap<FactName, When>;

/**
 * Turns a raw node into a checked tree. Reports a node that is no node, an undeclared fact, and every gap, overlap and
 * dead branch among the cases; returns null for what cannot be used.
 */
export function buildNode(raw: RawNode, path: Path, tools: TreeTools, possible: Possible = new Map()): Node | null {
  if (raw.ask !== undefined) return buildAsk(raw, path, tools, possible);
  for (const key of ['cases', 'unknown', 'because', 'lead'] as const) {
    if (raw[key] !== undefined) tools.report([...path, key], `${key}: belongs to a question; add ask, or remove it`);
  }
  if (raw['not-covered'] !== undefined) {
    if (raw.text !== undefined || raw.verdict !== undefined) {
      tools.report(path, 'not-covered stands alone: remove text and verdict, or not-covered');
    }
    return { kind: 'not-covered', text: raw['not-covered'] };
  }
  if (raw.text === undefined || raw.verdict === undefined) {
    tools.report(path, 'an answer needs verdict and text, or ask with cases, or not-covered: add what is missing');
    return null;
  }
  return { kind: 'leaf', verdict: raw.verdict, text: raw.text, notes: tools.notes(raw.notes, path) };
}

function buildAsk(raw: RawNode, path: Path, tools: TreeTools, possible: Possible): Ask | null {
  const name = raw.ask as FactName;
  const fact = tools.facts.get(name);
  if (!fact) {
    tools.report([...path, 'ask'], `ask: no fact ${name} is declared in corpus.yaml; declare it or correct the name`);
    return null;
  }
  for (const key of ['text', 'verdict', 'not-covered'] as const) {
    if (raw[key] !== undefined) tools.report([...path, key], `${key}: stands beside ask; move it into a case`);
  }
  if (!raw.because) tools.report(path, 'ask: say in one clause why it is asked (because)');
  if (!raw.unknown) tools.report(path, 'ask: say what holds when the person does not know (unknown)');
  if (!raw.cases) tools.report(path, 'ask: the cases are missing; add one for every value');
  const space = possible.get(name) ?? everything(fact);
  const cases: Case[] = [];
  for (const [index, rawCase] of (raw.cases ?? []).entries()) {
    const built = buildCase(rawCase, [...path, 'cases', index], tools, { fact, space, possible });
    if (built) cases.push(built);
  }
  if (cases.length === (raw.cases?.length ?? 0)) reportCoverage(fact, space, cases, path, tools);
  if (!raw.unknown) return null;
  const unknown: Leaf = {
    kind: 'leaf',
    verdict: raw.unknown.verdict,
    text: raw.unknown.text,
    notes: tools.notes(raw.unknown.notes, [...path, 'unknown']),
  };
  return { kind: 'ask', fact: name, lead: raw.lead ?? '', because: raw.because ?? '', cases, unknown };
}

interface Branching {
  fact: Fact;
  space: When;
  possible: Possible;
}

function buildCase(raw: RawCase, path: Path, tools: TreeTools, at: Branching): Case | null {
  const when = parseWhen(raw.when, at.fact);
  if (typeof when === 'string') {
    tools.report([...path, 'when'], `when: ${when}`);
    return null;
  }
  const left = narrow(at.space, when);
  if (left === null) {
    tools.report([...path, 'when'], `when: dead branch, ${raw.when} cannot happen here; remove the case`);
  }
  const { when: _when, label, ...node } = raw;
  const below = new Map(at.possible).set(at.fact.name, left ?? when);
  const built = buildNode(node, path, tools, below);
  return built && { when, label: label ?? defaultLabel(when, at.fact), node: built };
}

function everything(fact: Fact): When {
  return fact.type === 'version'
    ? { type: 'version', range: ALL_VERSIONS }
    : { type: 'values', values: fact.values.map((value) => value.id) };
}

function parseWhen(text: string, fact: Fact): When | string {
  if (fact.type === 'version') {
    const range = parseRange(text);
    return range ? { type: 'version', range } : `not a range of versions; write "< 1.1.750.0" or ">= 1.1.750.0"`;
  }
  const values = text.split('|').map((value) => value.trim());
  const known = fact.values.map((value) => value.id);
  const stranger = values.find((value) => !known.includes(value));
  return stranger === undefined
    ? { type: 'values', values }
    : `${fact.name} has no value ${stranger}; use one of ${known.join(', ')}`;
}

function narrow(space: When, when: When): When | null {
  if (space.type === 'version' && when.type === 'version') {
    const range = intersect(space.range, when.range);
    return isEmpty(range) ? null : { type: 'version', range };
  }
  if (space.type === 'values' && when.type === 'values') {
    const values = when.values.filter((value) => space.values.includes(value));
    return values.length === 0 ? null : { type: 'values', values };
  }
  return null;
}

function reportCoverage(fact: Fact, space: When, cases: readonly Case[], path: Path, tools: TreeTools): void {
  const report = (message: string) => tools.report([...path, 'cases'], `cases of ${fact.name}: ${message}`);
  if (space.type === 'values') {
    const named = cases.flatMap((each) => (each.when.type === 'values' ? each.when.values : []));
    for (const value of space.values) {
      const times = named.filter((each) => each === value).length;
      if (times === 0) report(`gap, nothing is said for ${value}; add a case or not-covered`);
      if (times > 1) report(`overlap, ${value} stands in ${times} cases; keep one`);
    }
    return;
  }
  const ranges = cases
    .flatMap((each) => (each.when.type === 'version' ? [intersect(space.range, each.when.range)] : []))
    .filter((range) => !isEmpty(range));
  for (const [index, range] of ranges.entries()) {
    const clash = ranges.slice(index + 1).find((other) => !isEmpty(intersect(range, other)));
    if (clash) report(`overlap between ${formatRange(range)} and ${formatRange(clash)}; move one bound`);
  }
  for (const gap of uncovered(space.range, ranges)) report(`gap, nothing is said for ${formatRange(gap)}; add a case`);
}

/** The parts of `space` that no range covers. */
function uncovered(space: VersionRange, ranges: readonly VersionRange[]): VersionRange[] {
  let gaps: VersionRange[] = [space];
  for (const range of ranges) {
    gaps = gaps.flatMap((gap) => {
      if (isEmpty(intersect(gap, range))) return [gap];
      const before = range.from === null ? null : intersect(gap, { from: null, below: range.from });
      const after = range.below === null ? null : intersect(gap, { from: range.below, below: null });
      return [before, after].filter((part): part is VersionRange => part !== null && !isEmpty(part));
    });
  }
  return gaps.filter((gap) => !ranges.some((range) => contains(range, gap)));
}

function defaultLabel(when: When, fact: Fact): string {
  if (when.type === 'values') {
    const values = fact.type === 'values' ? fact.values : [];
    return when.values.map((id) => values.find((value) => value.id === id)?.label ?? id).join(' or ');
  }
  const { from, below } = when.range;
  if (from === null) return `Older than ${below}`;
  return below === null ? `${from} or later` : `${from} or later, older than ${below}`;
}
