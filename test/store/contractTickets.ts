import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/port.ts';
import type { QueueCursor } from '../../src/triage/port.ts';
import { type Actor, type FaqDraft, ticketId } from '../../src/triage/ticket.ts';
import { ANNA, BO, DAY, HOUR, MONDAY, person, place, RITA } from '../triage/people.ts';
import { deliveryId, key, turn } from './site.ts';
import { change, newTicket, save } from './ticketSaves.ts';

const ONE = ticketId(1);
const JOE = { role: 'requester', person: person('joe') } as const satisfies Actor;

/** Tickets with their history, each command whole or not at all. */
export function tickets(get: () => Store): void {
  saving(get);
  withTurns(get);
  lists(get);
  likeness(get);
  drafts(get);
  retention(get);
}

function saving(get: () => Store): void {
  describe('tickets', () => {
    test('numbers count up, each given once', async () => {
      const numbers = await Promise.all(Array.from({ length: 10 }, () => get().takeTicketNumber()));
      expect([...numbers].sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    test('a ticket comes back whole, with followers in order, history and the result of its commands', async () => {
      expect(await get().ticket(ONE)).toBeNull();
      const opened = newTicket(1);
      expect(await get().saveTickets(save('c1', [opened]))).toBe('saved');
      expect(await get().ticket(ONE)).toEqual(opened.ticket);
      const joined = change(opened.ticket, { is: 'join', place: place('D2') }, JOE);
      const again = change(
        joined.ticket,
        { is: 'join', place: place('D3') },
        { role: 'requester', person: person('ada') },
      );
      await get().saveTickets(save('c2', [joined]));
      await get().saveTickets(save('c3', [again]));
      expect(await get().ticket(ONE)).toEqual(again.ticket);
      expect((await get().ticketEvents(ONE)).map(({ what, revision }) => [what, revision])).toEqual([
        ['open', 1],
        ['join', 2],
        ['join', 3],
      ]);
      expect((await get().ticketEvents(ONE))[0]).toEqual(opened.events[0]);
      expect(await get().commandResult('c2')).toBe('{"did":"c2"}');
      expect(await get().commandResult('c9')).toBeNull();
    });

    test('keeps what people typed as it is, but for NUL', async () => {
      const typed = `'"; drop table tickets; -- \\ %_ Ünï 同期 👩‍🚀`;
      const opened = newTicket(1);
      const commented = change(opened.ticket, { is: 'comment', text: `${typed}\0` });
      await get().saveTickets(save('c1', [opened]));
      await get().saveTickets(save('c2', [commented]));
      expect((await get().ticketEvents(ONE))[1]?.details.text).toContain(typed);
    });

    test('of two agents who claim at once one wins, and the other finds who has it', async () => {
      const opened = newTicket(1);
      await get().saveTickets(save('c1', [opened]));
      const claims = [ANNA, BO].map((actor) => change(opened.ticket, { is: 'claim' }, actor));
      const results = await Promise.all(claims.map((each, index) => get().saveTickets(save(`claim ${index}`, [each]))));
      expect([...results].sort()).toEqual(['conflict', 'saved']);
      const winner = claims[results.indexOf('saved')]?.ticket.assignee;
      expect((await get().ticket(ONE))?.assignee).toEqual(winner);
      expect(await get().ticketEvents(ONE)).toHaveLength(2);
      expect(await get().commandResult(`claim ${results.indexOf('conflict')}`)).toBeNull();
    });

    test('of those that somebody opens at once no more are saved than they may', async () => {
      const at = MONDAY;
      const atMost = { since: at, count: 3 };
      const opened = [1, 2, 3, 4, 5, 6].map((number) => save(`o${number}`, [newTicket(number, { atMost })]));
      const results = await Promise.all(opened.map((each) => get().saveTickets(each)));
      expect(results.filter((each) => each === 'saved')).toHaveLength(3);
      expect(await get().countOpened(RITA.person, at)).toBe(3);
      const later = newTicket(7, { atMost: { since: at + 1, count: 1 } });
      expect(await get().saveTickets(save('o7', [later]))).toBe('saved');
    });

    test('a command that was done already changes nothing', async () => {
      const opened = newTicket(1);
      await get().saveTickets(save('c1', [opened]));
      const noted = change(opened.ticket, { is: 'comment', text: 'x' });
      expect(await get().saveTickets(save('c1', [noted]))).toBe('conflict');
      expect(await get().ticket(ONE)).toEqual(opened.ticket);
    });

    test.each([
      ['the first revision once more', 1],
      ['a revision after a gap', 3],
    ])('refuses %s, and the other ticket of the same command stays as it was', async (_name, revision) => {
      const [one, two] = [newTicket(1), newTicket(2)];
      await get().saveTickets(save('c1', [one]));
      await get().saveTickets(save('c2', [two]));
      const right = change(two.ticket, { is: 'comment', text: 'x' });
      const wrong = { ...one, ticket: { ...one.ticket, revision } };
      expect(await get().saveTickets(save('c3', [right, wrong]))).toBe('conflict');
      expect((await get().ticket(two.ticket.id))?.revision).toBe(1);
      expect(await get().outbox.claim({ now: MONDAY, until: MONDAY + 1, limit: 9 })).toHaveLength(2);
    });
  });
}

function withTurns(get: () => Store): void {
  describe('a command that a message gave', () => {
    test('is written with the turn', async () => {
      const opened = newTicket(1);
      expect(await get().saveTurn({ ...turn(key('C1'), 1, 'd1'), tickets: save('c1', [opened]) })).toBe('saved');
      expect(await get().ticket(ONE)).toEqual(opened.ticket);
    });

    test('is not written where the turn is refused, and the turn not where the command is', async () => {
      await get().saveTurn(turn(key('C1'), 1, 'd1'));
      expect(await get().saveTurn({ ...turn(key('C1'), 1, 'd2'), tickets: save('c1', [newTicket(1)]) })).toBe(
        'conflict',
      );
      expect(await get().ticket(ONE)).toBeNull();
      expect(await get().commandResult('c1')).toBeNull();
      await get().saveTickets(save('c1', [newTicket(1)]));
      expect(await get().saveTurn({ ...turn(key('C1'), 2, 'd3'), tickets: save('c1', [newTicket(2)]) })).toBe(
        'conflict',
      );
      expect(await get().load(key('C1'), deliveryId('d3'))).toMatchObject({ session: { revision: 1 }, reply: null });
    });
  });
}

function lists(get: () => Store): void {
  describe('lists', () => {
    const open = (number: number, breachAt: number | null, actor: Actor = RITA, at = MONDAY) =>
      get().saveTickets(save(`open ${number}`, [newTicket(number, { breachAt }, actor, at)], at));

    test('the queue: soonest breach first, those whose clocks stand last, page after page', async () => {
      for (const [number, at] of [30, null, 10, 20, 10].entries()) await open(number + 1, at);
      const seen: string[] = [];
      let after: QueueCursor | null = null;
      for (let pages = 0; pages < 9; pages++) {
        const page = await get().queue({}, { limit: 2, after });
        seen.push(...page.tickets.map(({ ticket, breachAt }) => `${ticket.id} ${breachAt}`));
        after = page.next;
        if (after === null) break;
      }
      expect(seen).toEqual(['DESK-3 10', 'DESK-5 10', 'DESK-4 20', 'DESK-1 30', 'DESK-2 null']);
      expect((await get().queue({}, { limit: 0, after: null })).tickets).toEqual([]);
    });

    test('narrowed by assignee, category and breach; what is resolved is in none', async () => {
      for (const number of [1, 2, 3, 4]) await open(number, number * 10);
      const step = async (number: number, command: Parameters<typeof change>[1]) => {
        const before = await get().ticket(ticketId(number));
        await get().saveTickets(
          save(`${command.is} ${number}`, [{ ...change(before, command, ANNA), breachAt: number * 10 }]),
        );
      };
      await step(1, { is: 'claim' });
      await step(2, { is: 'classify', category: 'identity-data' });
      await step(4, { is: 'resolve', text: 'done' });
      const ids = async (filter: Parameters<Store['queue']>[0]) =>
        (await get().queue(filter, { limit: 9, after: null })).tickets.map(({ ticket }) => ticket.id);
      expect(await ids({})).toEqual(['DESK-1', 'DESK-2', 'DESK-3']);
      expect(await ids({ assignee: person('anna') })).toEqual(['DESK-1']);
      expect(await ids({ assignee: null })).toEqual(['DESK-2', 'DESK-3']);
      expect(await ids({ category: 'identity-data' })).toEqual(['DESK-2']);
      expect(await ids({ breachBefore: 20 })).toEqual(['DESK-1']);
      expect(await ids({ assignee: null, category: 'auto-upgrade', breachBefore: 99 })).toEqual(['DESK-3']);
    });

    test('all there are, by number, page after page, with who joined', async () => {
      for (const number of [1, 2, 3]) await open(number, null);
      const joined = change(newTicket(2).ticket, { is: 'join', place: place('D9') }, JOE);
      await get().saveTickets(save('join', [joined]));
      const numbers = async (after: number, limit: number) =>
        (await get().ticketsAfter(after, limit)).map(({ id, followers }) => [id, followers.length]);
      expect(await numbers(0, 2)).toEqual([
        ['DESK-1', 0],
        ['DESK-2', 1],
      ]);
      expect(await numbers(2, 2)).toEqual([['DESK-3', 0]]);
      expect(await numbers(3, 2)).toEqual([]);
    });

    test("one's own tickets, newest first, and how many of late", async () => {
      await open(1, 10, RITA, MONDAY);
      await open(2, 10, JOE, MONDAY);
      await open(3, 10, RITA, MONDAY + HOUR);
      expect((await get().ticketsOf(RITA.person, 9)).map(({ id }) => id)).toEqual(['DESK-3', 'DESK-1']);
      expect(await get().ticketsOf(person('joe'), 0)).toEqual([]);
      expect(await get().joinedTickets(JOE.person, 9)).toEqual([]);
      for (const number of [1, 3]) {
        const joined = change(await get().ticket(ticketId(number)), { is: 'join', place: place('D2') }, JOE);
        await get().saveTickets(save(`j${number}`, [joined]));
      }
      expect((await get().joinedTickets(JOE.person, 9)).map(({ id }) => id)).toEqual(['DESK-3', 'DESK-1']);
      expect((await get().joinedTickets(JOE.person, 1)).map(({ id }) => id)).toEqual(['DESK-3']);
      expect(await get().joinedTickets(RITA.person, 9)).toEqual([]);
      expect(await get().countOpened(person('rita'), MONDAY)).toBe(2);
      expect(await get().countOpened(person('rita'), MONDAY + 1)).toBe(1);
      expect(await get().countOpened(person('rita', 'teams'), MONDAY)).toBe(0);
    });

    test('what is due, soonest first, by the millisecond', async () => {
      for (const [number, nextAt] of [30, null, 10].entries()) {
        await get().saveTickets(save(`o${number}`, [newTicket(number + 1, { nextAt })]));
      }
      expect(await get().dueTickets(9, 5)).toEqual([]);
      expect(await get().dueTickets(10, 5)).toEqual(['DESK-3']);
      expect(await get().dueTickets(30, 5)).toEqual(['DESK-3', 'DESK-1']);
      expect(await get().dueTickets(30, 1)).toEqual(['DESK-3']);
    });

    test('when a ticket is due is noted anew, unless it has changed since', async () => {
      const { ticket } = newTicket(1);
      await get().saveTickets(save('o1', [newTicket(1, { nextAt: 10, breachAt: 10 })]));
      await get().retime({ ...ticket, revision: 2 }, { nextAt: 5, breachAt: 5 });
      expect(await get().dueTickets(9, 5)).toEqual([]);
      await get().retime(ticket, { nextAt: 20, breachAt: null });
      expect(await get().dueTickets(19, 5)).toEqual([]);
      expect(await get().dueTickets(20, 5)).toEqual(['DESK-1']);
      const { tickets } = await get().queue({}, { limit: 5, after: null });
      expect(tickets).toEqual([{ ticket, breachAt: null }]);
      await get().retime(ticket, { nextAt: null, breachAt: 7 });
      expect(await get().dueTickets(99, 5)).toEqual([]);
      expect((await get().queue({}, { limit: 5, after: null })).tickets[0]?.breachAt).toBe(7);
    });
  });
}

function likeness(get: () => Store): void {
  describe('words of open tickets', () => {
    test('of each word the newest tickets, no more than the limit; a new set replaces the old', async () => {
      for (const number of [1, 2, 3])
        await get().saveTickets(save(`o${number}`, [newTicket(number, { terms: ['sync', `only${number}`] })]));
      expect(await get().ticketsWith(['sync', 'only1', 'never', 'sync'], 2)).toEqual([
        { term: 'sync', ticket: 'DESK-3' },
        { term: 'sync', ticket: 'DESK-2' },
        { term: 'only1', ticket: 'DESK-1' },
      ]);
      const before = await get().ticket(ticketId(3));
      await get().saveTickets(save('w3', [{ ...change(before, { is: 'withdraw' }), terms: [] }]));
      expect((await get().ticketsWith(['sync'], 9)).map(({ ticket }) => ticket)).toEqual(['DESK-2', 'DESK-1']);
    });
  });
}

const DRAFT: FaqDraft = {
  ticket: ONE,
  tickets: [ONE, ticketId(7)],
  question: 'Why did it stop?',
  body: "section: a\nentries: ['Ünï 同期']\n",
  at: MONDAY,
};

function drafts(get: () => Store): void {
  describe('drafts for the FAQ', () => {
    test('one a ticket: the later one replaces the earlier, and they are listed by ticket', async () => {
      expect([await get().faqDraft(ONE), await get().faqDrafts()]).toEqual([null, []]);
      const second = { ...DRAFT, ticket: ticketId(2) };
      await get().saveTickets(save('o2', [{ ...newTicket(2), draft: second }]));
      const opened = newTicket(1, { draft: DRAFT });
      await get().saveTickets(save('o1', [opened]));
      expect(await get().faqDrafts()).toEqual([DRAFT, second]);
      const renewed = { ...DRAFT, tickets: [ONE], question: 'nul \0', body: 'x: y\n', at: MONDAY + 1 };
      await get().saveTickets(save('n1', [{ ...change(opened.ticket, { is: 'withdraw' }), draft: renewed }]));
      expect(await get().faqDraft(ONE)).toEqual({ ...renewed, question: 'nul \uFFFD' });
    });

    test('what was made of a resolution that holds no more goes', async () => {
      const second = newTicket(2, { draft: { ...DRAFT, ticket: ticketId(2) } });
      const opened = newTicket(1, { draft: DRAFT });
      await get().saveTickets(save('o1', [opened, second]));
      await get().saveTickets(save('w1', [{ ...change(opened.ticket, { is: 'withdraw' }), draft: null }]));
      expect((await get().faqDrafts()).map(({ ticket }) => ticket)).toEqual(['DESK-2']);
    });

    test('one that comes with a command that is refused is not kept', async () => {
      const opened = newTicket(1);
      await get().saveTickets(save('o1', [opened]));
      const late = { ...change(opened.ticket, { is: 'withdraw' }), draft: DRAFT };
      await get().saveTickets(save('w1', [change(opened.ticket, { is: 'withdraw' })]));
      expect(await get().saveTickets(save('w2', [late]))).toBe('conflict');
      expect(await get().faqDrafts()).toEqual([]);
    });
  });
}

function retention(get: () => Store): void {
  test('closed tickets go with all that belongs to them once they are old; open ones stay', async () => {
    for (const number of [1, 2, 3])
      await get().saveTickets(
        save(`o${number}`, [newTicket(number, { terms: ['sync'], draft: { ...DRAFT, ticket: ticketId(number) } })]),
      );
    for (const [number, at] of [
      [1, MONDAY + DAY],
      [2, MONDAY + 2 * DAY],
    ] as const) {
      const before = await get().ticket(ticketId(number));
      await get().saveTickets(save(`w${number}`, [change(before, { is: 'withdraw' }, RITA, at)], at));
    }
    expect(await get().purgeTickets(MONDAY + 2 * DAY)).toEqual({ tickets: 1, commands: 4 });
    expect(await get().ticket(ONE)).toBeNull();
    expect(await get().ticketEvents(ONE)).toEqual([]);
    expect((await get().ticketsWith(['sync'], 9)).map(({ ticket }) => ticket)).toEqual(['DESK-3', 'DESK-2']);
    expect(await get().ticket(ticketId(2))).not.toBeNull();
    expect((await get().faqDrafts()).map(({ ticket }) => ticket)).toEqual(['DESK-2', 'DESK-3']);
    expect(
      (await get().outbox.claim({ now: MONDAY + 9 * DAY, until: 0, limit: 9 })).map(({ ticket }) => ticket),
    ).toEqual(['DESK-2', 'DESK-3']);
    expect(await get().purgeTickets(MONDAY + 2 * DAY)).toEqual({ tickets: 0, commands: 0 });
  });
}
