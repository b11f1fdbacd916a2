import { SYNONYMS } from './synonyms.ts';
import { stem, tokenise } from './tokens.ts';

/** What was said, as it is compared: aliases replaced, misspelt words corrected. */
export interface Utterance {
  words: readonly string[];
  /** One a word. */
  stems: readonly string[];
  /** One for each run of words that has synonyms in everyday English: 'get rid of' and 'delete' share one. */
  senses: readonly string[];
}

interface Member {
  stems: readonly string[];
  sense: string;
}

export function createUtterance(words: readonly string[]): Utterance {
  const stems = words.map(stem);
  const senses: string[] = [];
  for (let i = 0; i < stems.length; i++) {
    const members = MEMBERS.get(stems[i] ?? '');
    const member = members && memberAt(members, stems, i);
    if (member) senses.push(member.sense);
  }
  return { words, stems, senses };
}

function memberAt(members: readonly Member[], stems: readonly string[], at: number): Member | undefined {
  return members.find((each) => each.stems.every((part, k) => stems[at + k] === part));
}

/** What an utterance speaks of, each once: stems and senses. */
export function termsOf({ stems, senses }: Utterance): Set<string> {
  return new Set([...stems, ...senses]);
}

/** Members by their first stem, the longest first: 'email address' is more than an email. */
const MEMBERS = byFirstStem();

function byFirstStem(): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>();
  for (const [group, synonyms] of SYNONYMS.entries()) {
    for (const synonym of synonyms) {
      const stems = tokenise(synonym).map((token) => stem(token.text));
      const first = stems[0] ?? '';
      // No stem holds a tilde: a sense cannot be taken for one.
      members.set(first, [...(members.get(first) ?? []), { stems, sense: `~${group}` }]);
    }
  }
  for (const list of members.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return members;
}
