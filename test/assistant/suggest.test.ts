import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assistant } from '../../src/assistant.ts';
import type { IsoDate } from '../../src/brand.ts';
import { namedCheck } from '../../src/dialog/namedCheck.ts';
import { createSuggest } from '../../src/dialog/suggest.ts';
import { buildOnce, HELPDESK, openSite, type Site } from '../conversations/desk.ts';
import { said, tapped } from './people.ts';

let site: Site;
let assistant: Assistant;
beforeAll(async () => {
  buildOnce();
  site = await openSite();
  assistant = site.assistant();
}, 60_000);
afterAll(() => site.store.close());

const entries = () => [...buildOnce().corpus.entries.values()];
const values = (typed: string, count = 5) => assistant.suggest(typed, count).map(({ value }) => value);

describe('what is suggested', () => {
  test.each(['', '   ', '?', '!? …'])(
    'nothing typed (%j): the examples of the corpus, as questions to ask',
    (typed) => {
      const { examples } = buildOnce().corpus;
      expect(assistant.suggest(typed, 25)).toEqual(
        examples.map((example) => ({ label: example, value: `ask:${example}` })),
      );
      expect(values(typed, 2)).toEqual(examples.slice(0, 2).map((example) => `ask:${example}`));
    },
  );

  test.each([
    ['can I rename the server', 'rename-server', 'a whole question'],
    ['i want to give teh server anohter name', 'rename-server', 'typing errors'],
    ['got an email that auto upgrade does not work any more', 'auto-upgrade-disabled-email', 'other words'],
  ])('%j: %s comes first, as for an answer (%s)', (typed, entry) => {
    expect(values(typed)[0]).toBe(`entry:${entry}`);
  });

  test('the order of a few letters: titles that begin so, then words that do, then words that hold them', () => {
    expect(values('ren', 25)).toEqual([
      // The title begins with it.
      'entry:rename-server',
      // A word in the title does: 'Email asks to renew …'.
      'entry:renew-certificate-email',
      // A word holds it: 'Preventing concurrent sessions'.
      'entry:prevent-concurrent-sessions',
    ]);
  });

  test('one letter is enough', () => {
    expect(values('r')[0]).toBe('entry:rename-server');
    expect(values('R')).toEqual(values('r'));
  });

  test('everyday words on the way do not hide what the last one begins', () => {
    expect(values('can i ren')).toContain('entry:rename-server');
  });

  test('a section of which the name is typed gives its entries', () => {
    const { corpus } = buildOnce();
    const section = corpus.sections.find(({ id }) => id === 'operational-best-practice');
    const suggested = values('operational best', 25);
    for (const id of section?.entries ?? []) expect(suggested).toContain(`entry:${id}`);
  });

  test('nothing comes near: nothing, rather than anything', () => {
    expect(values('bake bread in a wood oven', 25)).toEqual([]);
  });

  test('every suggestion can be tapped', async () => {
    for (const [n, value] of [...values(''), ...values('auto upgrade')].entries()) {
      const reply = await assistant.handle(tapped(value, { thread: `C1:${n}` }));
      expect(['answer', 'ask', 'version']).toContain(reply.kind);
    }
  });
});

describe('whatever is typed', () => {
  test('each beginning of a title finds its entry', () => {
    for (const { id, shortTitle } of entries()) {
      for (const length of [4, 8, shortTitle.length]) {
        expect(values(shortTitle.slice(0, length), 100)).toContain(`entry:${id}`);
      }
    }
  });

  test('labels fit, nothing is named twice, there are never more than asked for, and it is the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 0, max: 30 }), (typed, count) => {
        const suggested = assistant.suggest(typed, count);
        expect(suggested.length).toBeLessThanOrEqual(count);
        expect(new Set(suggested.map(({ value }) => value)).size).toBe(suggested.length);
        for (const { label } of suggested) expect([label.length > 0, label.length <= 75]).toEqual([true, true]);
        expect(assistant.suggest(typed, count)).toEqual(suggested);
      }),
      { numRuns: 200 },
    );
  });

  test.each([-1, 0, 0.9, Number.NaN])('for a count of %p nothing', (count) => {
    expect(assistant.suggest('rename', count)).toEqual([]);
    expect(assistant.suggest('', count)).toEqual([]);
  });

  test('what lies behind 200 characters is not read', () => {
    const typed = 'rename the server'.padEnd(200);
    expect(values(`${typed}x`)).toEqual(values(typed));
    const start = performance.now();
    assistant.suggest('auto upgrade '.repeat(100_000), 5);
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('nothing is stored', async () => {
    const before = await site.store.questions(99);
    values('rename');
    expect(await site.store.questions(99)).toEqual(before);
  });
});

describe('the check of a build that was typed', () => {
  const { corpus } = buildOnce();
  const today = '2026-11-22' as IsoDate;

  test('is the one that a message would get', async () => {
    const reply = await assistant.handle(said('version 2.5.79.0'));
    expect(assistant.check('is 2.5.79.0 still supported')).toEqual('check' in reply ? reply.check : null);
  });

  test.each(['', 'rename', '999.1.1.1', 'newest build', 'version', '2.6.92.0 or 2.5.79.0'])(
    'is none for %j',
    (typed) => {
      expect(assistant.check(typed)).toBeNull();
    },
  );

  test('takes a release list, and at most 200 characters', () => {
    expect(namedCheck(corpus, '2.5.79.0'.padEnd(200), today)).toMatchObject({ version: '2.5.79.0' });
    expect(namedCheck(corpus, '2.5.79.0'.padEnd(201), today)).toBeNull();
    expect(namedCheck({ releases: null }, '2.5.79.0', today)).toBeNull();
  });
});

describe('labels', () => {
  test.each([
    ['x'.repeat(75), 'x'.repeat(75)],
    ['x'.repeat(76), `${'x'.repeat(74)}…`],
    // No half of a pair is left over.
    [`${'x'.repeat(73)}😀😀`, `${'x'.repeat(73)}…`],
  ])('of the example %s', (example, label) => {
    const { corpus, intent } = buildOnce();
    const suggest = createSuggest({
      corpus: { ...corpus, examples: [example] },
      intent,
      helpdesk: HELPDESK,
      openFor: 1,
    });
    expect(suggest('', 1)).toEqual([{ label, value: `ask:${example}` }]);
  });
});
