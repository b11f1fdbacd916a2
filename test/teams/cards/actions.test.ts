import { expect, test } from '@jest/globals';
import { type ButtonData, execute, readAction } from '../../../adapters/teams/actions.ts';

test.each<ButtonData>([
  { v: 1, verb: 'desk.option', delivery: 'd1', value: 'entry:a' },
  { v: 1, verb: 'desk.more', delivery: 'd1' },
  { v: 1, verb: 'desk.why', delivery: 'd1' },
  { v: 1, verb: 'desk.solved', delivery: 'd1', value: 'no' },
  { v: 1, verb: 'desk.result', value: 'ask:why' },
])('a button carries, and brings back, %j', (data) => {
  const { verb, data: sent, fallback } = execute('Label', data);
  expect(verb).toBe(data.verb);
  expect(readAction(sent)).toEqual(data);
  expect(readAction(fallback.data)).toEqual(data);
});

test('the form brings what was filled in', () => {
  const { data } = execute('Check', { v: 1, verb: 'desk.versionForm' });
  expect(readAction({ ...data, version: ' 2.5.79.0 ' })).toEqual({ ...data, version: ' 2.5.79.0 ' });
  expect(readAction(data)).toEqual({ ...data, version: '' });
});

test('what Teams adds is left out', () => {
  const data = { v: 1, verb: 'desk.why', delivery: 'd1' };
  expect(readAction({ ...data, msteams: { type: 'messageBack' } })).toEqual(data);
});

test.each([
  null,
  'desk.why',
  {},
  { verb: 'desk.why', delivery: 'd1' },
  { v: 2, verb: 'desk.why', delivery: 'd1' },
  { v: 1, verb: 'desk.unknown', delivery: 'd1' },
  { v: 1, verb: 'desk.why' },
  { v: 1, verb: 'desk.why', delivery: 'x'.repeat(301) },
  { v: 1, verb: 'desk.option', delivery: 'd1', value: '' },
  { v: 1, verb: 'desk.option', delivery: 'd1', value: 'x'.repeat(2001) },
  { v: 1, verb: 'desk.option', delivery: 'd1', value: { $ne: 1 } },
  { v: 1, verb: 'desk.solved', delivery: 'd1', value: 'maybe' },
  { v: 1, verb: 'desk.versionForm', version: 'x'.repeat(301) },
])('nothing of ours: %j', (data) => {
  expect(readAction(data)).toBeNull();
});
