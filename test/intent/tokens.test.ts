import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stem, tokenise } from '../../src/intent/tokens.ts';

const texts = (text: string) => tokenise(text).map((token) => token.text);
const fixed = (text: string) => tokenise(text).flatMap((token) => (token.fixed ? token.text : []));

describe('a token', () => {
  test.each([
    ['Can I rename the Server?', ['can', 'i', 'rename', 'the', 'server']],
    ['auto-upgrade, auto upgrade; AUTO_UPGRADE', ['auto', 'upgrade', 'auto', 'upgrade', 'auto', 'upgrade']],
    ['set-up of mail-enabled groups', ['set', 'up', 'of', 'mail', 'enabled', 'groups']],
    ['(LocalDb).\\ADSync', ['localdb', 'adsync']],
    ['2FA on Server 2016 KB2523192', ['2fa', 'on', 'server', '2016', 'kb2523192']],
    ['', []],
    [' \t\n ?!… ', []],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});

describe('evidence as it stands', () => {
  test.each([
    ['we run 1.1.654.0 here', ['1.1.654.0']],
    ['build 1.1.654.', ['1.1.654']],
    ['(2.5.79.0)', ['2.5.79.0']],
    ['v1.1.654.0', ['1.1.654.0']],
    ['V2.5.79.0 or v1.1.750', ['2.5.79.0', '1.1.750']],
    ['events 6311 and 6401', ['6311', '6401']],
    ['error 0x80072EE2', ['0x80072ee2']],
    ['run Register-AzureADConnectHealthADDSAgent now', ['register-azureadconnecthealthaddsagent']],
    ['Start-ADSyncSyncCycle -PolicyType Delta', ['start-adsyncsynccycle']],
    ['Get\u2011ADSyncScheduler', ['get-adsyncscheduler']],
    ['auto-upgrade is self-updating, mail-enabled', []],
    ['start-over on the new-server with Connect-Health', []],
  ])('%j', (text, expected) => {
    expect(fixed(text)).toEqual(expected);
  });
});

describe('contractions and apostrophes', () => {
  test.each([
    ["it doesn't start", ['it', 'does', 'not', 'start']],
    ['it doesn\u2019t start', ['it', 'does', 'not', 'start']],
    ["it does n't start", ['it', 'does', 'not', 'start']],
    ["can't won't isn't", ['can', 'not', 'will', 'not', 'is', 'not']],
    ['it doesnt, we havent, I dont', ['it', 'does', 'not', 'we', 'have', 'not', 'i', 'do', 'not']],
    ["we're I'm they've it'll", ['we', 'are', 'i', 'am', 'they', 'have', 'it', 'will']],
    ["the server's name", ['the', 'server', 'name']],
    ["the servers' names", ['the', 'servers', 'names']],
    ["'quoted' words", ['quoted', 'words']],
    ['`code` ´acute´', ['code', 'acute']],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});

describe('unicode', () => {
  test.each([
    ['ＡＡＤ Ｃｏｎｎｅｃｔ', ['aad', 'connect']],
    ['Straße CAFÉ cafe\u0301', ['straße', 'café', 'café']],
    ['Как переименовать сервер?', ['как', 'переименовать', 'сервер']],
    ['サーバー名', ['サーバー名']],
    ['🙂👍🏽', []],
    ['auto\u2013upgrade', ['auto', 'upgrade']],
    ['rename\u0000the\u001bserver\u0007', ['rename', 'the', 'server']],
    ['\u202eserver\u202c \ufeffname', ['server', 'name']],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});

describe('whatever is typed', () => {
  const pieces = fc.constantFrom(
    ...[
      "'",
      'n',
      "n't",
      'v1',
      '1.',
      '.',
      '0x',
      'get-',
      'abcd',
      '-',
      '_',
      '\u0000',
      '\u200d',
      'é',
      'ﷺ',
      'İ',
      '界',
      '🙂',
      ' ',
      '\ud800',
    ],
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((all) => all.join('')),
  );

  test('comes out as words: lower case, nothing to be seen through, no more of them than characters', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const tokens = texts(text);
        expect(tokens.length).toBeLessThanOrEqual(text.normalize('NFKC').length * 2);
        for (const token of tokens) {
          expect(token).not.toMatch(/[\s\p{Cc}\p{Cf}]|^$/u);
          expect(token).toBe(token.toLowerCase());
        }
      }),
    );
  });

  test('is read alike in capitals and with other white space', () => {
    const ascii = fc.stringMatching(/^[a-z0-9.' -]{0,40}$/);
    fc.assert(
      fc.property(ascii, (text) => {
        expect(texts(text.toUpperCase())).toEqual(texts(text));
        expect(texts(` ${text.replaceAll(' ', '\t\n')}`)).toEqual(texts(text));
      }),
    );
  });

  test('is read in time that grows with its length alone', () => {
    const start = performance.now();
    for (const piece of ['a', '1', '1.', "a'", "n't", 'get-', '-', '\u0000', '🙂', 'x '])
      tokenise(piece.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

test('a stem joins the forms of a word; numbers, codes and other scripts keep theirs', () => {
  expect(new Set(['upgrade', 'upgrades', 'upgraded', 'upgrading'].map(stem)).size).toBe(1);
  for (const token of ['1.1.654.0', '6311', 'get-adsyncscheduler', 'сервер', 'kb2523192'])
    expect(stem(token)).toBe(token);
});
