import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type BlockSchema, cacheFile, compileSchema, generateSchema, openBlockSchema } from './blockSchema.ts';

describe('the schema of the blocks', () => {
  test('generated anew is what the cache holds', async () => {
    await openBlockSchema();
    const fresh = await generateSchema();
    expect(JSON.parse(readFileSync(cacheFile(), 'utf8'))).toEqual(JSON.parse(JSON.stringify(fresh)));
    expect(compileSchema(fresh)({ type: 'divider' }, '/blocks/0')).toEqual([]);
  }, 60_000);

  const at = '/blocks/0';
  const text = { type: 'mrkdwn', text: 'x' };
  const button = { type: 'button', text: { type: 'plain_text', text: 'x' } };

  test.each([
    ['an unknown type', { type: 'divide' }, `${at}/type`, 'unsupported type: divide'],
    ['no type', {}, `${at}/type`, 'unsupported type: undefined'],
    ['no block at all', 'divider', `${at}/type`, 'unsupported type: undefined'],
    ['an additional property', { type: 'divider', text }, at, 'invalid additional property: text'],
    ['a missing field', { type: 'header' }, at, 'missing required field: text'],
    ['the wrong kind of text', { type: 'header', text }, `${at}/text/type`, 'unsupported type: mrkdwn'],
    [
      'a property of another text',
      { type: 'section', text: { ...text, emoji: true } },
      `${at}/text`,
      'invalid additional property: emoji',
    ],
    [
      'an element in the wrong block',
      { type: 'actions', elements: [{ type: 'plain_text_input' }] },
      `${at}/elements/0/type`,
      'unsupported type: plain_text_input',
    ],
    [
      'a mistake inside an element',
      { type: 'actions', elements: [{ ...button, url: 3 }] },
      `${at}/elements/0/url`,
      'must be string',
    ],
    ['a text that is none', { type: 'section', text: 'x' }, `${at}/text`, 'must be object'],
  ])('names %s and its place', async (_name, block, pointer, message) => {
    const schema: BlockSchema = await openBlockSchema();
    expect(schema(block, at)).toContainEqual({ pointer, message });
  });

  test.each([
    ['section', { type: 'section', text, accessory: button }],
    ['actions', { type: 'actions', elements: [{ ...button, style: 'primary', value: 'v' }] }],
    ['image', { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }],
    [
      'input',
      {
        type: 'input',
        label: { type: 'plain_text', text: 'x' },
        element: { type: 'plain_text_input', multiline: true },
      },
    ],
  ])('takes a good %s', async (_name, block) => {
    expect((await openBlockSchema())(block, at)).toEqual([]);
  });
});
