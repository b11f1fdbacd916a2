import { expect, test } from '@jest/globals';
import { ticketsText } from '../../bench/reportTickets.ts';
import type { TicketRow } from '../../bench/result.ts';
import { openTicketDesk } from '../../bench/ticketStore.ts';
import { createTicketTexts } from '../../bench/ticketTexts.ts';
import { ticketTerms } from '../../src/triage/similar.ts';
import { isActive } from '../../src/triage/states.ts';

test('texts: the same seed gives the same ones, hardly one comes twice, and every slot is filled', () => {
  const take = (seed: number, count: number) => {
    const text = createTicketTexts(seed);
    return Array.from({ length: count }, () => text());
  };
  const many = take(1, 2000);
  expect(take(1, 2000)).toEqual(many);
  expect(take(2, 10)).not.toEqual(many.slice(0, 10));
  expect(new Set(many.map(({ question }) => question)).size).toBeGreaterThan(1990);
  expect(many.filter(({ question }) => /[{}]|undefined/.test(question))).toEqual([]);
  expect(many.every(({ summary }) => summary.length <= 200)).toBe(true);
  const words = new Set(many.flatMap(({ question }) => ticketTerms(question)));
  expect(words.size).toBeGreaterThan(2000);
});

test('a desk holds as many open tickets as asked for, of every kind, and nothing is due', async () => {
  const desk = await openTicketDesk(150, 1);
  const { store, triage, now, agent, category } = desk;
  let seen = 0;
  for (let after: Parameters<typeof triage.queue>[1] = {}; ; ) {
    const page = await triage.queue({}, after);
    expect(page.tickets.every(({ ticket }) => isActive(ticket.state))).toBe(true);
    seen += page.tickets.length;
    if (page.next === null) break;
    after = { after: page.next };
  }
  expect(seen).toBe(150);
  for (const filter of [{ assignee: null }, { assignee: agent }, { category }]) {
    expect((await triage.queue(filter)).tickets.length).toBeGreaterThan(0);
  }
  expect(await store.dueTickets(now, 1)).toEqual([]);
  expect(await store.dueTickets(Number.MAX_SAFE_INTEGER, 20)).toHaveLength(20);
  await desk.remove();
});

test('the page says what keeps to the goal and what misses it', () => {
  const side = (median: number) => ({ n: 400, median, p95: 2 * median, p99: null, done: 800 });
  const row = (what: string, ratio: number): TicketRow => ({ what, few: side(1), many: side(ratio), ratio });
  const machine = { cpu: 'a', cores: 2, memoryGb: 4, node: '24', date: '2026-11-27', commit: 'c' };
  const text = (...rows: TicketRow[]) => ticketsText({ machine, few: 1000, many: 10_000, goal: 1.5, rows });
  expect(text(row('queue', 1.5), row('sweep', 0.9))).toContain('the goal is 1.5 at most, and is met.');
  expect(text(row('queue', 1.51), row('sweep', 0.9))).toContain('and is missed by: queue.');
  expect(text(row('queue', Number.NaN))).toContain('missed by: queue');
  expect(text(row('queue', 1.5))).toMatch(/\| queue \| 400 \| +1.00 \| +1.50 \| +1.50 \|/);
  expect(text(row('queue', 1.5))).toContain('2.00 and 2.00');
});
