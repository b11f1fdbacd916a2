import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGlossary } from '../../src/intent/glossary.ts';
import { tokenise } from '../../src/intent/tokens.ts';

const TERMS = [
  { term: 'Entra Connect', aliases: ['AADC', 'Azure AD Connect', 'AD Connect'], means: 'the sync' },
  { term: 'Entra Connect Health', aliases: ['AADC Health', 'Azure AD Connect Health'], means: null },
  { term: 'Entra ID', aliases: ['Azure AD', 'AAD'], means: null },
  { term: 'MFA', aliases: ['2FA', 'multi-factor authentication', "two-step sign-in's"], means: null },
];
const glossary = createGlossary(TERMS);
const apply = (text: string) => {
  const { tokens, used } = glossary.apply(tokenise(text));
  return { words: tokens.map((token) => token.text), used };
};
const HEALTH = apply('Entra Connect Health').words;
const CONNECT = apply('Entra Connect').words;

describe('an alias', () => {
  test('and the term itself become the same single token', () => {
    expect(CONNECT).toHaveLength(1);
    for (const alias of ['aadc', 'AZURE AD CONNECT', 'azure-ad  connect', 'ad connect']) {
      expect(apply(alias).words).toEqual(CONNECT);
    }
    for (const { term, aliases } of TERMS) {
      for (const alias of aliases) expect(apply(alias).words).toEqual(apply(term).words);
    }
  });

  test.each([
    ['install azure ad connect health now', ['install', ...HEALTH, 'now']],
    ['azure ad connect', CONNECT],
    ['azure ad', apply('AAD').words],
    ['azure ad connector', [...apply('AAD').words, 'connector']],
    ['aadc health', HEALTH],
    ['aadc healthy', [...CONNECT, 'healthy']],
  ])('the longest wins, whole words only: %s', (text, words) => {
    expect(apply(text).words).toEqual(words);
  });

  test.each(['connect azure', 'aadcx', 'xaadc', 'entra', 'ad', 'multi factor'])('none is found in %s', (text) => {
    expect(apply(text)).toEqual({ words: tokenise(text).map((token) => token.text), used: [] });
  });

  test('is reported with its term, the term itself is not', () => {
    expect(apply('2FA for AADC Health and entra connect').used).toEqual([
      { from: '2fa', to: 'MFA' },
      { from: 'aadc health', to: 'Entra Connect Health' },
    ]);
  });

  test('counts every time it stands there', () => {
    expect(apply('aad aad connect to azure ad').words).toHaveLength(5);
  });
});

test('the words of terms and aliases are known to the spelling', () => {
  for (const word of ['aadc', 'azure', 'health', 'multi', 'authentication', '2fa'])
    expect(glossary.words).toContain(word);
});

test('what it has put in is not corrected or read again', () => {
  const { tokens } = glossary.apply(tokenise('aadc'));
  expect(tokens).toEqual([{ text: CONNECT[0], fixed: true }]);
  expect(glossary.apply(tokens).tokens).toEqual(tokens);
});

test('without terms nothing changes', () => {
  const tokens = tokenise('install aadc');
  expect(createGlossary([]).apply(tokens)).toEqual({ tokens, used: [] });
});

test('words that belong to no alias all stay, in order', () => {
  const word = fc.constantFrom('azure', 'ad', 'connect', 'health', 'entra', 'aadc', 'x', 'y', 'mfa');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 15 }), (all) => {
      const { words, used } = apply(all.join(' '));
      expect(words.filter((each) => each === 'x' || each === 'y')).toEqual(all.filter((each) => /^[xy]$/.test(each)));
      expect(words.length).toBeLessThanOrEqual(all.length);
      expect(used.length).toBeLessThanOrEqual(words.length);
    }),
  );
});
