import type { LabelledQuestion } from '../src/intent/evaluate.ts';
import { createRandom, createZipf, pick, type Random, whole } from './random.ts';
import { createVocabulary, FUNCTION_WORDS, inflect, misspell, OPENERS } from './words.ts';

/** Phrasings of an entry. */
export const PER_ENTRY = 8;
const TOPIC_WORDS = 5;
/** Words of a phrasing on average: what Heaps' law counts. */
const MEAN_LENGTH = 8;

export interface Synthetic {
  documents: { id: string; phrasings: string[] }[];
  /** New phrasings of random entries, with noise words, and with one or two misspelt words in a third of them. */
  questions: LabelledQuestion[];
}

/** A made-up helpdesk FAQ: the same seed and counts give the same texts. */
export function createSynthetic(phrasings: number, questions: number, seed: number): Synthetic {
  const random = createRandom(seed);
  const language = createLanguage(random, vocabularySize(phrasings * MEAN_LENGTH));
  const topics = Array.from({ length: Math.ceil(phrasings / PER_ENTRY) }, () => topicWords(language));
  const documents = topics.map((words, entry) => {
    // The last entry takes what is left over.
    const count = Math.min(PER_ENTRY, phrasings - entry * PER_ENTRY);
    return {
      id: `entry-${entry}`,
      phrasings: Array.from({ length: count }, () => phrasing(words, language).join(' ')),
    };
  });
  const asked = Array.from({ length: questions }, () => {
    const entry = whole(random, 0, topics.length - 1);
    return { text: question(topics[entry] ?? [], language), accept: [`entry-${entry}`] };
  });
  return { documents, questions: asked };
}

/** Heaps' law: the vocabulary grows with the square root of the text's length, times about 20. */
export function vocabularySize(words: number): number {
  return Math.round(20 * Math.sqrt(words));
}

interface Language {
  random: Random;
  /** A word with a meaning, the frequent more often. */
  word(): string;
  functionWord(): string;
}

function createLanguage(random: Random, size: number): Language {
  const vocabulary = createVocabulary(random, size);
  const rank = createZipf(random, size);
  const functionRank = createZipf(random, FUNCTION_WORDS.length);
  return {
    random,
    word: () => vocabulary[rank()] ?? '',
    functionWord: () => FUNCTION_WORDS[functionRank()] ?? '',
  };
}

function topicWords(language: Language): string[] {
  const words = new Set<string>();
  while (words.size < TOPIC_WORDS) words.add(language.word());
  return [...words];
}

/** 4 to 14 words, short ones more often: two to four of the entry's, the rest function words and some others. */
function phrasing(topic: readonly string[], { random, word, functionWord }: Language): string[] {
  const length = 4 + Math.floor(11 * random() ** 1.6);
  const words = random() < 0.6 ? pick(random, OPENERS).split(' ') : [];
  const wanted = Math.min(whole(random, 2, 4), length - 1);
  const left = [...topic];
  let placed = 0;
  while (words.length < length) {
    const due = wanted - placed;
    if (due > 0 && random() < due / Math.max(1, length - words.length)) {
      words.push(inflect(random, left.splice(whole(random, 0, left.length - 1), 1)[0] ?? ''));
      placed++;
    } else {
      words.push(random() < 0.75 ? functionWord() : word());
    }
  }
  // An opener may have left too few places.
  for (; placed < 2; placed++) words[length - 1 - placed] = left[placed] ?? '';
  return words.slice(0, length);
}

function question(topic: readonly string[], language: Language): string {
  const { random } = language;
  const words = phrasing(topic, language);
  for (let noise = whole(random, 1, 3); noise > 0; noise--) {
    words.splice(whole(random, 0, words.length), 0, random() < 0.5 ? language.word() : language.functionWord());
  }
  const wrong = random() < 1 / 3 ? whole(random, 1, 2) : 0;
  const long = [...words.keys()].filter((place) => (words[place]?.length ?? 0) > 4);
  for (let i = 0; i < wrong && long.length > 0; i++) {
    const place = long.splice(whole(random, 0, long.length - 1), 1)[0] ?? 0;
    words[place] = misspell(random, words[place] ?? '');
  }
  return words.join(' ');
}
