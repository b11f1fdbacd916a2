import { expect, test } from '@jest/globals';
import { carried, unpacked } from '../../adapters/teams/entities.ts';

const CITED = { type: 'https://schema.org/Message', '@type': 'Message', citation: [{ position: 1 }] };

test('what is carried arrives in its place, and leaves no trace', () => {
  const body = { type: 'message', channelData: { feedbackLoopEnabled: true, ...carried([CITED]) } };
  expect(JSON.parse(unpacked(JSON.stringify(body)))).toEqual({
    type: 'message',
    entities: [CITED],
    channelData: { feedbackLoopEnabled: true },
  });
  expect(JSON.parse(unpacked(JSON.stringify({ type: 'message', channelData: carried([CITED]) })))).toEqual({
    type: 'message',
    entities: [CITED],
  });
});

test('whatever else is left as it stands, letter for letter', () => {
  for (const body of [{ type: 'typing' }, { text: '"deskEntities"' }, { channelData: { deskEntities: 'text' } }]) {
    expect(unpacked(JSON.stringify(body))).toBe(JSON.stringify(body));
  }
  expect(carried([])).toEqual({});
});
