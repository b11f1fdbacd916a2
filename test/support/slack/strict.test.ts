import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Sending } from './metadata.ts';
import { Refusal } from './refusal.ts';
import { MOST } from './slackLimits.ts';
import { createStrict, type Strict } from './strict.ts';
import type { Fields } from './values.ts';

let strict: Strict;
beforeAll(async () => {
  strict = await createStrict();
}, 60_000);

/** Slack's error and the messages with it; null where it takes the payload. */
function verdict(check: () => void): { error: string; told: string } | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: error.error, told: JSON.stringify(error.extra) };
  }
}

const message = (args: Fields, sending: Sending = 'post') => verdict(() => strict.message(args, sending));
const view = (given: unknown) => verdict(() => strict.view(given));
const x = (length: number) => 'x'.repeat(length);
const times = <Item>(count: number, make: (i: number) => Item) => Array.from({ length: count }, (_, i) => make(i));
const plain = (length: number) => ({ type: 'plain_text', text: x(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: x(length) });
const button = (more: Fields = {}) => ({ type: 'button', text: plain(4), ...more });
const option = (more: Fields = {}) => ({ text: plain(4), value: 'v', ...more });
const actions = (element: Fields) => ({ type: 'actions', elements: [element] });
const select = (more: Fields) => actions({ type: 'static_select', options: [option()], ...more });
const radio = (more: Fields) => actions({ type: 'radio_buttons', options: [option()], ...more });
const confirm = (more: Fields) =>
  actions(button({ confirm: { title: plain(1), text: plain(1), confirm: plain(1), deny: plain(1), ...more } }));
const input = (more: Fields) => ({ type: 'input', label: plain(1), element: { type: 'plain_text_input' }, ...more });
const feedback = (more: Fields) => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      positive_button: { text: plain(4), value: 'good', ...more },
      negative_button: { text: plain(4), value: 'bad' },
    },
  ],
});

/** The block with a length or count of `n`. */
const BLOCKS: [name: string, most: number, make: (n: number) => Fields][] = [
  ['section text', 3000, (n) => ({ type: 'section', text: mrkdwn(n) })],
  ['section fields', 10, (n) => ({ type: 'section', fields: times(n, () => mrkdwn(1)) })],
  ['section field', 2000, (n) => ({ type: 'section', fields: [mrkdwn(n)] })],
  ['header', 150, (n) => ({ type: 'header', text: plain(n) })],
  ['actions', 25, (n) => ({ type: 'actions', elements: times(n, () => button()) })],
  ['context_actions', 5, (n) => ({ ...feedback({}), elements: times(n, () => feedback({}).elements[0]) })],
  ['context', 10, (n) => ({ type: 'context', elements: times(n, () => mrkdwn(1)) })],
  ['context text', 3000, (n) => ({ type: 'context', elements: [mrkdwn(n)] })],
  ['markdown', 12_000, (n) => ({ type: 'markdown', text: x(n) })],
  ['block_id', 255, (n) => ({ type: 'divider', block_id: x(n) })],
  ['action_id', 255, (n) => actions(button({ action_id: x(n) }))],
  ['button text', 75, (n) => actions(button({ text: plain(n) }))],
  ['button value', 2000, (n) => actions(button({ value: x(n) }))],
  ['button accessibility_label', 75, (n) => actions(button({ accessibility_label: x(n) }))],
  ['button url', 3000, (n) => actions(button({ url: n === 0 ? '' : `https://${x(n - 8)}` }))],
  ['feedback text', 75, (n) => feedback({ text: plain(n) })],
  ['feedback value', 2000, (n) => feedback({ value: x(n) })],
  ['select options', 100, (n) => select({ options: times(n, () => option()) })],
  ['option text', 75, (n) => select({ options: [option({ text: plain(n) })] })],
  ['option value', 150, (n) => select({ options: [option({ value: x(n) })] })],
  ['option description', 75, (n) => select({ options: [option({ description: plain(n) })] })],
  ['radio options', 10, (n) => radio({ options: times(n, () => option()) })],
  ['overflow options', 5, (n) => actions({ type: 'overflow', options: times(n, () => option()) })],
  ['placeholder', 150, (n) => actions({ type: 'external_select', placeholder: plain(n) })],
  ['confirm title', 100, (n) => confirm({ title: plain(n) })],
  ['confirm text', 300, (n) => confirm({ text: plain(n) })],
  ['confirm button', 30, (n) => confirm({ confirm: plain(n) })],
  ['input label', 2000, (n) => input({ label: plain(n) })],
  ['input hint', 2000, (n) => input({ hint: plain(n) })],
  ['plain_text_input max_length', 3000, (n) => input({ element: { type: 'plain_text_input', max_length: n } })],
  ['alt_text', 2000, (n) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text: x(n) })],
  ['table rows', 100, (n) => ({ type: 'table', rows: times(n, () => [{ type: 'raw_text', text: 'x' }]) })],
  ['table cells', 20, (n) => ({ type: 'table', rows: [times(n, () => ({ type: 'raw_text', text: 'x' }))] })],
];

/** These may be empty; everything else is at least one. */
const EMPTY = ['button value', 'feedback value'];

describe('blocks of a message', () => {
  test.each(BLOCKS)('%s: at most %d', (name, most, make) => {
    const refused = { error: 'invalid_blocks' };
    expect(message({ blocks: [make(most)] })).toBeNull();
    expect(message({ blocks: [make(most + 1)] })).toMatchObject(refused);
    if (EMPTY.includes(name)) expect(message({ blocks: [make(0)] })).toBeNull();
    else expect(message({ blocks: [make(0)] })).toMatchObject(refused);
  });

  test('are told with their place, as Slack tells it', () => {
    expect(message({ blocks: [{ type: 'divider' }, { type: 'header', text: plain(151) }] })?.told).toContain(
      'must be less than 151 characters [json-pointer:/blocks/1/text/text]',
    );
  });

  test('at most 50, and a list', () => {
    expect(message({ blocks: times(50, () => ({ type: 'divider' })) })).toBeNull();
    expect(message({ blocks: times(51, () => ({ type: 'divider' })) })?.error).toBe('invalid_blocks');
    expect(message({ text: 'x', blocks: '[' })?.error).toBe('invalid_blocks_format');
  });

  const twice = (make: (i: number) => Fields) => ({ blocks: times(2, make) });
  test.each([
    ['a section without text or fields', { blocks: [{ type: 'section' }] }, 'must have text or fields'],
    ['a repeated block_id', twice(() => ({ type: 'divider', block_id: 'b' })), 'already exists'],
    [
      'a repeated action_id in a block',
      { blocks: [{ type: 'actions', elements: times(2, () => button({ action_id: 'a' })) }] },
      'already exists',
    ],
    ['two tables', twice(() => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })), 'only_one_table'],
    ['a url that is none', { blocks: [actions(button({ url: 'nowhere' }))] }, 'must be a valid url'],
    ['options and groups at once', { blocks: [select({ option_groups: [] })] }, 'either options or option_groups'],
    ['an initial option of its own', { blocks: [radio({ initial_option: option({ value: 'w' }) })] }, 'not one of'],
    [
      'half a character to search by',
      { blocks: [actions({ type: 'external_select', min_query_length: 0.5 })] },
      'whole number',
    ],
    [
      'a least length above the most',
      { blocks: [input({ element: { type: 'plain_text_input', min_length: 9, max_length: 8 } })] },
      'from 0 to max_length',
    ],
    ['an input outside an input block', { blocks: [actions({ type: 'plain_text_input' })] }, 'unsupported type'],
    ['a block the fake has no rules for', { blocks: [{ type: 'alert', text: plain(1) }] }, 'no limits'],
  ])('refused: %s', (_name, args, told) => {
    const refused = message(args);
    expect(refused?.error).toBe('invalid_blocks');
    expect(refused?.told).toContain(told);
  });

  test.each([
    ['the same action_id in two blocks', twice(() => actions(button({ action_id: 'a' })))],
    ['an initial option of a group', { blocks: [select({ options: undefined, ...grouped() })] }],
    ['rich text', { blocks: [{ type: 'rich_text', elements: [] }] }],
    ['an empty search', { blocks: [actions({ type: 'external_select', min_query_length: 0 })] }],
  ])('taken: %s', (_name, args) => {
    expect(message(JSON.parse(JSON.stringify(args)))).toBeNull();
  });

  function grouped() {
    return { option_groups: [{ label: plain(75), options: [option()] }], initial_option: option() };
  }

  test('may hold 12,000 characters together, but a response_url takes more', () => {
    const sections = (last: number) => [3000, 3000, 3000, last].map((n) => ({ type: 'section', text: mrkdwn(n) }));
    expect(message({ blocks: sections(3000) })).toBeNull();
    const more = [...sections(3000), { type: 'section', text: mrkdwn(1) }];
    expect(message({ blocks: more })?.error).toBe('msg_blocks_too_long');
    expect(message({ blocks: more }, 'response')).toBeNull();
    const markdown = times(2, () => ({ type: 'markdown', text: x(MOST.markdown / 2 + 1) }));
    expect(message({ blocks: markdown }, 'response')?.error).toBe('msg_blocks_too_long');
  });
});

describe('the rest of a message', () => {
  test.each<[string, Fields, Sending, string | null]>([
    ['text', { text: x(40_000) }, 'post', null],
    ['too much text', { text: x(40_001) }, 'post', 'msg_too_long'],
    ['an updated text', { text: x(4000) }, 'update', null],
    ['too much of it', { text: x(4001) }, 'update', 'msg_too_long'],
    ['nothing', {}, 'post', 'no_text'],
    ['an empty text', { text: '', blocks: [] }, 'ephemeral', 'no_text'],
    ['markdown', { markdown_text: x(12_000) }, 'post', null],
    ['too much markdown', { markdown_text: x(12_001) }, 'post', 'msg_too_long'],
    ['markdown and text', { markdown_text: 'x', text: 'x' }, 'post', 'markdown_text_conflict'],
    ['attachments', { text: 'x', attachments: [] }, 'post', 'invalid_attachments'],
    ['metadata', { text: 'x', metadata: { event_type: 'e', event_payload: { a: 1, b: [{ c: 'd' }] } } }, 'post', null],
    ['metadata as a text', { text: 'x', metadata: '{' }, 'post', 'invalid_metadata_format'],
    ['metadata without a payload', { text: 'x', metadata: { event_type: 'e' } }, 'post', 'invalid_metadata_format'],
    [
      'metadata too deep',
      { text: 'x', metadata: { event_type: 'e', event_payload: { a: { b: {} } } } },
      'post',
      'invalid_metadata_schema',
    ],
    ['metadata taken away', { text: 'x', metadata: {} }, 'update', null],
  ])('%s', (_name, args, sending, error) => {
    expect(message(args, sending)?.error ?? null).toBe(error);
  });
});

const modal = (more: Fields = {}) => ({ type: 'modal', title: plain(5), blocks: [], ...more });

describe('a view', () => {
  test.each<[string, number, (n: number) => unknown]>([
    ['title', 24, (n) => modal({ title: plain(n) })],
    ['submit', 24, (n) => modal({ submit: plain(n) })],
    ['close', 24, (n) => modal({ close: plain(n) })],
    ['private_metadata', 3000, (n) => modal({ private_metadata: x(n) })],
    ['callback_id', 255, (n) => modal({ callback_id: x(n) })],
    ['external_id', 255, (n) => modal({ external_id: x(n) })],
    ['blocks', 100, (n) => ({ type: 'home', blocks: times(n, () => ({ type: 'divider' })) })],
  ])('%s: at most %d', (_name, most, make) => {
    expect(view(make(most))).toBeNull();
    expect(view(make(most + 1))?.error).toBe('invalid_arguments');
  });

  const focused = () => input({ element: { type: 'plain_text_input', focus_on_load: true } });
  test.each<[string, unknown, string]>([
    ['another type', { type: 'page', blocks: [] }, 'unsupported type: page'],
    ['no view', 'x', 'unsupported type: undefined'],
    ['a modal without a title', { type: 'modal', blocks: [] }, 'missing required field: title'],
    ['an empty title', modal({ title: plain(0) }), 'must be more than 0 characters'],
    ['a title in mrkdwn', modal({ title: mrkdwn(1) }), 'unsupported type: mrkdwn'],
    ['a title that is a string', modal({ title: 'x' }), 'missing required field: text'],
    ['no blocks', { type: 'home' }, 'missing required field: blocks'],
    ['a title at home', { type: 'home', title: plain(1), blocks: [] }, 'invalid additional property: title'],
    ['an input without submit', modal({ blocks: [input({})] }), 'missing required field: submit'],
    ['markdown in a modal', modal({ blocks: [{ type: 'markdown', text: 'x' }] }), 'unsupported type: markdown'],
    ['feedback at home', { type: 'home', blocks: [feedback({})] }, 'unsupported type: context_actions'],
    ['an unknown block', modal({ blocks: [{ type: 'nothing' }] }), 'unsupported type: nothing'],
    ['two focused elements', modal({ submit: plain(1), blocks: [focused(), focused()] }), 'only one element'],
  ])('refused: %s', (_name, given, told) => {
    const refused = view(given);
    expect(refused?.error).toBe('invalid_arguments');
    expect(refused?.told).toContain(told);
  });

  test('is refused by its size before anything else', () => {
    expect(view(modal({ private_metadata: x(250_000) }))?.error).toBe('view_too_large');
  });

  test('with an input and a submit button is taken', () => {
    expect(view(modal({ submit: plain(4), blocks: [input({ block_id: 'b' }), focused()] }))).toBeNull();
  });
});
