import { find, invert, type Postings } from './postings.ts';
import { termsOf, type Utterance } from './utterance.ts';
import type { Sparse } from './vectors.ts';

/** `about`, `tag`: told of an intent besides how it is asked; looked at for fragments only. */
export interface Telling {
  label: number;
  utterance: Utterance;
  kind: 'phrasing' | 'answer' | 'about' | 'tag';
}

/** What each intent speaks of, term by term: stems, and the senses that synonyms share. */
export interface Topics {
  /** Terms by number, weighed by the square of their rarity; the weights of those the corpus knows add up to one. */
  query(terms: Iterable<string>): Sparse;
  /** How much a term speaks for an intent: 0 to 1 by the share of its phrasings, and some more where the answer has it. */
  readonly evidence: Postings;
  /** How much an intent is about a term: 0 to 1, and some more where what is told about it has it. For fragments. */
  isAbout(label: number, term: string): number;
  /** How few intents ask with a term: 1 for all of them; null where none does. */
  rarity(term: string): number | null;
  /** Rarity of a term that nobody uses. */
  readonly unknownRarity: number;
  asksWith(label: number, term: string): boolean;
}

/** Half of an intent's phrasings hold a term: two thirds of the evidence of one that all of them hold. */
const HALF_WAY = 0.5;
/** Evidence of a word of the answer, and BM25's usual constants for how often it stands there and in how long a text. */
const ANSWER = { evidence: 0.5, saturation: 1.2, byLength: 0.75, typicalWords: 60 };
/** A term that half of the phrasings hold is what an intent is about. */
const FULL_SHARE = 0.5;
/** What a mention counts beside the phrasings: tags are chosen, a word of an answer may stand there by chance. */
const BESIDE = { tag: 0.6, about: 0.2 };

/** `intents`: how many there are. Tellings of one intent stand together, intents in ascending order. */
export function createTopics(tellings: readonly Telling[], intents: number): Topics {
  const numbers = new Map<string, number>();
  const phrasings = new Int32Array(intents);
  for (const { label, kind } of tellings) if (kind === 'phrasing') phrasings[label] = (phrasings[label] ?? 0) + 1;
  const shares = Array.from({ length: intents }, () => new Map<number, number>());
  const answers = Array.from({ length: intents }, () => new Map<number, number>());
  const besides = Array.from({ length: intents }, () => new Map<number, number>());
  for (const { label, utterance, kind } of tellings) {
    for (const [term, count] of countTerms(utterance, numbers)) {
      if (kind === 'about' || kind === 'tag') {
        besides[label]?.set(term, Math.max(besides[label]?.get(term) ?? 0, BESIDE[kind]));
      } else if (kind === 'answer') answers[label]?.set(term, inAnswer(count, utterance.words.length));
      else shares[label]?.set(term, (shares[label]?.get(term) ?? 0) + 1 / (phrasings[label] ?? 1));
    }
  }
  const evidence = invert(
    shares.map((share, label) => evidenceOf(share, answers[label] ?? new Map())),
    numbers.size,
  );
  const subject = invert(
    shares.map((share, label) => subjectOf(share, besides[label] ?? new Map())),
    numbers.size,
  );
  const number = (term: string) => numbers.get(term) ?? -1;
  const users = (term: number) => (evidence.starts[term + 1] ?? 0) - (evidence.starts[term] ?? 0);
  const rarityOf = (count: number) => Math.log((1 + intents) / (1 + count)) + 1;
  const rarity = (term: string) => {
    const count = numbers.has(term) ? users(number(term)) : 0;
    return count === 0 ? null : rarityOf(count);
  };
  const place = (postings: Postings, label: number, term: string) => {
    const at = number(term);
    return at < 0 ? -1 : find(postings.owners, label, postings.starts[at] ?? 0, postings.starts[at + 1] ?? 0);
  };
  return {
    evidence,
    rarity,
    unknownRarity: rarityOf(0),
    query: (terms) => weigh(terms, number, rarity),
    asksWith: (label, term) => place(evidence, label, term) >= 0,
    isAbout: (label, term) => subject.values[place(subject, label, term)] ?? 0,
  };
}

function weigh(terms: Iterable<string>, number: (term: string) => number, rarity: Topics['rarity']): Sparse {
  const at: number[] = [];
  const value: number[] = [];
  let sum = 0;
  for (const term of terms) {
    const weight = rarity(term);
    if (weight === null) continue;
    at.push(number(term));
    value.push(weight * weight);
    sum += weight * weight;
  }
  return { at: Int32Array.from(at), value: Float32Array.from(value, (weight) => weight / sum) };
}

function countTerms(utterance: Utterance, numbers: Map<string, number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of termsOf(utterance)) {
    if (!numbers.has(term)) numbers.set(term, numbers.size);
    counts.set(numbers.get(term) ?? 0, 0);
  }
  for (const term of [...utterance.stems, ...utterance.senses]) {
    const at = numbers.get(term) ?? 0;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

/** BM25's weight of a term that stands `count` times in an answer of so many words. */
function inAnswer(count: number, words: number): number {
  const { evidence, saturation, byLength, typicalWords } = ANSWER;
  const full = saturation * (1 - byLength + (byLength * words) / typicalWords);
  return (evidence * count * (saturation + 1)) / (count + full);
}

function evidenceOf(shares: ReadonlyMap<number, number>, answer: ReadonlyMap<number, number>): Sparse {
  const terms = [...new Set([...shares.keys(), ...answer.keys()])];
  return sparse(terms, (term) => {
    const share = Math.min(1, shares.get(term) ?? 0);
    return ((1 + HALF_WAY) * share) / (share + HALF_WAY) + (answer.get(term) ?? 0);
  });
}

function subjectOf(shares: ReadonlyMap<number, number>, besides: ReadonlyMap<number, number>): Sparse {
  const terms = [...new Set([...shares.keys(), ...besides.keys()])];
  return sparse(terms, (term) => Math.min(1, (shares.get(term) ?? 0) / FULL_SHARE) + (besides.get(term) ?? 0));
}

function sparse(terms: readonly number[], value: (term: number) => number): Sparse {
  return { at: Int32Array.from(terms), value: Float32Array.from(terms, value) };
}
