import { describe, expect, test } from '@jest/globals';
import { wordsOf } from '../../../adapters/teams/markdown.ts';
import { renderCheck, renderResult } from '../../../adapters/teams/result.ts';
import type { IsoDate } from '../../../src/brand.ts';
import { checkVersion } from '../../../src/knowledge/checkVersion.ts';
import { describeCheck } from '../../../src/knowledge/describeCheck.ts';
import type { Entry } from '../../../src/knowledge/types.ts';
import type { Note } from '../../../src/source.ts';
import { buildOnce } from '../../conversations/desk.ts';
import { refusedCard } from '../../support/teams/cardSchema.ts';
import { wordsIn } from '../seen.ts';

const { corpus } = buildOnce();
const CUT = 'Shortened here.';

/** Every note, wherever in the entry it stands. */
function notesIn(part: unknown): Note[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => (key === 'notes' ? (value as Note[]) : notesIn(value)));
}

const flat = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ');
const shown = (entry: Entry) => flat(wordsIn(renderResult(entry, corpus.facts).card));

describe('what is put into a message stands there for good, and whole', () => {
  const all = [...corpus.entries.values()];
  const notes = all.flatMap((entry) => notesIn(entry).map((note) => ({ entry, note })));

  test('there are notes to lose', () => {
    expect(notes.length).toBeGreaterThan(20);
  });

  test.each(notes)('$entry.id: $note.text', ({ entry, note }) => {
    expect(shown(entry)).toContain(flat(`Note of ${note.date}: ${wordsOf(note.text)}`));
  });

  test.each(all)('$id is not cut', (entry) => {
    const { card } = renderResult(entry, corpus.facts);
    expect(refusedCard(card)).toEqual([]);
    expect(wordsIn(card)).not.toContain(CUT);
  });
});

test('the check of every build stands there with its verdict and its sources', () => {
  const { releases } = corpus;
  if (!releases) throw new Error('the corpus lacks its release list');
  for (const { version } of releases.releases) {
    const check = checkVersion(releases, version, '2026-11-22' as IsoDate);
    const { card, preview } = renderCheck(check);
    expect(refusedCard(card)).toEqual([]);
    expect(preview.title).toBe(`Version check: ${version}`);
    expect(preview.text).toMatch(/ (?:is|was) (?:supported|retired|recalled|never released)/);
    expect(flat(wordsIn(card))).toContain(flat(wordsOf(describeCheck(check))));
    expect(wordsIn(card)).toContain('Sources:');
    expect(wordsIn(card)).not.toContain(CUT);
  }
});

describe('an entry that no card holds', () => {
  const [entry] = [...corpus.entries.values()].filter(({ answer }) => answer.kind === 'leaf');
  if (!entry) throw new Error('the corpus lacks an entry');
  const note = (place: Note['place'], text: string): Note => ({
    text,
    place,
    date: '2026-11-22' as IsoDate,
    source: { title: 'A page', url: null },
  });
  const long = (notes: Note[]): Entry => ({
    ...entry,
    answer: { kind: 'leaf', verdict: 'no', text: `No.\n\n${'word "é" \n\n'.repeat(4000)}`, notes },
    notes: [note('end', 'Of the entry.')],
  });

  test('is cut above its notes', () => {
    const { card } = renderResult(long([note('lead', 'At once.'), note('end', 'Of the case.')]), corpus.facts);
    expect(refusedCard(card)).toEqual([]);
    const words = wordsIn(card);
    const places = ['At once.', 'word', CUT, 'Of the entry.', 'Of the case.', 'Sources:'].map((each) =>
      words.indexOf(each),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('stays within the limit whatever its notes are', () => {
    const { card } = renderResult(long([note('end', 'note "é" '.repeat(9000))]), corpus.facts);
    expect(refusedCard(card)).toEqual([]);
    expect(wordsIn(card)).toContain('Of the entry.');
  });
});
