import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { maskSecrets } from '../src/mask.ts';

/** What a password may be made of that is not written in quotation marks. It ends in no mark of a sentence. */
const password = fc
  .stringMatching(/^[A-Za-z0-9!@#?^+~][A-Za-z0-9!@#$%^&*()_+=~{}|:;,.?/-]{6,30}[A-Za-z0-9!@#$%^&*()_+=~{}|?/-]$/)
  // Neither a word, nor an address, nor the beginning of the next pair.
  .filter(
    (text) =>
      /[A-Za-z]/.test(text) && /\d/.test(text) && /[!@#$%^&*+=~?]/.test(text) && !/[;&,][A-Za-z_][\w.-]*=/.test(text),
  );

describe('a password goes as a whole, whatever it is made of', () => {
  test.each([
    ['Password: ', ''],
    ['password=', ' and then'],
    ['{"accessToken":"', '","user":"bob"}'],
    ["$env:PGPASSWORD = '", "'"],
    ['sqlcmd --password ', ' -S db'],
    ['ConvertTo-SecureString -AsPlainText "', '" -Force'],
    ['<add key="password" value="', '"/>'],
  ])('%s…%s', (before, after) => {
    fc.assert(
      fc.property(password, (secret) => {
        const masked = maskSecrets(`${before}${secret}${after}`);
        expect(masked).toBe(`${before.replace(/["']$/, '')}[masked]${after.replace(/^["']/, '')}`);
      }),
    );
  });
});

describe('a secret goes by its form alone', () => {
  test.each([
    ['an application secret of Entra ID', /^[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{30}[A-Za-z0-9_~]{4}$/],
    ['a long-lived key of AWS', /^AKIA[A-Z2-7]{16}$/],
    ['a temporary key of AWS', /^ASIA[A-Z2-7]{16}$/],
    ['an app-level token of Slack', /^xapp-1-A[A-Z0-9]{9}-[0-9]{13}-[0-9a-f]{64}$/],
    ['a bot token of Slack', /^xoxb-[0-9]{12}-[0-9]{13}-[A-Za-z0-9]{24}$/],
    ['the secret of a webhook', /^whsec_[A-Za-z0-9+/]{32,64}$/],
    ['a token of GitLab', /^glpat-[A-Za-z0-9_-]{20}$/],
    ['a token of GitLab with its place', /^glpat-[A-Za-z0-9_-]{27}\.01\.[a-z0-9]{9}$/],
    ['a token of GitHub', /^ghp_[A-Za-z0-9]{36}$/],
    ['a key of an Azure storage account', /^[A-Za-z0-9+/]{86}==$/],
  ])('%s', (_what, form) => {
    fc.assert(
      fc.property(fc.stringMatching(form), (secret) => {
        expect(maskSecrets(`it says ${secret} in the log`)).toBe('it says [masked] in the log');
      }),
    );
  });
});

test('what people ask has no secret in it', () => {
  const asked = globSync(['knowledge/**/*.yaml', 'test/conversations/*.yaml']).flatMap((file) =>
    textsOf(parse(readFileSync(file, 'utf8'))),
  );
  expect(asked.length).toBeGreaterThan(2000);
  expect(asked.filter((text) => maskSecrets(text) !== text)).toEqual(['ticket sync fails with password: hunter2']);
});

function textsOf(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(textsOf) : [];
}

const PIECES = [
  ...[
    'password',
    'secret key',
    'pw',
    'sig',
    'token',
    ' is ',
    ' for ',
    '=',
    ':',
    '"',
    "'",
    '\\"',
    '`',
    '“',
    '\n',
    ' ',
    ';',
    ',',
  ],
  ...[
    'bearer ',
    'Authorization: Basic ',
    'ConvertTo-SecureString ',
    '-AsPlainText',
    '--',
    '|',
    '<password>',
    '</',
    'value=',
  ],
  ...[
    'xoxb-',
    'https://',
    '://',
    '@',
    'eyJ',
    '.',
    '-----BEGIN PRIVATE KEY-----',
    '-----END',
    '8Q~',
    '[masked]',
    'Zq8hunter2',
  ],
];

test('masking twice changes nothing more', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(...PIECES));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = maskSecrets(pieces.join(''));
      expect(maskSecrets(once)).toBe(once);
    }),
    { numRuns: 1000 },
  );
});

// Time in proportion to the square of the length would take minutes here.
test.each([
  ...PIECES,
  ...[
    'password ',
    'sig:',
    ':sig',
    'token for ',
    'password: https://',
    'password (',
    'a.',
    '-eyJ12345678',
    'pw="',
    "pw='x' ",
  ],
  ...['<', '<password ', '-', 'a://a:', '"x" | ', 'password is a', 'secret value', 'password:\n', 'password    '],
])('a long text of %j is masked', (unit) => {
  const long = unit.repeat(Math.ceil(200_000 / unit.length));
  expect(typeof maskSecrets(long)).toBe('string');
});
