import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMatcher } from '../../src/intent/matcher.ts';
import { type MatchDocument, PARTS } from '../../src/intent/model.ts';

const DOCUMENTS: MatchDocument[] = [
  { id: 'rename', phrasings: ['can I rename the sync server', 'give the server another host name'] },
  { id: 'ports', phrasings: ['which firewall ports must be open', 'list of ports for the firewall'] },
  {
    id: 'delete',
    phrasings: ['remove a device from the cloud', 'how do I delete the device'],
    answer: 'Use the portal.',
  },
  { id: 'printer', phrasings: ['the printer has no paper', 'print in colour'], outside: true },
];
const { rank, matchedWords } = createMatcher(DOCUMENTS, [
  { term: 'Entra Connect', aliases: ['AADC', 'AAD Connect'], means: null },
]);
const order = (text: string) => rank(text).matches.map((match) => match.id);

describe('the first, each with its reason', () => {
  test.each([
    ['can I rename the sync server', 'rename', 'a phrasing finds its own'],
    ['firewall', 'ports', 'a word of one intent alone'],
    ['get rid of a device', 'delete', 'a synonym in several words'],
    ['which frewall prots', 'ports', 'misspelt words are corrected'],
    ['renaming servers', 'rename', 'other forms of the words'],
    ['where in the portal', 'delete', 'a word of the answer'],
    ['', 'rename', 'nothing said: the order of the corpus'],
  ])('%s: %s (%s)', (text, id) => {
    expect(order(text)[0]).toBe(id);
  });

  test('what two intents share orders them before the third', () => {
    expect(order('delete the firewall of that device')).toEqual(['delete', 'ports', 'rename']);
  });

  test('what is not answered stands apart', () => {
    const { matches, outside } = rank('the printer has no paper');
    expect(outside?.id).toBe('printer');
    expect(matches.map((match) => match.id)).not.toContain('printer');
    expect(outside?.score).toBeGreaterThan(matches[0]?.score ?? 0);
  });

  test('the same words, the same ranking', () => {
    const again = createMatcher(DOCUMENTS, [{ term: 'Entra Connect', aliases: ['AADC', 'AAD Connect'], means: null }]);
    fc.assert(fc.property(fc.string(), (text) => expect(again.rank(text)).toEqual(rank(text))));
  });
});

describe('the signs beside the order', () => {
  test('words, corrections and aliases', () => {
    expect(rank('rename the AAD Connect sever')).toMatchObject({
      words: ['rename', 'the', 'entra_connect', 'server'],
      corrected: [{ from: 'sever', to: 'server' }],
      aliases: [{ from: 'aad connect', to: 'Entra Connect' }],
    });
  });

  test('shares stay between 0 and 1, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const { coverage, support, unknownShare } = rank(text);
        for (const share of [coverage, support, unknownShare]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(support).toBeLessThanOrEqual(coverage + 1e-9);
      }),
    );
  });

  test('coverage is what the corpus knows, support what the first match asks with', () => {
    expect(rank('firewall ports')).toMatchObject({ coverage: 1, support: 1, unknownShare: 0, unknownWords: [] });
    const other = rank('firewall device');
    expect(other.coverage).toBe(1);
    expect(other.support).toBeLessThan(1);
    expect(rank('zzqx wvvk')).toMatchObject({
      coverage: 0,
      support: 0,
      unknownShare: 1,
      unknownWords: ['zzqx', 'wvvk'],
    });
  });

  test('the words with which an intent is asked, too', () => {
    expect(matchedWords(['servers', 'firewall', 'renamed'], 'rename')).toEqual(['servers', 'renamed']);
    expect(matchedWords(['servers'], 'nobody')).toEqual([]);
  });
});

describe('every part can be left out', () => {
  test.each(PARTS)('%s', (part) => {
    const matcher = createMatcher(DOCUMENTS, [], new Set([part]));
    expect(matcher.rank('can I rename the sync server').matches[0]?.id).toBe('rename');
  });

  test('without synonyms, other words for the same find nothing', () => {
    const without = createMatcher(DOCUMENTS, [], new Set(['synonyms']));
    expect(order('get rid of it')[0]).toBe('delete');
    expect(without.rank('get rid of it').matches[0]?.id).not.toBe('delete');
  });

  test('without spelling, nothing is corrected', () => {
    const without = createMatcher(DOCUMENTS, [], new Set(['spelling']));
    expect(rank('prots').corrected).toEqual([{ from: 'prots', to: 'ports' }]);
    expect(without.rank('prots').corrected).toEqual([]);
  });
});

test('in a corpus of more intents than are ranked in full, each still finds its phrasings', () => {
  const many = Array.from({ length: 600 }, (_, i) => ({
    id: `${i}`,
    phrasings: [`how do I set up gadget${i} in the kitchen`, `gadget${i} does not start`],
  }));
  const matcher = createMatcher(many);
  for (const i of [0, 255, 256, 599]) {
    const { matches } = matcher.rank(`help, gadget${i} does not start any more`);
    expect(matches[0]?.id).toBe(`${i}`);
    expect(matches.length).toBeLessThan(100);
  }
});
