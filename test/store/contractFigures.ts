import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import { type Actor, type TicketId, ticketId } from '../../src/triage/ticket.ts';
import { ANNA, DAY, HOUR, MONDAY, RITA } from '../triage/people.ts';
import { change, newTicket, save } from './ticketSaves.ts';

/** What is told once a day, and what goes out of no one ticket. */
export function figures(get: () => Store): void {
  describe('figures', () => {
    const open = async (number: number, at: number, breachAt: number | null, category = 'auto-upgrade') => {
      const made = newTicket(number, { breachAt }, RITA, at);
      await get().saveTickets(save(`o${number}`, [{ ...made, ticket: { ...made.ticket, category } }], at));
    };
    const step = async (
      number: number,
      command: Parameters<typeof change>[1],
      at: number,
      breachAt: number | null,
      actor: Actor = ANNA,
    ) => {
      const next = change(await get().ticket(ticketId(number)), command, actor, at);
      await get().saveTickets(save(`${command.is}${number}`, [{ ...next, breachAt }], at));
    };
    const at = (now: number, since: number, limit = 9) => get().figures({ now, soon: now + HOUR, since, limit });

    test('nothing where there is nothing', async () => {
      expect(await at(MONDAY, 0)).toEqual({ open: [], opened: [], ended: [] });
    });

    test('what is open by category: late and soon by the millisecond, waiting, and the oldest that nobody has', async () => {
      await open(1, MONDAY, MONDAY + DAY);
      await open(2, MONDAY, MONDAY + DAY + 1);
      await open(3, MONDAY, MONDAY + DAY + HOUR);
      await open(4, MONDAY, MONDAY + DAY + HOUR + 1);
      await open(5, MONDAY, null, 'identity-data');
      await step(1, { is: 'claim' }, MONDAY, MONDAY + DAY);
      const { open: found } = await at(MONDAY + DAY, MONDAY);
      expect([...found].sort((one, other) => one.category.localeCompare(other.category))).toEqual([
        {
          category: 'auto-upgrade',
          open: 4,
          waiting: 0,
          late: 1,
          soon: 2,
          unassigned: 3,
          oldestUnassigned: 'DESK-2' as TicketId,
        },
        {
          category: 'identity-data',
          open: 1,
          waiting: 1,
          late: 0,
          soon: 0,
          unassigned: 1,
          oldestUnassigned: 'DESK-5' as TicketId,
        },
      ]);
      await step(5, { is: 'claim' }, MONDAY, null);
      const later = (await at(MONDAY + DAY, MONDAY)).open.find(({ category }) => category === 'identity-data');
      expect(later).toMatchObject({ unassigned: 0, oldestUnassigned: null });
    });

    test('what was opened and what ended since, by the millisecond', async () => {
      await open(1, MONDAY, 10);
      await open(2, MONDAY + 1, 10, 'identity-data');
      await open(3, MONDAY + 1, 10);
      await open(4, MONDAY + 2, 10);
      expect((await at(MONDAY, MONDAY + 3)).opened).toEqual([]);
      expect((await at(MONDAY, 0)).opened).toHaveLength(2);
      const opened = [...(await at(MONDAY, MONDAY + 1)).opened];
      expect(opened.sort((one, other) => one.count - other.count)).toEqual([
        { category: 'identity-data', count: 1 },
        { category: 'auto-upgrade', count: 2 },
      ]);
      await step(1, { is: 'resolve', text: 'done' }, MONDAY + HOUR, null);
      await step(2, { is: 'resolve', text: 'done' }, MONDAY + HOUR + 1, null);
      await step(3, { is: 'withdraw' }, MONDAY + HOUR, null, RITA);
      await step(4, { is: 'confirm' }, MONDAY + HOUR + 1, null, RITA);
      const ended = async (since: number, limit = 9) =>
        (await at(MONDAY, since, limit)).ended.map(({ id }) => id).sort();
      expect(await ended(MONDAY + HOUR)).toEqual(['DESK-1', 'DESK-2', 'DESK-3', 'DESK-4']);
      expect(await ended(MONDAY + HOUR + 1)).toEqual(['DESK-2', 'DESK-4']);
      expect(await ended(MONDAY + HOUR, 1)).toEqual(['DESK-2', 'DESK-4']);
      expect(await ended(MONDAY + HOUR + 2)).toEqual([]);
    });

    test('what goes out of no ticket goes with its command, once, and is removed when it is old', async () => {
      const digest = { kind: 'digest', target: 'slack:T1/C9', body: '{"text":"x"}' } as const;
      const all = { ...save('d1', []), outgoing: [digest] };
      expect(await get().saveTickets(all)).toBe('saved');
      expect(await get().saveTickets(all)).toBe('conflict');
      const [item, ...more] = await get().outbox.claim({ now: MONDAY, until: MONDAY + 1, limit: 9 });
      expect([item, more]).toEqual([{ ...digest, id: item?.id, ticket: 'DESK-0', attempts: 0 }, []]);
      await get().outbox.giveUp(item?.id ?? '', { at: MONDAY, why: 'gone' });
      await get().purgeTickets(MONDAY);
      expect(await get().outbox.failed(9)).toHaveLength(1);
      await get().purgeTickets(MONDAY + 1);
      expect(await get().outbox.failed(9)).toEqual([]);
    });

    test('nor does it wait for ever where nobody asks for it', async () => {
      const digest = { kind: 'digest', target: 'teams:T1/C9', body: '{"text":"x"}' } as const;
      await get().saveTickets({ ...save('d1', []), outgoing: [digest] });
      await get().saveTickets(save('o1', [newTicket(1)]));
      await get().purgeTickets(MONDAY);
      await get().purgeTickets(MONDAY + 1);
      const left = await get().outbox.claim({ now: MONDAY, until: MONDAY, limit: 9 });
      expect([...new Set(left.map(({ ticket }) => ticket))]).toEqual(['DESK-1']);
    });
  });
}
