import { expect, test } from '@jest/globals';
import { carry, unload } from '../../adapters/teams/carried.ts';

const CITED = { type: 'https://schema.org/Message', '@type': 'Message', citation: [{ position: 1 }] };

test('what is carried arrives in its place, beside what is there, and leaves no trace', () => {
  const body = { type: 'message', entities: [{ type: 'mention' }], channelData: { a: 1, ...carry([CITED]) } };
  expect(JSON.parse(unload(JSON.stringify(body)))).toEqual({
    type: 'message',
    entities: [{ type: 'mention' }, CITED],
    channelData: { a: 1 },
  });
  expect(JSON.parse(unload(JSON.stringify({ type: 'message', channelData: carry([CITED]) })))).toEqual({
    type: 'message',
    entities: [CITED],
  });
});

test('whatever else is left as it stands, letter for letter', () => {
  for (const body of [{ type: 'typing' }, { text: '"deskEntities"' }, { channelData: { deskEntities: 'text' } }]) {
    expect(unload(JSON.stringify(body))).toBe(JSON.stringify(body));
  }
  expect(carry([])).toEqual({});
});
