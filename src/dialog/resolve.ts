import type { FactName } from '../brand.ts';
import type { Ask, Case, Fact, Leaf, Node, NotCovered, When } from '../knowledge/types.ts';
import { contains, formatRange, parseRange, type VersionRange } from '../knowledge/versionRange.ts';
import { escapeMarkdown } from '../markdown.ts';
import { parseVersion } from '../version.ts';

/** Facts as the session holds them: a version, a range of versions, or the id of a value. */
export type Facts = Readonly<Record<FactName, string>>;

/** Where known facts lead in an entry: to an answer, or to the next question. `used`: the facts that led there. */
export type Resolved = { used: FactName[]; leads: { fact: FactName; text: string }[] } & (
  | { at: 'leaf'; leaf: Leaf }
  | { at: 'not-covered'; node: NotCovered }
  | { at: 'ask'; ask: Ask }
);

/** Follows a tree as far as the facts go. `unknown`: the person has said not to know this fact. */
export function resolve(node: Node, facts: Facts, unknown: FactName | null = null): Resolved {
  const used: FactName[] = [];
  const leads: { fact: FactName; text: string }[] = [];
  let at = node;
  while (at.kind === 'ask') {
    if (at.lead !== '') leads.push({ fact: at.fact, text: at.lead });
    if (at.fact === unknown) return { at: 'leaf', leaf: at.unknown, used, leads };
    const next = matchingCase(at, facts[at.fact]);
    if (!next) return { at: 'ask', ask: at, used, leads };
    used.push(at.fact);
    at = next.node;
  }
  return at.kind === 'leaf' ? { at: 'leaf', leaf: at, used, leads } : { at: 'not-covered', node: at, used, leads };
}

function matchingCase(ask: Ask, value: string | undefined): Case | null {
  if (value === undefined) return null;
  return ask.cases.find((each) => holds(each.when, value)) ?? null;
}

/** A known range decides only where it lies wholly inside a case. */
function holds(when: When, value: string): boolean {
  if (when.type === 'values') return when.values.includes(value);
  const known = readVersionFact(value);
  return known !== null && contains(when.range, known);
}

/** `1.1.654.0` is the range that holds this version alone. */
function readVersionFact(value: string): VersionRange | null {
  const version = parseVersion(value);
  if (!version) return parseRange(value);
  const parts = version.split('.').map(Number);
  const next = [...parts.slice(0, 3), (parts[3] ?? 0) + 1].join('.');
  return { from: version, below: next as typeof version };
}

/** The leads that were not said yet: those behind the question for `answered`, or all where none was answered. */
export function newLeads({ leads, used }: Resolved, answered: FactName | null): string[] {
  const at = answered === null ? -1 : used.indexOf(answered);
  if (answered !== null && at < 0) return [];
  return leads.filter(({ fact }) => !used.slice(0, at + 1).includes(fact)).map(({ text }) => text);
}

/** How a case's fact is written into the session when its option was chosen. */
export function factValue(when: When): string {
  return when.type === 'version' ? formatRange(when.range).replaceAll(' ', '') : when.values.join('|');
}

export function displayFact(fact: Fact, value: string): string {
  if (fact.type === 'values') return fact.values.find((each) => each.id === value)?.label.toLowerCase() ?? value;
  const range = parseVersion(value) ? null : parseRange(value);
  return range ? rangeInWords(range) : value;
}

export function rangeInWords(range: VersionRange): string {
  if (range.from === null) return `older than ${range.below}`;
  return range.below === null ? `${range.from} or later` : `${range.from} or later, older than ${range.below}`;
}

/** Facts that a form or a command's option states: checked, versions in their normal form. */
export function readGivenFacts(
  given: Readonly<Record<string, string>>,
  declared: ReadonlyMap<FactName, Fact>,
): { facts: Record<FactName, string>; problem: string | null } {
  const facts: Record<FactName, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const fact = declared.get(name as FactName);
    if (!fact)
      return {
        facts: {},
        problem: `There is no fact ${escapeMarkdown(name)}; there are ${[...declared.keys()].join(', ')}.`,
      };
    const read = fact.type === 'version' ? (parseVersion(value) ?? parseRange(value)) : valueNamed(fact.values, value);
    if (read === null) {
      const values =
        fact.type === 'version' ? `a version such as ${fact.example}` : fact.values.map((each) => each.id).join(', ');
      return { facts: {}, problem: `${name} cannot be ${escapeMarkdown(value)}: it takes ${values}.` };
    }
    facts[fact.name] = typeof read === 'string' ? read : value.replaceAll(' ', '');
  }
  return { facts, problem: null };
}

function valueNamed(values: readonly { id: string; label: string }[], text: string): string | null {
  const same = (a: string) => a.toLowerCase() === text.toLowerCase();
  return values.find((value) => same(value.id) || same(value.label))?.id ?? null;
}
