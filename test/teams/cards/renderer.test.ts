import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AdaptiveCard, Element } from '../../../adapters/teams/elements.ts';
import { renderVersionForm, renderWhy } from '../../../adapters/teams/forms.ts';
import { renderReply } from '../../../adapters/teams/render.ts';
import { renderResult } from '../../../adapters/teams/result.ts';
import { renderExpired, renderSpent } from '../../../adapters/teams/spent.ts';
import { renderWelcome } from '../../../adapters/teams/welcome.ts';
import { VALUES } from '../../../src/dialog/values.ts';
import { buildOnce } from '../../conversations/desk.ts';
import { absurd, anyReply } from '../../replies/hostile.ts';
import {
  answer,
  ask,
  browse,
  clarify,
  explain,
  failed,
  NOTES,
  options,
  plainReply,
  USED,
  unknown,
  version,
} from '../../replies/replies.ts';
import { openRenderer } from '../../support/teams/renderCard.ts';
import { PLACE } from './place.ts';

/** The renderer that Teams' desktop client is built on, in a window without a screen. */

let renderer: ReturnType<typeof openRenderer>;
beforeAll(() => {
  renderer = openRenderer();
});
afterAll(() => renderer.close());

/** Draws a card, and finds every element of it drawn. */
function drawn(card: AdaptiveCard | null) {
  if (card === null) throw new Error('there is no card');
  const seen = renderer.render(card);
  expect(seen.rejected).toEqual([]);
  expect(seen.types).toEqual(card.body.flatMap(typesIn));
  expect(seen.taps).toEqual(card.body.flatMap(tapsIn));
  return { ...seen, words: seen.texts.join(' ').replace(/\s+/g, ' ') };
}

/** In the order in which they are read: a container is, when all that it holds is. */
function typesIn(element: Element): string[] {
  if (element.type === 'Container') return [...element.items.flatMap(typesIn), 'Container'];
  return [element.type];
}

function tapsIn(element: Element): string[] {
  if (element.type === 'ActionSet') return element.actions.map(({ title }) => title);
  return element.type === 'Container' && element.selectAction ? [element.selectAction.title] : [];
}

const SOLVED = { ...PLACE, ask: { solved: true } };

test.each([
  [
    'answer',
    answer({ notes: NOTES, used: USED, options: options(2) }),
    [
      'No',
      'The wizard is the only way.',
      'Run AADConnect.msi.',
      'Note of 2026-11-22: Retired since 2022.',
      'installed version 1.1.654.0',
      'Sources: FAQ, Auto upgrade',
      'Related questions',
      'Option 1',
      'Why this answer?',
      'Was this solved?',
    ],
  ],
  ['a step', answer({ step: { number: 2, of: 3, title: 'Restore' } }), ['Step 2 of 3', 'Restore']],
  [
    'ask',
    ask(),
    [
      'It was switched off',
      'Which version is installed?',
      'I ask because the fix',
      'Older than 1.1.750.0',
      "I don't know",
    ],
  ],
  ['clarify', clarify(options(4)), ['Which of these do you mean?', 'Option 4']],
  [
    'unknown',
    unknown({ options: options(1) }),
    ['I have no answer to that.', 'the service desk: desk@contoso.example'],
  ],
  ['version', version('**2.5.79.0** is supported.'), ['2.5.79.0 is supported.', 'Sources:']],
  [
    'browse',
    browse(
      [
        { title: 'One', titles: ['A', 'B'] },
        { title: 'Two', titles: ['C'] },
      ],
      [{ label: 'Two', value: 'section:two' }],
    ),
    ['One: A · B', 'Two C'],
  ],
  ['explain', explain('**A** was chosen.'), ['A was chosen.']],
  [
    'help',
    plainReply('help', 'I answer.\n\nFor example:\n\n- Option 1', options(1)),
    ['I answer.', 'For example', 'Option 1'],
  ],
  ['smalltalk', plainReply('smalltalk', 'Hello.', options(1)), ['Hello.', 'Option 1']],
  ['cancelled', { ...plainReply('cancelled', 'Dropped.', options(1)) }, ['Dropped.']],
  ['error', { ...failed('That is too old.'), options: options(1) }, ['That is too old.']],
])('%s', (_, reply, expected) => {
  const { words } = drawn(renderReply(reply, SOLVED).card);
  for (const each of expected) expect(words).toContain(each);
});

describe('cards of their own', () => {
  test('a used row, an old button', () => {
    expect(drawn(renderSpent(ask(), PLACE, { label: 'Older', by: 'Grace *H*' }).card).words).toContain(
      '✔ Older · chosen by Grace *H*',
    );
    expect(drawn(renderExpired('Can <at>you</at> [a](https://evil.example)?').card)).toMatchObject({
      words: expect.stringContaining('Can ‹at>you‹/at> [a](https://evil.example)?'),
      links: [],
      taps: ['Ask again'],
    });
  });

  test('the welcome, the form, why', () => {
    const { corpus } = buildOnce();
    const { words, taps } = drawn(renderWelcome(corpus, { personal: true }).card);
    expect(words).toContain(corpus.texts.greeting);
    expect(taps).toEqual([...corpus.examples, 'Browse topics', 'Check version']);
    expect(drawn(renderVersionForm().card).words).toContain('Version');
    expect(drawn(renderWhy('1. **A**: 99 %\n2. B').card).words).toContain('A: 99 %');
  });

  test('every entry as a result, with all its words', () => {
    const { corpus } = buildOnce();
    for (const entry of corpus.entries.values()) {
      expect(drawn(renderResult(entry, corpus.facts).card).words).toContain(entry.question);
    }
  });

  test('a welcome without a release list checks no versions', () => {
    const { corpus } = buildOnce();
    const { taps } = drawn(renderWelcome({ ...corpus, releases: null, examples: [] }, { personal: false }).card);
    expect(taps).toEqual(['Browse topics']);
    expect(VALUES.browse).toBe('browse');
  });
});

test('whatever a reply holds, it is drawn whole, and no link leads where none may', () => {
  fc.assert(
    fc.property(anyReply, absurd, fc.boolean(), (reply, label, full) => {
      for (const { card } of [
        renderReply(reply, { ...SOLVED, full }),
        renderSpent(reply, PLACE, { label, by: label }),
      ]) {
        if (card === null) continue;
        for (const { href } of drawn(card).links) expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
      }
    }),
    { numRuns: 25 },
  );
});
