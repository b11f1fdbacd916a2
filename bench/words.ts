import { pick, type Random, whole } from './random.ts';

// A string of letters with repetitions: what stands there more often comes more often.
const ONSETS = [...'bccddfghkllmmnnpprrrsssttttvw', ...'bl br ch cl cr dr fl gr pl pr sh sp st str th tr'.split(' ')];
const NUCLEI = [...'aaaaeeeeeeiiiiooouu', 'ai', 'ea', 'ee', 'io', 'ou'];
const CODAS = ['', '', '', '', ...'dklmnnprrst', ...'ck ct ll nd ng nt rd rt ss st'.split(' ')];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The frequent first, as Zipf's law wants them. Real ones: libraries treat stop words in their own ways. */
export const FUNCTION_WORDS = `the to i my a is in it on and of for do not can with when we after this from that but be
  how our was have are if so no at there still has any or what all you by now does why where which an get into only
  they as am out again up will just been need before every one other since some without did should could`.split(/\s+/);

export const OPENERS = [
  'how do i',
  'how can i',
  'why does',
  'why is',
  'can i',
  'what is the',
  'where do i',
  'i need to',
];
OPENERS.push('is there a', 'what happens when', 'is it possible to', 'my', 'we have a', 'problem with');

/**
 * Pronounceable words of two to four syllables, each once: runs of letters recur in them as they do in a language, which
 * is what letter n-grams and fuzzy matching live on. The frequent ones are the shorter ones.
 */
export function createVocabulary(random: Random, size: number): string[] {
  const words = new Set<string>();
  while (words.size < size) {
    const rare = words.size > size / 8;
    const syllables = whole(random, 2, rare ? 4 : 3);
    let word = '';
    for (let i = 0; i < syllables; i++) word += pick(random, ONSETS) + pick(random, NUCLEI);
    words.add(word + pick(random, CODAS));
  }
  return [...words];
}

/** Now and then another form of the word, for stemmers and for those that have none. */
export function inflect(random: Random, word: string): string {
  return random() < 0.15 ? word + pick(random, ['s', 's', 'ed', 'ing']) : word;
}

/** One typing error: two letters swapped, one left out, doubled or replaced; the first letter mostly stays. */
export function misspell(random: Random, word: string): string {
  const at = whole(random, random() < 0.9 ? 1 : 0, word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
  const ways = [
    before + next + letter + after,
    before + next + after,
    before + letter + letter + next + after,
    before + pick(random, [...LETTERS]) + next + after,
  ];
  const wrong = pick(random, ways);
  // Two equal letters swapped, or a letter replaced by itself.
  return wrong === word ? before + next + after : wrong;
}
