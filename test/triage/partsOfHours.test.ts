import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { removeOld } from '../../adapters/retention.ts';
import { readConfig } from '../../src/config.ts';
import type { Store } from '../../src/store/port.ts';
import type { Command } from '../../src/triage/command.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { createSweep } from '../../src/triage/sweep.ts';
import type { Actor, Ticket } from '../../src/triage/ticket.ts';
import { pgliteKind } from '../store/pglite.ts';
import { ANNA, DAY, MONDAY, opening, RITA, rulesWith } from './people.ts';

/** PostgreSQL takes whole milliseconds alone, and a third of an hour or of a day is none. */
const THIRD = 0.3333333;
const third = { responseHours: THIRD, resolutionHours: THIRD };
const rules = rulesWith({
  sla: { P1: third, P2: third, P3: third, P4: third },
  stale: { remindDays: THIRD, closeDays: THIRD * 2, settleDays: THIRD },
});

const { kind, start, stop } = pgliteKind();
let store: Store;
beforeAll(async () => {
  await start();
  store = await (await kind.fresh()).open();
}, 30_000);
afterAll(stop);

test('a ticket lives with parts of hours and of days, on PostgreSQL too', async () => {
  let ticket: Ticket | null = null;
  const act = async (command: Command, actor: Actor, at: number) => {
    const change = changeOf(ticket, command, actor, at, rules);
    if (isRefused(change)) throw new Error(change.message);
    const id = `c${change.ticket.revision}`;
    await store.saveTickets({ command: { id, result: '' }, changes: [change], at });
    ticket = await store.ticket(change.ticket.id);
  };
  await act(opening(), RITA, MONDAY);
  await act({ is: 'ask', text: 'Which build?' }, ANNA, MONDAY + 1);
  await act({ is: 'comment', text: 'The newest.' }, RITA, MONDAY + 2);
  await act({ is: 'resolve', text: 'Started it.' }, ANNA, MONDAY + 3);
  expect(await createSweep({ store, rules })(MONDAY + DAY)).toBe(1);
  expect(await store.ticket(opening().id)).toMatchObject({ state: 'closed', closedBecause: 'silence' });

  const problems: object[] = [];
  const log = { debug: () => undefined, error: (fields: object) => void problems.push(fields) };
  const settings = `conversations: { keepDays: ${THIRD} }\nquestionLog: { keepDays: ${THIRD} }\ntriage: { retentionDays: ${THIRD} }`;
  await removeOld({ config: readConfig({}, () => settings), store, log }, MONDAY + 3 * DAY);
  expect(problems).toEqual([]);
  expect(await store.ticket(opening().id)).toBeNull();
});
