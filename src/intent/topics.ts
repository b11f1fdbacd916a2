import { createPostingsWriter, find, type Postings, type PostingsWriter } from './postings.ts';
import type { Sparse } from './sparse.ts';
import type { Utterance } from './utterance.ts';

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
  const said = tellings.map(({ utterance }) => numbered(utterance, numbers));
  const evidenceWriter = createPostingsWriter();
  const subjectWriter = createPostingsWriter();
  const sheet = createSheet(numbers.size);
  let next = 0;
  for (let label = 0; label < intents; label++) {
    const first = next;
    while (tellings[next]?.label === label) next++;
    for (let i = first; i < next; i++) sheet.note(tellings[i] as Telling, said[i] ?? []);
    sheet.write(evidenceWriter, subjectWriter);
  }
  const evidence = evidenceWriter.postings(numbers.size);
  const subject = subjectWriter.postings(numbers.size);
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

/** The terms of an utterance by number; the same one as often as it stands there. */
function numbered({ stems, senses }: Utterance, numbers: Map<string, number>): number[] {
  const said: number[] = [];
  for (const list of [stems, senses]) {
    for (let i = 0; i < list.length; i++) {
      const term = list[i] ?? '';
      const known = numbers.get(term);
      if (known === undefined) numbers.set(term, numbers.size);
      said.push(known ?? numbers.size - 1);
    }
  }
  return said;
}

/** What the tellings of one intent say of each term; written out intent by intent and used again. */
function createSheet(size: number) {
  /** How many phrasings hold a term; what its answer gives; what stands beside. All zeros between two intents. */
  const asked = new Float32Array(size);
  const answered = new Float32Array(size);
  const beside = new Float32Array(size);
  /** How often a term stands in the telling at hand. All zeros between two tellings. */
  const counts = new Float32Array(size);
  let terms: number[] = [];
  let phrasings = 0;

  const weighTerm = (term: number, { kind, utterance }: Telling): void => {
    if (kind === 'phrasing') asked[term] = (asked[term] ?? 0) + 1;
    else if (kind === 'answer') answered[term] = inAnswer(counts[term] ?? 0, utterance.words.length);
    else beside[term] = Math.max(beside[term] ?? 0, BESIDE[kind]);
  };
  return {
    note(telling: Telling, said: readonly number[]): void {
      if (telling.kind === 'phrasing') phrasings++;
      for (let i = 0; i < said.length; i++) {
        const term = said[i] ?? 0;
        counts[term] = (counts[term] ?? 0) + 1;
      }
      for (let i = 0; i < said.length; i++) {
        const term = said[i] ?? 0;
        if (counts[term] === 0) continue;
        if (asked[term] === 0 && answered[term] === 0 && beside[term] === 0) terms.push(term);
        weighTerm(term, telling);
        counts[term] = 0;
      }
    },
    write(evidence: PostingsWriter, subject: PostingsWriter): void {
      for (const term of terms) {
        const share = (asked[term] ?? 0) / Math.max(1, phrasings);
        const answer = answered[term] ?? 0;
        if (share > 0 || answer > 0) evidence.add(term, ((1 + HALF_WAY) * share) / (share + HALF_WAY) + answer);
        const about = beside[term] ?? 0;
        if (share > 0 || about > 0) subject.add(term, Math.min(1, share / FULL_SHARE) + about);
        asked[term] = 0;
        answered[term] = 0;
        beside[term] = 0;
      }
      evidence.endOwner();
      subject.endOwner();
      terms = [];
      phrasings = 0;
    },
  };
}

/** BM25's weight of a term that stands `count` times in an answer of so many words. */
function inAnswer(count: number, words: number): number {
  const { evidence, saturation, byLength, typicalWords } = ANSWER;
  const full = saturation * (1 - byLength + (byLength * words) / typicalWords);
  return (evidence * count * (saturation + 1)) / (count + full);
}
