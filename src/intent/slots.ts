import type { FactName } from '../brand.ts';
import type { Fact } from '../knowledge/types.ts';
import { findVersions, type Version } from '../version.ts';
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
    const stated = new Map<FactName, string>(readSayings(plainWords(text), sayings));
    const [only] = versions;
    if (only !== undefined && versions.length === 1) for (const name of versionFacts) stated.set(name, only);
    return { versions, facts: stated };
  };
}

function sayingsOf(fact: FactName, values: readonly { id: string; says: readonly string[] }[]): Saying[] {
  return values.flatMap((value) => value.says.map((say) => ({ fact, value: value.id, words: plainWords(say) })));
}

function plainWords(text: string): string[] {
  return tokenise(text).map((token) => token.text);
}

/** A fact is stated when, after longer sayings have swallowed shorter ones, a single value is left. */
function readSayings(words: readonly string[], sayings: readonly Saying[]): Map<FactName, string> {
  const found: Found[] = [];
  for (const saying of sayings) {
    for (let from = 0; from + saying.words.length <= words.length; from++) {
      if (saying.words.length > 0 && saying.words.every((word, i) => words[from + i] === word)) {
        found.push({ saying, from, to: from + saying.words.length });
      }
    }
  }
  const values = new Map<FactName, Set<string>>();
  for (const each of found) {
    const swallowed = found.some((other) => isInside(each, other));
    if (swallowed) continue;
    values.set(each.saying.fact, (values.get(each.saying.fact) ?? new Set()).add(each.saying.value));
  }
  const stated = new Map<FactName, string>();
  for (const [fact, named] of values) {
    const [value] = named;
    if (value !== undefined && named.size === 1) stated.set(fact, value);
  }
  return stated;
}

function isInside(inner: Found, outer: Found): boolean {
  if (inner.saying.fact !== outer.saying.fact) return false;
  const longer = outer.to - outer.from > inner.to - inner.from;
  return longer && outer.from <= inner.from && outer.to >= inner.to;
}
