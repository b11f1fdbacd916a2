import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { actions, button, context, header, plain, section } from '../../adapters/slack/blocks.ts';
import { homeView } from '../../adapters/slack/home.ts';
import { LIMITS } from '../../adapters/slack/limits.ts';
import { questionModal, reasonModal, suggestion, whyModal } from '../../adapters/slack/modals.ts';
import { renderReply } from '../../adapters/slack/render.ts';
import { renderChosen, renderExpired, renderShared } from '../../adapters/slack/spent.ts';
import { absurd, anyReply } from '../replies/hostile.ts';
import { answer, options, plainReply } from '../replies/replies.ts';
import { refusedMessage, refusedView } from './checker.ts';
import { PLACE } from './replies.ts';

const place = fc.record({
  conversation: fc.constantFrom('C12345678:1700000000.000100', 'D12345678', 'C12345678:U12345678'),
  delivery: fc.stringMatching(/^[A-Za-z0-9.]{1,40}$/),
  question: fc.string({ maxLength: 5000, unit: 'grapheme' }),
  ephemeral: fc.boolean(),
  full: fc.boolean(),
  ask: fc.record({ solved: fc.boolean() }),
});
const by = fc.oneof(fc.constant('U12345678'), absurd);
const runs = { numRuns: 300 };

describe('nothing that Slack would refuse, whatever it is made of', () => {
  test('replies of every kind, and what becomes of them', () => {
    fc.assert(
      fc.property(anyReply, place, by, absurd, (reply, where, user, words) => {
        const message = renderReply(reply, where);
        expect(refusedMessage(message)).toEqual([]);
        const chosen = renderChosen(message.blocks, { by: user, label: words, row: 'options' });
        expect(refusedMessage({ ...message, blocks: chosen })).toEqual([]);
        expect(JSON.stringify(chosen)).not.toContain('"desk.option.');
        expect(refusedMessage(renderShared(reply, { by: user, question: words }))).toEqual([]);
      }),
      runs,
    );
  });

  test('expired buttons', () => {
    fc.assert(
      fc.property(fc.option(absurd), (question) => {
        expect(refusedMessage(renderExpired(question))).toEqual([]);
      }),
      runs,
    );
  });

  test('modals and the App Home', () => {
    const sections = fc.array(fc.record({ id: absurd, title: absurd, entries: fc.nat() }), { maxLength: 200 });
    const home = { name: absurd, greeting: absurd, examples: fc.array(absurd, { maxLength: 9 }) };
    fc.assert(
      fc.property(absurd, absurd, (text, note) => {
        for (const view of [whyModal(text), reasonModal('Ev1', 'D1'), questionModal({ text, note })]) {
          expect(refusedView(view)).toEqual([]);
        }
      }),
      runs,
    );
    fc.assert(
      fc.property(
        fc.record({
          ...home,
          notice: fc.option(fc.string()),
          sections,
          canCheckVersions: fc.boolean(),
          edition: fc.string(),
        }),
        (view) => {
          const ids = new Map(view.sections.map((each) => [each.id, each]));
          expect(refusedView(homeView({ ...view, sections: [...ids.values()] }))).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('each limit, on both sides', () => {
  const length = (object: { text: string }) => object.text.length;

  test.each([
    ['section', LIMITS.sectionText, (text: string) => section(text).text],
    ['header', LIMITS.headerText, (text: string) => header(text).text],
    ['context', LIMITS.contextText, (text: string) => context(text).elements[0]],
    ['button', LIMITS.buttonText, (label: string) => button({ action: 'a', label, value: 'v' }).text],
    ['option', LIMITS.optionText, (label: string) => suggestion(label, 'v')?.text],
    ['title of a modal', LIMITS.viewTitle, (text: string) => plain(text, LIMITS.viewTitle)],
  ])('text of a %s', (_, most, make) => {
    const shown = (text: string) => JSON.stringify(make(text));
    expect(shown('x'.repeat(most))).toContain('x'.repeat(most));
    expect(shown('x'.repeat(most + 1))).toContain(`${'x'.repeat(most - 1)}…`);
  });

  test('an empty text has something in its place', () => {
    expect(length(plain(' ', 75))).toBe(1);
  });

  test.each([
    ['a value that a button holds', 2000, ['Ask.', 'actions']],
    ['a value that none holds', 2001, ['Ask.', 'context']],
  ])('%s', (_, size, [text, second]) => {
    const option = { label: 'Long', value: `ask:${'x'.repeat(size - 4)}` };
    const { blocks } = renderReply(plainReply('help', String(text), [option]), PLACE);
    expect(blocks[1]?.type).toBe(second);
  });

  test('the value of a suggestion', () => {
    expect(suggestion('a', 'x'.repeat(150))?.value).toBe('x'.repeat(150));
    expect(suggestion('a', 'x'.repeat(151))).toBeNull();
    expect(suggestion(' ', 'x')).toBeNull();
  });

  test('buttons in a row', () => {
    const rows = (count: number) => renderReply(plainReply('help', 'Ask.', options(count)), PLACE).blocks.length - 1;
    expect(rows(25)).toBe(1);
    expect(rows(26)).toBe(2);
    const many = Array.from({ length: 26 }, () => button({ action: 'a', label: 'b', value: 'c' }));
    expect(actions(many).elements).toHaveLength(25);
  });

  test('a message that is asked to show everything stays within its blocks and its size', () => {
    const text = Array.from({ length: 200 }, (_, i) => `Word ${i}`).join('\n\n');
    const small = renderReply(answer({ text }), { ...PLACE, full: true });
    expect(small.blocks.some((block) => JSON.stringify(block).includes('Word 199'))).toBe(true);
    const large = renderReply(answer({ text: 'word '.repeat(4000) }), { ...PLACE, full: true });
    expect(JSON.stringify(large.blocks).length).toBeGreaterThan(11_000);
    expect(refusedMessage(large)).toEqual([]);
  });

  test.each([
    [3000, 3000],
    [3001, 3000],
  ])('a question of %i characters fills a field with %i', (typed, filled) => {
    const { blocks } = questionModal({ text: 'x'.repeat(typed), note: null });
    expect(JSON.stringify(blocks)).toContain(`"${'x'.repeat(filled)}"`);
  });
});

const path = join(
  import.meta.dirname,
  '../../../shared/schemas/slack-blocks.generated-from-slack-types-3.2.0.schema.json',
);

if (!existsSync(path)) {
  test.skip(`beside the block schema: skipped, ${path} does not exist`, () => {});
} else {
  const ajv = new Ajv({ strict: false });
  const isBlock = ajv.compile<object>(JSON.parse(readFileSync(path, 'utf8')));
  const wrong = (blocks: readonly unknown[]) => blocks.filter((block) => !isBlock(block));

  test('every block is one by the schema made from the types', () => {
    fc.assert(
      fc.property(anyReply, place, absurd, (reply, where, words) => {
        const message = renderReply(reply, where);
        expect(wrong(message.blocks)).toEqual([]);
        expect(wrong(renderChosen(message.blocks, { by: 'U1', label: words, row: 'solved' }))).toEqual([]);
        expect(wrong(renderShared(reply, { by: 'U1', question: words }).blocks)).toEqual([]);
        expect(wrong(renderExpired(words).blocks)).toEqual([]);
      }),
      { numRuns: 100 },
    );
    const home = {
      name: 'FAQ',
      greeting: 'Hello.',
      notice: null,
      examples: ['a'],
      sections: [],
      canCheckVersions: true,
      edition: 'Ev1',
    };
    for (const view of [
      homeView({ ...home, sections: [{ id: 'a', title: 'A', entries: 1 }] }),
      questionModal({ text: 'a', note: 'b' }),
      reasonModal('Ev1', 'D1'),
      whyModal('a'),
    ]) {
      expect(wrong(view.blocks)).toEqual([]);
    }
  });
}
