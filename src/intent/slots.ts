import type { FactName } from '../brand.ts';
import type { Fact } from '../knowledge/types.ts';
import { findVersions, type Version } from '../version.ts';
import { readComparison } from './comparison.ts';
import { tokenise } from './tokens.ts';
import type { Slots } from './types.ts';

interface Saying {
  fact: FactName;
  value: string;
  words: readonly string[];
}

interface Found {
  saying: Saying;
  from: number;
  to: number;
}

/** Reads facts that an utterance states in the words which the corpus gives for each value. */
export type ReadSlots = (text: string) => Slots;

/** `isPlausible`: tells a build from an address or another dotted number. */
export function createSlotReader(facts: Iterable<Fact>, isPlausible: (version: Version) => boolean): ReadSlots {
  const all = [...facts];
  const sayings = all.flatMap((fact) => (fact.type === 'values' ? sayingsOf(fact.name, fact.values) : []));
  const versionFacts = all.filter((fact) => fact.type === 'version').map((fact) => fact.name);
  return (text) => {
    const versions = findVersions(text).filter(isPlausible);
    const stated = new Map<FactName, string>(readSayings(clauses(text), sayings));
    const installed = versions.length === 0 ? null : readComparison(text, isPlausible);
    const value = installed?.is === 'version' && versions.includes(installed.version) ? installed.version : null;
    if (value !== null) for (const name of versionFacts) stated.set(name, value);
    return { versions, facts: stated };
  };
}

function sayingsOf(fact: FactName, values: readonly { id: string; says: readonly string[] }[]): Saying[] {
  return values.flatMap((value) => value.says.map((say) => ({ fact, value: value.id, words: plainWords(say) })));
}

function plainWords(text: string): string[] {
  return tokenise(text).map((token) => token.text);
}

/** 'No, it is domain joined': the no answers something else, and what is said in one clause is not denied in another. */
function clauses(text: string): string[][] {
  const said = text.replace(/^\W*(no|nope|nah|yes|yeah|yep)\b\W*/i, '');
  return said.split(/[,;:!?]+|\.(?=\s|$)|\bbut\b/i).map(plainWords);
}

/** A fact is stated when, after longer sayings have swallowed shorter ones, a single value is left. */
function readSayings(parts: readonly (readonly string[])[], sayings: readonly Saying[]): Map<FactName, string> {
  const values = new Map<FactName, Set<string>>();
  for (const words of parts) {
    const found = placesIn(words, sayings);
    for (const each of found) {
      const swallowed = found.some((other) => isInside(each, other));
      const value = swallowed ? null : statedValue(each, words);
      if (value === null) continue;
      values.set(each.saying.fact, (values.get(each.saying.fact) ?? new Set()).add(value));
    }
  }
  const stated = new Map<FactName, string>();
  for (const [fact, named] of values) {
    const [value] = named;
    if (value !== undefined && named.size === 1) stated.set(fact, value);
  }
  return stated;
}

function placesIn(words: readonly string[], sayings: readonly Saying[]): Found[] {
  const found: Found[] = [];
  for (const saying of sayings) {
    const [first = ''] = saying.words;
    // Most sayings begin with no word of the message.
    for (let from = words.indexOf(first); from >= 0; from = words.indexOf(first, from + 1)) {
      const to = from + saying.words.length;
      if (saying.words.every((word, i) => words[from + i] === word)) found.push({ saying, from, to });
    }
  }
  return found;
}

const NEGATIONS = new Set(['not', 'no', 'never', 'without', 'cannot', 'nor', 'neither']);
const DOUBTS = new Set(['if', 'whether']);
/** A negation reaches over so many words: 'not yet rebooted', 'not with a gMSA'. */
const NEGATION_REACH = 3;
const DOUBT_REACH = 5;

/** The opposite for a denied yes or no, nothing for another denied value, or for one that the person wonders about. */
function statedValue({ saying, from }: Found, words: readonly string[]): string | null {
  if (words.slice(Math.max(0, from - DOUBT_REACH), from).some((word) => DOUBTS.has(word))) return null;
  if (!words.slice(Math.max(0, from - NEGATION_REACH), from).some((word) => NEGATIONS.has(word))) return saying.value;
  if (saying.value === 'yes') return 'no';
  return saying.value === 'no' ? 'yes' : null;
}

function isInside(inner: Found, outer: Found): boolean {
  if (inner.saying.fact !== outer.saying.fact) return false;
  const longer = outer.to - outer.from > inner.to - inner.from;
  return longer && outer.from <= inner.from && outer.to >= inner.to;
}
