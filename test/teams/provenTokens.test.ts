import { expect, test } from '@jest/globals';
import { createProvenTokens, MOST_TOKENS, TRUSTED_MS } from '../../adapters/teams/provenTokens.ts';

const START = 1_800_000_000_000;
const AN_HOUR = START / 1000 + 3600;
const CLAIMED = { channelId: 'msteams', serviceUrl: 'https://smba.example/emea/' };
const HEADER = 'Bearer aaaa.bbbb.cccc';

function proven() {
  let now = START;
  function pass(ms: number): void {
    now += ms;
  }
  return { ...createProvenTokens(() => now), pass };
}

test('a token that was found good is good for five minutes, and then due for another look', () => {
  const tokens = proven();
  expect(tokens.holds(HEADER, CLAIMED)).toBe(false);
  tokens.keep(HEADER, CLAIMED, AN_HOUR);
  tokens.pass(TRUSTED_MS - 1);
  expect(tokens.holds(HEADER, CLAIMED)).toBe(true);
  tokens.pass(1);
  expect(tokens.holds(HEADER, CLAIMED)).toBe(false);
  tokens.keep(HEADER, CLAIMED, AN_HOUR);
  expect(tokens.holds(HEADER, CLAIMED)).toBe(true);
});

test('none is good past its own end', () => {
  const tokens = proven();
  tokens.keep(HEADER, CLAIMED, START / 1000 + 10);
  tokens.pass(9_999);
  expect(tokens.holds(HEADER, CLAIMED)).toBe(true);
  tokens.pass(1);
  expect(tokens.holds(HEADER, CLAIMED)).toBe(false);
  tokens.keep('Bearer ended', CLAIMED, START / 1000 - 60);
  tokens.keep('Bearer endless', CLAIMED, undefined);
  expect(['Bearer ended', 'Bearer endless'].map((header) => tokens.holds(header, CLAIMED))).toEqual([false, false]);
});

test.each<[string, string, typeof CLAIMED]>([
  ['another token', 'Bearer aaaa.bbbb.cccd', CLAIMED],
  ['another channel', HEADER, { ...CLAIMED, channelId: 'webchat' }],
  ['another address', HEADER, { ...CLAIMED, serviceUrl: 'https://smba.example/amer/' }],
  ['the same words, divided otherwise', `${HEADER}msteams`, { ...CLAIMED, channelId: '' }],
])('nothing is proved for %s', (_name, header, claimed) => {
  const tokens = proven();
  tokens.keep(HEADER, CLAIMED, AN_HOUR);
  expect(tokens.holds(header, claimed)).toBe(false);
});

test(`${MOST_TOKENS} tokens are remembered, those that were looked at last`, () => {
  const tokens = proven();
  for (let n = 0; n < MOST_TOKENS; n += 1) tokens.keep(`Bearer ${n}`, CLAIMED, AN_HOUR);
  tokens.keep('Bearer 0', CLAIMED, AN_HOUR);
  expect(tokens.holds('Bearer 1', CLAIMED)).toBe(true);
  tokens.keep('Bearer new', CLAIMED, AN_HOUR);
  expect(['0', '1', '2', 'new'].map((name) => tokens.holds(`Bearer ${name}`, CLAIMED))).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
