import { expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { readSaid } from '../../adapters/teams/said.ts';

const US = '28:bot';
const desk = '<at>Connect Desk</at>';
const ann = '<at>Ann Miller</at>';
const mention = (text: string, id: string) => ({ type: 'mention', mentioned: { id }, text });
const BOTH = [mention(desk, US), mention(ann, '29:ann')];

function read(text: string, entities: object[] = BOTH, textFormat = 'plain') {
  return readSaid({ text, entities, textFormat, recipient: { id: US, name: 'Connect Desk' } } as Activity);
}

test.each([
  ['in front', `${ann} ${desk} tickets`, 'tickets'],
  ['in front, with a word between', `${ann} and ${desk}: browse`, 'browse'],
  ['behind our name in front', `${desk}, ${ann}: is it on?`, 'is it on?'],
  ['behind a sentence', `${desk} is it on? ${ann}, ${ann}`, 'is it on?'],
  ['beside our name at the end', `is it on ${desk} ${ann}`, 'is it on'],
  ['told by cc', `${desk} is it on cc: ${ann} & ${ann}.`, 'is it on'],
  ['told by cc in brackets', `${desk} is it on? (cc ${ann})`, 'is it on?'],
  ['asked something', `${desk} ${ann} can't we rename it?`, "can't we rename it?"],
  ['asked by a question', `${ann} ${desk} has the server a limit?`, 'has the server a limit?'],
  ['alone', `${desk} ${ann}`, ''],
])('whoever is addressed is no part of the words: %s', (_, text, words) => {
  expect(read(text)).toMatchObject({ text: words, toUs: true, toOthers: true });
});

test.each([
  ['inside', `${desk} no mail for ${ann} since Monday`, 'no mail for @Ann Miller since Monday', BOTH],
  ['at the end of a sentence', `${desk} ticket no mail for ${ann}.`, 'ticket no mail for @Ann Miller.', BOTH],
  ['beside our name', `no mail for ${ann}, ${desk}`, 'no mail for @Ann Miller', BOTH],
  ['at its beginning, as an owner', `${desk} ${ann}'s server hangs`, "@Ann Miller's server hangs", BOTH],
  ['at its beginning, who fails', `${desk} ${ann} cannot sign in`, '@Ann Miller cannot sign in', BOTH],
  ['at its beginning, who has not', `${desk} ${ann} doesn’t get in`, '@Ann Miller doesn’t get in', BOTH],
  ['at its beginning, who sees', `${desk} ${ann} sees error 6311`, '@Ann Miller sees error 6311', BOTH],
  ['without tags', `${desk} ask Ann, not Bob`, 'ask Ann, not Bob', [mention(desk, US), mention('Ann', '29:ann')]],
])('whoever is spoken of is: %s', (_, text, words, entities) => {
  expect(read(text, entities).text).toBe(words);
});

test.each([
  ['escaped in the text alone', '<at>R&amp;D Desk</at> browse', '<at>R&D Desk</at>'],
  ['escaped in the entity alone', '<at>R&D Desk</at> browse', '<at>R&amp;D Desk</at>'],
  ['escaped in both', '<at>R&amp;D Desk</at> browse', '<at>R&amp;D Desk</at>'],
  ['without tags', 'R&amp;D Desk browse', 'R&D Desk'],
  ['numbered in the text', '<at id="0">R&amp;D Desk</at> browse', '<at>R&D Desk</at>'],
])('our name is known: %s', (_, text, named) => {
  for (const format of ['plain', 'xml']) expect(read(text, [mention(named, US)], format).text).toBe('browse');
});

test('however many are mentioned, what else was typed is there, letter for letter', () => {
  const part = fc.constantFrom(ann, desk, 'word', 'cc ', ' and ', '. ', '?', ', ', "'s", '\ufdd0', '\ufdd1', '\ufdd2');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const typed = parts.join(' ');
      const { text } = read(typed);
      expect(text).not.toMatch(/[\ufdd0-\ufdd2]/);
      expect(text.split('word')).toHaveLength(typed.split('word').length);
    }),
  );
  expect(read(`${ann} `.repeat(20_000)).text).toBe('');
  expect(read(`word ${`${ann} `.repeat(20_000)}word`).text).toHaveLength('word  word'.length + 20_000 * 12 - 1);
});
