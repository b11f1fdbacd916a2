import { beforeAll, describe, expect, test } from '@jest/globals';
import { cardMessage } from '../../adapters/slack/card.ts';
import { cardModal } from '../../adapters/slack/cardModals.ts';
import { LIMITS } from '../../adapters/slack/limits.ts';
import { createStrict, type Strict } from '../support/slack/strict.ts';
import { hostileFile, ticketFile } from '../triage/ticketFile.ts';
import { smuggled } from './checker.ts';
import { labelsOf, wordsOf } from './seen.ts';

let strict: Strict;
beforeAll(async () => {
  strict = await createStrict();
}, 60_000);

const CATEGORIES = new Map(Array.from({ length: 150 }, (_, i) => [`category-${i}`, `${'"Title" '.repeat(20)}${i}`]));

const hostile = (text: string) => hostileFile(text, '<!channel>');

describe.each([
  'word ',
  '"',
  '\\',
  '&',
  '<!channel> ',
  '*_~`',
  '🙂',
  '\n> quote\n',
  '<https://a.example|a> ',
  '\u0000',
])('a ticket full of %j', (text) => {
  test('is a card that Slack takes', () => {
    const file = hostile(text);
    const { blocks, text: words } = cardMessage(file, CATEGORIES);
    strict.message({ text: words, blocks }, 'post');
    strict.message({ text: words, blocks }, 'update');
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(LIMITS.messageJson);
    strict.view(cardModal(file, CATEGORIES, { words: text, mark: '⚠️' }));
  });

  test('pings nobody and links nothing', () => {
    const all = JSON.stringify(cardMessage(hostile(text), CATEGORIES).blocks);
    const texts = [...all.matchAll(/"type":"mrkdwn","text":("(?:[^"\\]|\\.)*")/g)].map(([, json]) =>
      String(JSON.parse(json ?? '""')).replace(/<!date\^\d+\^[^<>]*>/g, ''),
    );
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.flatMap(smuggled)).toEqual([]);
    expect(texts.filter((each) => each.includes('<https'))).toEqual([]);
  });
});

test('what may be done depends on the state', () => {
  const file = ticketFile();
  const as = (state: 'assigned' | 'resolved' | 'closed') => ({ ...file, ticket: { ...file.ticket, state } });
  const labels = (state: Parameters<typeof as>[0]) => labelsOf(cardMessage(as(state), CATEGORIES));
  expect(labels('assigned')).toEqual([
    'Ask the requester',
    'Write to the requester',
    'Resolve',
    'Duplicate of …',
    'Add a note',
  ]);
  expect(labels('resolved')).toEqual(['Write to the requester', 'Open again', 'Add a note']);
  expect(labels('closed')).toEqual(['Write to the requester', 'Open again', 'Add a note']);
  const solved = { ...file, ticket: { ...file.ticket, state: 'closed' as const, resolution: 'Started it.' } };
  expect(labelsOf(cardMessage(solved, CATEGORIES))).toContain('Propose as FAQ entry');
  expect(wordsOf(cardMessage(file, CATEGORIES))).toContain('DESK-1 · P3 · new');
});
