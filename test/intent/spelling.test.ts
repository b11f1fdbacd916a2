import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMON_WORDS } from '../../src/intent/commonWords.ts';
import { createSpelling } from '../../src/intent/spelling.ts';
import { stem, tokenise } from '../../src/intent/tokens.ts';

const WORDS = `upgrade install enable supported database server certificate password synchronization account domain
forest connector online include mailbox network timeout firewall staging monitor credentials document recommend inbound
increase rename administrator version proxy`.split(/\s+/);
const spelling = createSpelling(new Map(WORDS.map((word) => [word, 1])));

const correct = (text: string) =>
  spelling
    .correct(tokenise(text))
    .tokens.map((token) => token.text)
    .join(' ');

const stems = (text: string) => text.split(' ').map(stem);

describe('a slip is corrected', () => {
  test.each([
    ['upgarde', 'upgrade', 'two letters swapped'],
    ['pugrade', 'upgrade', 'the first two swapped'],
    ['upgrde', 'upgrade', 'one missing'],
    ['certifcate', 'certificate', 'one missing in a long word'],
    ['upgradde', 'upgrade', 'one doubled'],
    ['databse', 'database', 'one missing'],
    ['passwrod', 'password', 'two swapped'],
    ['instal', 'install', 'a double letter typed once'],
    ['syncronization', 'synchronization', 'as it sounds'],
    ['servre', 'server', 'the last two swapped'],
    ['seerver', 'server', 'one doubled'],
    ['acount', 'account', 'a double letter typed once'],
    ['conector', 'connector', 'a double letter typed once'],
    ['up grade', 'upgrade', 'a space within'],
    ['domainaccount', 'domain account', 'a space missing'],
  ])('%s: %s (%s)', (typed, meant) => {
    // A slip that leaves the stem as it is costs nothing, and may stay.
    expect(stems(correct(typed))).toEqual(stems(meant));
  });

  test('and named, in the order of the words', () => {
    expect(spelling.correct(tokenise('how to upgarde the databse')).corrected).toEqual([
      { from: 'upgarde', to: 'upgrade' },
      { from: 'databse', to: 'database' },
    ]);
  });

  test('to the word that more phrasings use, where two are as near', () => {
    const two = (often: string) =>
      createSpelling(new Map(['staging', 'staking'].map((word) => [word, word === often ? 9 : 1])));
    for (const often of ['staging', 'staking']) {
      expect(two(often).correct(tokenise('staxing')).tokens[0]?.text).toBe(often);
    }
  });

  test('wherever it is made in a longer word', () => {
    const slips = [
      (word: string, at: number) => word.slice(0, at) + word.slice(at + 1),
      (word: string, at: number) => word.slice(0, at) + word[at] + word.slice(at),
      (word: string, at: number) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
    ];
    const missed = WORDS.filter((word) => word.length >= 7).flatMap((word) =>
      Array.from({ length: word.length - 2 }, (_, i) => slips.map((slip) => slip(word, i + 1)))
        .flat()
        .filter((typed) => stem(correct(typed)) !== stem(word))
        .map((typed) => `${typed} is read as ${correct(typed)}, not as ${word}`),
    );
    expect(missed).toEqual([]);
  });
});

describe('never corrected', () => {
  test.each([
    ['uninstall', 'the opposite'],
    ['disable', 'the opposite'],
    ['unsupported', 'the opposite'],
    ['downgrade', 'the opposite'],
    ['offline', 'the opposite'],
    ['outbound', 'the opposite'],
    ['exclude', 'the opposite'],
    ['decrease', 'the opposite'],
    ['upgrading', 'another form of a known word'],
    ['servers', 'another form of a known word'],
    ['because', 'everyday English'],
    ['1.1.654.0', 'a version'],
    ['6311', 'an event'],
    ['0x8007', 'an error code'],
    ['install-adserver', 'a cmdlet'],
    ['kb2523192', 'letters and digits'],
    ['sql', 'too short'],
    ['сервер', 'another script'],
    ['xylophone', 'nothing like a known word'],
    ['pizza', 'nothing like a known word'],
  ])('%s: %s', (word) => {
    expect(correct(word)).toBe(word);
  });

  test('a token that is fixed, even one letter beside a known word', () => {
    const token = { text: 'upgarde', fixed: true };
    expect(spelling.correct([token])).toEqual({ tokens: [token], corrected: [] });
  });

  test('a word into what is neither itself nor known', () => {
    const word = fc.oneof(fc.stringMatching(/^[a-z]{1,20}$/), fc.string({ maxLength: 12 }), fc.constantFrom(...WORDS));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (all) => {
        const typed = tokenise(all.join(' '));
        const known = new Set([...WORDS, ...COMMON_WORDS, ...typed.map((token) => token.text)]);
        for (const token of spelling.correct(typed).tokens) expect(known).toContain(token.text);
      }),
    );
  });
});

test('an empty vocabulary corrects nothing', () => {
  expect(createSpelling(new Map()).correct(tokenise('upgarde it')).corrected).toEqual([]);
});
