import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import type { AgentQueue } from '../../../adapters/agentQueue.ts';
import { FORMS, type Given } from '../../../adapters/teams/agentActions.ts';
import { cardIn, cardMessage } from '../../../adapters/teams/card.ts';
import { actForm } from '../../../adapters/teams/cardModals.ts';
import type { AdaptiveCard } from '../../../adapters/teams/elements.ts';
import { renderFeedbackForm } from '../../../adapters/teams/feedbackForm.ts';
import { queueMessage } from '../../../adapters/teams/queueCard.ts';
import { ticketForm } from '../../../adapters/teams/ticketModal.ts';
import { actionsFor } from '../../../src/triage/states.ts';
import { type Person, STATES } from '../../../src/triage/ticket.ts';
import type { DraftView } from '../../../src/triage/view.ts';
import { refusedCard } from '../../support/teams/cardSchema.ts';
import { openRenderer } from '../../support/teams/renderCard.ts';
import { hostileFile, ticketFile } from '../../triage/ticketFile.ts';
import { buttonsIn, labelsOf, wordsIn, wordsOf } from '../seen.ts';

/** Cards and windows of agents and of forms, in the renderer that Teams' desktop client is built on. */

let renderer: ReturnType<typeof openRenderer>;
beforeAll(() => {
  renderer = openRenderer();
});
afterAll(() => renderer.close());

const CATEGORIES = new Map(Array.from({ length: 150 }, (_, i) => [`category-${i}`, `${'"Title" '.repeat(20)}${i}`]));
const FEW = new Map([
  ['other', 'Something else'],
  ['auto-upgrade', 'Auto upgrade'],
]);
const PAGE = { filter: 'all', after: null };

const NASTY = [
  'word ',
  '"',
  '\\',
  '&',
  '<at>Everybody</at> ',
  '*_~`',
  '🙂',
  '\n> quote\n',
  '[a](https://a.example) ',
  '{{DATE(2026-01-01T00:00:00Z)}} ',
  '# heading\n- item\n',
  '\u0000',
  'ﷺ',
];

/** The form while the store cannot be read. */
const AWAY = ' without its ticket';

function longOf(text: string): string {
  return text
    .repeat(Math.ceil(4000 / text.length))
    .slice(0, 4000)
    .toWellFormed();
}

function formsOf(text: string): [string, AdaptiveCard][] {
  const long = longOf(text);
  const file = hostileFile(text, long);
  const people = Array.from(
    { length: 300 },
    (_, i): Person => ({ platform: 'teams', tenant: 't', user: `u${i}`, name: long }),
  );
  const found = Array.from({ length: 10 }, (_, i) => ({ id: `entry:e${i}`, title: long }));
  const given: Given = { text: long.repeat(5), query: long, entry: 'entry:e3', to: 'u2', priority: 'P1' };
  const of = { file, ticket: file.ticket.id, from: null, form: 'f'.repeat(300), message: 'm'.repeat(300), people };
  return FORMS.flatMap((what) =>
    [file, null].map((each): [string, AdaptiveCard] => [
      each === null ? `${what}${AWAY}` : what,
      actForm({ ...of, what, file: each, notice: long, given, categories: CATEGORIES, found }).card,
    ]),
  );
}

function draft(text: string): DraftView {
  const long = longOf(text);
  const { id } = ticketFile().ticket;
  return {
    id: 'd'.repeat(20),
    summary: long,
    details: long,
    category: 'category-3',
    categories: [...CATEGORIES].map(([each, title]) => ({ id: each, title })),
    impact: 'team',
    impacts: [{ id: 'team', title: 'my team' }],
    urgency: 'high',
    urgencies: [{ id: 'high', title: 'work has stopped' }],
    withMessages: false,
    similar: [1, 2, 3].map(() => ({ id, summary: long })),
  };
}

function queueOf(text: string): AgentQueue {
  const { ticket } = hostileFile(text, longOf(text));
  const tickets = Array.from({ length: 10 }, () => ({ ticket, breachAt: Date.parse('2026-11-24T17:00:00Z') }));
  return { tickets, categories: CATEGORIES, next: { breachAt: 8_640_000_000_000_000, number: 999_999_999 } };
}

function allOf(text: string): [string, AdaptiveCard | null][] {
  const long = longOf(text);
  const file = hostileFile(text, long);
  const page = { filter: long.slice(0, 2000), after: { breachAt: 1, number: 1 } };
  return [
    ['card', cardMessage(file, CATEGORIES).card],
    ['card of a ticket that has gone', cardIn('teams:t/c', file, CATEGORIES, long).card],
    ['card in the queue', cardMessage(file, CATEGORIES, { from: PAGE, notice: long }).card],
    ['queue', queueMessage(queueOf(text), PAGE).card],
    ['later page', queueMessage(queueOf(text), { filter: 'mine', after: page.after }).card],
    ...formsOf(text),
    ['draft', ticketForm(draft(text), { shared: true, notice: long })],
  ];
}

function drawn(card: object | null) {
  if (card === null) throw new Error('there is no card');
  const seen = renderer.render(card);
  expect(seen.rejected).toEqual([]);
  return { ...seen, words: seen.texts.join(' ').replace(/\s+/g, ' ') };
}

describe.each(NASTY)('full of %j', (text) => {
  test('every card is one that Teams takes, and none pings or links', () => {
    for (const [name, card] of allOf(text)) {
      expect({ name, refused: refusedCard(card) }).toEqual({ name, refused: [] });
      // What stands in a field is what was typed there, and no client reads it.
      expect({ name, mention: /<\s*\/?\s*at\b/i.test(wordsIn(card)) }).toEqual({ name, mention: false });
      if (name.endsWith(AWAY)) continue;
      const { links, words } = drawn(card);
      expect({ name, links }).toEqual({ name, links: [] });
      expect(words).not.toContain('1/1/2026');
    }
  });

  test('a summary that notifies is plain and short', () => {
    const { summary } = cardMessage(hostileFile(text, text), CATEGORIES);
    expect(summary.length).toBeLessThanOrEqual(200);
    expect(summary).not.toMatch(/[\n<]\/?at\b/);
  });
});

test('what is typed stands there literally', () => {
  const file = ticketFile({ summary: 'The *sync* of [x](https://a.example) <at>x</at> stopped' });
  expect(drawn(cardMessage(file, FEW).card).words).toContain('The *sync* of [x](https://a.example) ‹at>x‹/at> stopped');
});

test('a card says all that an agent needs, the time in their own zone', () => {
  const { card } = cardMessage(ticketFile(), FEW);
  const { words, taps } = drawn(card);
  for (const each of ['DESK-1 · P3 · new', 'Requester', 'Who cannot work', 'How urgent', 'Due']) {
    expect(words).toContain(each);
  }
  expect(words).not.toContain('{{');
  expect(taps).toEqual(labelsOf({ activity: { type: 'message', attachments: [{ contentType: '', content: card }] } }));
});

test('what may be done depends on the state', () => {
  const file = ticketFile();
  for (const state of STATES) {
    const { card } = cardMessage({ ...file, ticket: { ...file.ticket, state, resolution: 'Done.' } }, FEW);
    const offered = buttonsIn(card).map(({ data }) => z.object({ what: z.string() }).parse(data).what);
    expect({ state, offered: offered.sort() }).toEqual({ state, offered: actionsFor('agent', state).sort() });
  }
});

test('as much of a long packet is shown as there is room for, and the buttons always', () => {
  for (const text of ['ﷺ', '"', 'word ']) {
    const { card } = cardMessage(hostileFile(text, 'u'), CATEGORIES);
    expect(drawn(card).taps).toContain('Resolve');
    expect(JSON.stringify(card).length).toBeGreaterThan(5000);
  }
});

test('an empty queue says so', () => {
  const { card } = queueMessage({ tickets: [], categories: FEW, next: null }, PAGE);
  expect(drawn(card).words).toContain('Nothing is to be done here.');
  expect(drawn(card).taps).toEqual(['Show']);
  expect(wordsOf({ activity: { type: 'message', attachments: [{ contentType: '', content: card }] } })).toContain(
    'Queue · All',
  );
});

test.each(['like', 'dislike'] as const)('the form after a thumb: %s', (reaction) => {
  const { card, title } = renderFeedbackForm(reaction);
  expect(refusedCard(card)).toEqual([]);
  const { words, taps } = drawn(card);
  expect(words).toContain('Your thumb is noted.');
  expect(taps).toContain('Send');
  expect(title).toMatch(/\?$/);
});

const path = join(import.meta.dirname, '../../../../shared/schemas/adaptive-card.1.5.0.schema.json');

if (!existsSync(path)) {
  test.skip(`beside Microsoft's schema: skipped, ${path} does not exist`, () => {});
} else {
  const { $schema: _schema, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const isCard = ajv.compile<object>(schema);

  test.each(NASTY)('full of %j, every card is one by the schema of Adaptive Cards 1.5', (text) => {
    for (const [name, card] of allOf(text)) {
      expect({ name, valid: isCard(card), why: isCard.errors ?? [] }).toEqual({ name, valid: true, why: [] });
    }
    for (const reaction of ['like', 'dislike'] as const) expect(isCard(renderFeedbackForm(reaction).card)).toBe(true);
  });
}
