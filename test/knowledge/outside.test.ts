import { beforeAll, describe, expect, test } from '@jest/globals';
import { DeskError } from '../../src/errors.ts';
import { createIntent, type Intent } from '../../src/intent/intent.ts';
import { buildCorpus, loadCorpus, readCorpusFiles } from '../../src/knowledge/load.ts';

const FILES = readCorpusFiles('knowledge');

function problemsWith(outside: string): readonly string[] {
  try {
    buildCorpus(new Map(FILES).set('outside.yaml', outside));
    return [];
  } catch (error) {
    return error instanceof DeskError ? error.problems : [String(error)];
  }
}

describe('outside.yaml', () => {
  test('a phrasing that an entry has is refused with its line', () => {
    const claimed = [...loadCorpus('knowledge').entries.values()][0]?.phrasings[0] ?? '';
    const text = `- topic: Something\n  phrasings:\n    - ${claimed.toUpperCase()}\n    - a second one of it\n    - a third one of it\n`;
    expect(problemsWith(text)).toEqual([
      expect.stringMatching(/^outside\.yaml:3: Something: .*already belongs to .*keep/),
    ]);
  });

  test.each([
    ['a topic too long for a reply', `- topic: ${'x'.repeat(61)}\n  phrasings: [one of it, two of it, three of it]\n`],
    ['fewer than three phrasings', '- topic: Something\n  phrasings: [one of it, two of it]\n'],
    ['a key that does not exist', '- topic: Something\n  phrasing: [one of it, two of it, three of it]\n'],
  ])('%s is refused', (_what, text) => {
    expect(problemsWith(text)).not.toEqual([]);
  });

  test('it may be left out', () => {
    const files = new Map(FILES);
    files.delete('outside.yaml');
    expect(buildCorpus(files).outside).toEqual([]);
  });
});

describe('a question of a subject that is left out', () => {
  let intent: Intent;
  beforeAll(() => {
    intent = createIntent(loadCorpus('knowledge'));
  });

  test('is never settled, in any of its phrasings, and never offers the subject as an entry', () => {
    const { entries, outside } = loadCorpus('knowledge');
    const settled = outside.flatMap(({ topic, phrasings }) =>
      phrasings
        .filter((phrasing) => intent.understand(phrasing).outcome === 'settled')
        .map((phrasing) => [topic, phrasing]),
    );
    expect(settled).toEqual([]);
    const { candidates, outside: named } = intent.understand(outside[0]?.phrasings[0] ?? '');
    expect(candidates.every(({ entry }) => entries.has(entry))).toBe(true);
    expect(named).toBe(outside[0]?.topic);
  });
});
