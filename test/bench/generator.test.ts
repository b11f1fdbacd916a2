import { describe, expect, test } from '@jest/globals';
import { createSynthetic, PER_ENTRY, vocabularySize } from '../../bench/generator.ts';
import { createRandom, sample, shuffle } from '../../bench/random.ts';
import { createVocabulary, misspell } from '../../bench/words.ts';

describe('synthetic corpus', () => {
  const made = createSynthetic(1000, 300, 7);
  const phrasings = made.documents.flatMap((document) => document.phrasings);

  test('the same seed gives the same texts, another seed others', () => {
    expect(createSynthetic(1000, 300, 7)).toEqual(made);
    expect(createSynthetic(1000, 300, 8)).not.toEqual(made);
  });

  test('has the counts that were asked for', () => {
    expect(phrasings).toHaveLength(1000);
    expect(made.documents).toHaveLength(1000 / PER_ENTRY);
    expect(made.questions).toHaveLength(300);
    const odd = createSynthetic(20, 0, 7);
    expect(odd.documents.map((document) => document.phrasings.length)).toEqual([8, 8, 4]);
    expect(odd.questions).toEqual([]);
  });

  test('phrasings have 4 to 14 words, and none is empty', () => {
    const lengths = phrasings.map((text) => text.split(' ').length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([4, 14]);
    expect(phrasings.filter((text) => / {2}|^ | $/.test(text))).toEqual([]);
  });

  test('every question is about an entry of the corpus and is no phrasing of it', () => {
    const ids = new Set(made.documents.map(({ id }) => id));
    expect(made.questions.filter(({ accept }) => !ids.has(accept[0] ?? ''))).toEqual([]);
    expect(made.questions.filter(({ text }) => phrasings.includes(text))).toEqual([]);
  });

  test('a few words make up much of the text, and a larger corpus has more words, but not as many more', () => {
    const words = (size: number) =>
      createSynthetic(size, 0, 7).documents.flatMap((each) => each.phrasings.join(' ').split(' '));
    const kinds = (size: number) => new Set(words(size)).size;
    const counts = new Map<string, number>();
    for (const word of words(1000)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const frequent = [...counts.values()].sort((a, b) => b - a).slice(0, 20);
    const total = words(1000).length;
    expect(frequent.reduce((sum, count) => sum + count, 0) / total).toBeGreaterThan(0.3);
    expect(kinds(8000) / kinds(1000)).toBeGreaterThan(2);
    expect(kinds(8000) / kinds(1000)).toBeLessThan(8);
    expect(vocabularySize(80_000) / vocabularySize(8000)).toBeCloseTo(Math.sqrt(10), 1);
  });
});

test('a vocabulary holds as many words as asked, each once and long enough to be misspelt', () => {
  const words = createVocabulary(createRandom(1), 5000);
  expect(new Set(words).size).toBe(5000);
  expect(words.filter((word) => !/^[a-z]{4,}$/.test(word))).toEqual([]);
});

test('a misspelt word is another one of nearly the same length', () => {
  const random = createRandom(3);
  for (const word of ['password', 'aaaa', 'synchronise', 'tree']) {
    for (let i = 0; i < 200; i++) {
      const wrong = misspell(random, word);
      expect(wrong).not.toBe(word);
      expect(Math.abs(wrong.length - word.length)).toBeLessThanOrEqual(1);
    }
  }
});

test('a sample keeps the order, has no doubles, and is the whole list where that is short', () => {
  const list = Array.from({ length: 100 }, (_, i) => i);
  const drawn = sample(1, list, 10);
  expect(drawn).toHaveLength(10);
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  expect(sample(1, list, 10)).toEqual(drawn);
  expect(sample(1, list, 100)).toEqual(list);
  expect(shuffle(createRandom(1), list).sort((a, b) => a - b)).toEqual(list);
});
