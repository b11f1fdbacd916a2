import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { cutPlain } from '../../../adapters/cutPlain.ts';
import { citationEntity } from '../../../adapters/teams/citations.ts';
import { attachment, button, buttons, jsonBytes, labelled } from '../../../adapters/teams/elements.ts';
import { renderVersionForm, renderWhy } from '../../../adapters/teams/forms.ts';
import { LIMITS, READING } from '../../../adapters/teams/limits.ts';
import { renderReply, type TeamsMessage } from '../../../adapters/teams/render.ts';
import { renderResult } from '../../../adapters/teams/result.ts';
import { renderExpired, renderSpent } from '../../../adapters/teams/spent.ts';
import { renderWelcome } from '../../../adapters/teams/welcome.ts';
import { deepFreeze } from '../../../src/knowledge/freeze.ts';
import { buildOnce } from '../../conversations/desk.ts';
import { absurd, anyReply } from '../../replies/hostile.ts';
import { answer, options, plainReply } from '../../replies/replies.ts';
import { refusedCard } from '../../support/teams/cardSchema.ts';
import { asRead, PLACE } from './place.ts';

const place = fc.record({
  delivery: fc.stringMatching(/^[A-Za-z0-9:._-]{1,80}$/),
  question: fc.string({ maxLength: 5000, unit: 'grapheme' }),
  personal: fc.boolean(),
  full: fc.boolean(),
  ask: fc.record({ solved: fc.boolean() }),
});
const runs = { numRuns: 150 };

function refused({ card, text, summary, sources }: TeamsMessage): string[] {
  return [
    ...(card === null ? [] : refusedCard(card)),
    ...(text.trim() === '' ? ['no text'] : []),
    ...(text.length > 10_000 ? ['a long text'] : []),
    ...(summary.trim() === '' || summary.length > 200 || summary.includes('\n') ? ['summary'] : []),
    ...(/<\s*\/?\s*at\b/i.test(text + summary + JSON.stringify(card?.body ?? [])) ? ['a mention'] : []),
    ...(sources.length > 20 ? ['too many citations'] : []),
    ...sources.flatMap((_, i) => (text.includes(`[${i + 1}]`) ? [] : [`no mark of citation ${i + 1}`])),
  ];
}

describe('nothing that Teams would refuse, whatever it is made of', () => {
  test('replies of every kind, and what becomes of them', () => {
    fc.assert(
      fc.property(anyReply, place, absurd, absurd, (reply, where, by, label) => {
        expect(refused(renderReply(reply, where))).toEqual([]);
        const spent = renderSpent(reply, where, { by, label });
        expect(refused(spent)).toEqual([]);
        expect(JSON.stringify(spent.card)).not.toContain('desk.option');
      }),
      runs,
    );
  });

  test('parts that cards share are changed by none of them', () => {
    fc.assert(
      fc.property(anyReply, place, (reply, where) => {
        const drawn = renderReply(reply, where);
        const before = JSON.stringify(deepFreeze(drawn));
        for (const full of [true, false]) renderSpent(reply, { ...where, full }, { by: 'Ada', label: 'One' });
        expect(JSON.stringify(renderReply(reply, where))).toBe(before);
      }),
      runs,
    );
  });

  test('cards of their own', () => {
    const { corpus } = buildOnce();
    fc.assert(
      fc.property(absurd, fc.array(absurd, { maxLength: 9 }), fc.boolean(), (text, examples, personal) => {
        const texts = { greeting: text, thanks: text, help: text, unknown: text, notCovered: text };
        const welcome = { name: text, texts, examples, releases: corpus.releases };
        for (const message of [renderExpired(text), renderWhy(text), renderWelcome(welcome, { personal })]) {
          expect(refused(message)).toEqual([]);
        }
      }),
      runs,
    );
    expect(refused(renderVersionForm())).toEqual([]);
    expect(refused(renderExpired(null))).toEqual([]);
  });

  test('every entry as a result', () => {
    const { corpus } = buildOnce();
    for (const entry of corpus.entries.values()) {
      const { card, preview } = renderResult(entry, corpus.facts);
      expect(refusedCard(card)).toEqual([]);
      expect(preview.title.length).toBeLessThanOrEqual(80);
      expect(preview.text.trim()).not.toBe('');
    }
  });
});

describe('each limit, on both sides', () => {
  test.each([
    ['a title', READING.label, (text: string) => labelled(text)],
    ['a summary', READING.summary, (text: string) => cutPlain(text, READING.summary)],
  ])('%s', (_, most, make) => {
    expect(make('x'.repeat(most))).toBe('x'.repeat(most));
    expect(make('x'.repeat(most + 1))).toBe(`${'x'.repeat(most - 1)}…`);
  });

  test.each([
    ['a value that a button holds', READING.value, '[Long]'],
    ['a value that none holds', READING.value + 1, 'Type the number to choose: **1** Long'],
  ])('%s', (_, size, drawn) => {
    const option = { label: 'Long', value: `ask:${'x'.repeat(size - 4)}` };
    expect(asRead(renderReply(plainReply('help', 'Ask.', [option]), PLACE))).toContain(drawn);
  });

  test('options that can be tapped, and more', () => {
    const shown = (count: number) =>
      asRead(renderReply(plainReply('help', 'Ask.', options(count, 'An option with a long label')), PLACE));
    expect(shown(25)).toHaveLength(26);
    expect(shown(26)).toHaveLength(27);
    expect(shown(26).at(-1)).toBe('Type the number to choose: **26** An option with a long label 26');
  });

  test('buttons in a row', () => {
    const row = (count: number) =>
      buttons(Array.from({ length: count }, () => button('b', { v: 1, verb: 'desk.why', delivery: 'd' })));
    expect(row(LIMITS.actions)).toHaveLength(1);
    expect(row(LIMITS.actions + 1)).toHaveLength(2);
  });

  test('citations', () => {
    const sources = (count: number) => Array.from({ length: count }, (_, i) => ({ title: `Source ${i}`, url: null }));
    const cited = (count: number) => renderReply(answer({ sources: sources(count) }), PLACE).sources.length;
    expect([cited(20), cited(21)]).toEqual([20, 20]);
    expect(citationEntity(sources(21))?.citation).toHaveLength(20);
    expect(citationEntity([])).toBeNull();
    const entity = citationEntity([
      { title: 'x'.repeat(80), url: 'https://learn.microsoft.com/faq' },
      { title: 'y'.repeat(200), url: 'javascript:alert(1)' },
    ]);
    expect(entity?.citation.map(({ position, appearance }) => [position, appearance])).toEqual([
      [
        1,
        {
          '@type': 'DigitalDocument',
          name: 'x'.repeat(80),
          abstract: 'On learn.microsoft.com.',
          url: 'https://learn.microsoft.com/faq',
        },
      ],
      [2, { '@type': 'DigitalDocument', name: `${'y'.repeat(79)}…`, abstract: `${'y'.repeat(159)}…` }],
    ]);
  });

  test('a card that is asked to show everything stays within its size, and fills it', () => {
    const large = renderReply(answer({ text: 'word "é" \n\n'.repeat(4000) }), { ...PLACE, full: true });
    expect(refused(large)).toEqual([]);
    if (large.card === null) throw new Error('there is no card');
    expect(jsonBytes(attachment(large.card))).toBeGreaterThan(LIMITS.cardJson - 1000);
    expect(asRead(large)).toContain('Shortened here. The sources hold the rest.');
  });

  test.each([
    [{ personal: false, full: false }, 2500, false],
    [{ personal: false, full: false }, 2501, true],
    [{ personal: true, full: false }, 2501, false],
    [{ personal: false, full: true }, 2501, false],
  ])('in %j, of a text of %i characters something is left out: %s', (where, length, isCut) => {
    const text = `${'word '.repeat(length / 5 - 1)}${'x'.repeat(5 + (length % 5))}`;
    const lines = asRead(renderReply(answer({ verdict: 'info', text }), { ...PLACE, ...where }));
    expect(lines.includes('[Show all]')).toBe(isCut);
    expect(lines[0]?.length).toBeLessThanOrEqual(length);
  });
});

const path = join(import.meta.dirname, '../../../../shared/schemas/adaptive-card.1.5.0.schema.json');

if (!existsSync(path)) {
  test.skip(`beside Microsoft's schema: skipped, ${path} does not exist`, () => {});
} else {
  const { $schema, id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const isCard = ajv.compile<object>(schema);
  const wrong = (card: object | null) => (card === null || isCard(card) ? [] : (isCard.errors ?? []));

  test('every card is one by the schema of Adaptive Cards 1.5', () => {
    expect([$schema, id]).toEqual([expect.any(String), expect.any(String)]);
    expect(isCard({ type: 'AdaptiveCard', body: [{ type: 'TextBlock' }], colour: 'red' })).toBe(false);
    fc.assert(
      fc.property(anyReply, place, absurd, (reply, where, words) => {
        expect(wrong(renderReply(reply, where).card)).toEqual([]);
        expect(wrong(renderSpent(reply, where, { by: words, label: words }).card)).toEqual([]);
        expect(wrong(renderExpired(words).card)).toEqual([]);
        expect(wrong(renderWhy(words).card)).toEqual([]);
      }),
      { numRuns: 50 },
    );
    const { corpus } = buildOnce();
    expect(wrong(renderVersionForm().card)).toEqual([]);
    expect(wrong(renderWelcome(corpus, { personal: true }).card)).toEqual([]);
    for (const entry of corpus.entries.values()) expect(wrong(renderResult(entry, corpus.facts).card)).toEqual([]);
  });
}
