import { expect, test } from '@jest/globals';
import { ACTIONS, actionsFor, nextState, TRANSITIONS } from '../../src/triage/states.ts';
import { STATES } from '../../src/triage/ticket.ts';

test('every state can be reached, and left', () => {
  const reached = new Set(ACTIONS.flatMap((action) => STATES.map((state) => nextState(action, state, true))));
  expect([...STATES].filter((state) => state !== 'new' && !reached.has(state))).toEqual([]);
  expect(nextState('open', 'none', false)).toBe('new');
  for (const state of STATES) {
    expect(ACTIONS.some((action) => ![null, state].includes(nextState(action, state, true)))).toBe(true);
  }
});

test('what closes a ticket says why', () => {
  for (const action of ACTIONS) {
    const closes =
      Object.values(TRANSITIONS[action].to).includes('closed') &&
      !Object.keys(TRANSITIONS[action].to).includes('closed');
    expect([action, TRANSITIONS[action].because !== undefined]).toEqual([action, closes]);
  }
});

test('a requester sees what they may do, in any state', () => {
  expect(actionsFor('requester', 'new')).toEqual(['comment', 'withdraw', 'confirm', 'join']);
  expect(actionsFor('requester', 'closed')).toEqual(['reject', 'rate']);
  expect(actionsFor('agent', 'resolved')).toEqual(['tell', 'note', 'reopen', 'propose']);
});
