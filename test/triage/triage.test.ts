import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntryId } from '../../src/brand.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { anyOf, listedAgents } from '../../src/triage/agents.ts';
import { LIMITS } from '../../src/triage/limits.ts';
import { createOutbox } from '../../src/triage/outbox.ts';
import type { OutboxItem } from '../../src/triage/port.ts';
import type { Rules } from '../../src/triage/rules.ts';
import { type Person, ticketId } from '../../src/triage/ticket.ts';
import { type AgentAction, createTriage, type Triage } from '../../src/triage/triage.ts';
import { buildOnce } from '../conversations/desk.ts';
import { newTicket, save } from '../store/ticketSaves.ts';
import { DAY, HOUR, MONDAY, person, RITA, RULES } from './people.ts';

const ONE = ticketId(1);
let store: Store;
let triage: Triage;
let now: number;
let woken: number;
let ids: number;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  [now, woken, ids] = [MONDAY, 0, 0];
  triage = deskWith(RULES);
  await store.saveTickets(save('o1', [newTicket(1)]));
  await store.saveTickets(save('o2', [newTicket(2)]));
}, 30_000);
afterEach(() => store.close());

const deskWith = (rules: Rules) =>
  createTriage({
    store,
    rules,
    agents: listedAgents({ all: ['slack:T1/anna'], 'auto-upgrade': ['slack:bo'] }),
    corpus: buildOnce().corpus,
    clock: () => now,
    wake: () => void woken++,
  });
const act = (action: AgentAction, user = 'anna', id = `tap ${++ids}`, ticket = ONE) =>
  triage.act({ ticket, action, actor: person(user), id });

describe('acting', () => {
  test('two who claim at once: one has it, the other is told who', async () => {
    const results = await Promise.all(['anna', 'bo'].map((user) => act({ is: 'claim' }, user)));
    const [winner, loser] = results[0]?.ok ? results : [...results].reverse();
    expect(winner).toMatchObject({ ok: true, ticket: { state: 'assigned' } });
    expect(loser).toMatchObject({ ok: false, error: { code: 'ticket-taken' }, ticket: { state: 'assigned' } });
    const has = winner?.ok ? winner.ticket.assignee : null;
    expect(loser?.ok === false && loser.error.message).toBe(`${has} has DESK-1 already; it is assigned.`);
    expect(woken).toBe(1);
  });

  test('the same tap again changes nothing and returns what it returned, also where it was refused', async () => {
    const first = await act({ is: 'claim' }, 'anna', 'tap');
    const refused = await act({ is: 'claim' }, 'bo', 'late');
    await act({ is: 'hand-over', category: 'identity-data' });
    expect(await act({ is: 'claim' }, 'anna', 'tap')).toEqual(first);
    expect(await act({ is: 'claim' }, 'bo', 'late')).toEqual(refused);
    expect((await triage.file(ONE))?.ticket).toMatchObject({ state: 'triaged', assignee: null, revision: 3 });
  });

  test('a ticket of a category that is not theirs is none to make another one a duplicate of', async () => {
    await act({ is: 'hand-over', category: 'identity-data' }, 'anna', 'h', ticketId(2));
    const refused = await act({ is: 'duplicate', of: ticketId(2) }, 'bo');
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' }, ticket: { state: 'new' } });
    expect(refused.ok === false && refused.error.message).toBe('You are no agent for Identity data, where DESK-2 is.');
    expect((await store.ticket(ticketId(2)))?.followers).toEqual([]);
    expect(await act({ is: 'duplicate', of: ticketId(2) })).toMatchObject({ ok: true, ticket: { state: 'closed' } });
  });

  test('whoever is no agent for the category is told so, and nothing changes', async () => {
    for (const user of ['rita', 'mallory']) {
      expect(await act({ is: 'claim' }, user)).toEqual({
        ok: false,
        error: { code: 'not-allowed', message: 'You are no agent for Auto upgrade.' },
        ticket: null,
      });
    }
    await act({ is: 'hand-over', category: 'identity-data' });
    expect(await act({ is: 'claim' }, 'bo')).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect((await store.ticketEvents(ONE)).map(({ what }) => what)).toEqual(['open', 'hand-over']);
  });

  test("an entry's answer goes out with the entry to open; an entry that is not there does not", async () => {
    expect(await act({ is: 'answer', entry: 'rename-server' as EntryId })).toMatchObject({ ok: true });
    const news = (await items()).find(({ kind }) => kind === 'news');
    const { reply } = JSON.parse(news?.body ?? '{}');
    expect(reply.text).toContain('Once the server has another name');
    expect(reply.options[0]).toMatchObject({ value: 'entry:rename-server' });
    expect(await act({ is: 'answer', entry: 'nonsense' as EntryId })).toMatchObject({
      error: { code: 'ticket-invalid' },
    });
  });

  test('of a duplicate both tickets change at once, and whoever waited is told by the other one', async () => {
    expect(await act({ is: 'duplicate', of: ticketId(2) })).toMatchObject({ ok: true, ticket: { state: 'closed' } });
    const other = (await triage.file(ticketId(2)))?.ticket;
    // Both tickets are Rita's: she is told of her own anyway.
    expect(other).toMatchObject({ revision: 2, followers: [] });
    expect(await act({ is: 'duplicate', of: ticketId(9) }, 'anna', 'x', ticketId(2))).toMatchObject({
      error: { code: 'ticket-unknown' },
    });
    expect(await act({ is: 'duplicate', of: ONE }, 'anna', 'y', ticketId(2))).toMatchObject({
      error: { code: 'ticket-state' },
    });
    expect((await triage.file(ticketId(2)))?.ticket.state).toBe('new');
  });

  test('twenty commands at once are all done, one after the other', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => act({ is: 'note', text: `note ${n}` })));
    expect(results.every(({ ok }) => ok)).toBe(true);
    const notes = (await store.ticketEvents(ONE))
      .filter(({ what }) => what === 'note')
      .map(({ details }) => details.text);
    expect(new Set(notes).size).toBe(20);
  });

  test('a ticket that is not there', async () => {
    expect(await act({ is: 'claim' }, 'anna', 'z', ticketId(77))).toMatchObject({
      ok: false,
      error: { code: 'ticket-unknown' },
    });
    expect(await triage.file(ticketId(77))).toBeNull();
  });
});

describe('proposing for the FAQ', () => {
  const propose = (user = 'anna', id = `tap ${++ids}`) => act({ is: 'propose' }, user, id);

  test('makes a draft; once more renews it and says so, and the same tap makes nothing', async () => {
    await act({ is: 'resolve', text: 'Ask anna, then start the service.' });
    const first = await propose('anna', 'tap');
    expect(first).toMatchObject({
      ok: true,
      ticket: { state: 'resolved' },
      said: expect.stringContaining('now a draft'),
    });
    const draft = await store.faqDraft(ONE);
    expect(draft).toMatchObject({ ticket: ONE, tickets: [ONE], question: 'My sync stopped', at: MONDAY });
    expect(draft?.body).toContain('Ask [name], then start the service.');
    now += HOUR;
    expect(await propose('anna', 'tap')).toEqual(first);
    expect((await store.faqDraft(ONE))?.at).toBe(MONDAY);
    expect(await propose()).toMatchObject({ ok: true, said: expect.stringContaining('made anew') });
    expect(await store.faqDrafts()).toEqual([{ ...draft, at: MONDAY + HOUR }]);
    expect((await store.ticketEvents(ONE)).slice(-2).map(({ details }) => details.draft)).toEqual(['new', 'renewed']);
  });

  test('the draft goes when the ticket is opened again, and stays when it is closed or written to', async () => {
    await act({ is: 'resolve', text: 'Start the service.' });
    await propose();
    await act({ is: 'tell', text: 'By the way.' });
    await triage.sweep(now + 30 * DAY);
    expect((await triage.file(ONE))?.ticket.state).toBe('closed');
    expect(await store.faqDrafts()).toHaveLength(1);
    await act({ is: 'reopen', text: null });
    expect(await store.faqDrafts()).toEqual([]);
  });

  test('of several at once each is done, and there is one draft', async () => {
    await act({ is: 'resolve', text: 'Done.' });
    const results = await Promise.all([propose(), propose('bo'), propose()]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await store.faqDrafts()).toHaveLength(1);
  });

  test('learns from duplicates that are still closed as such, and from theirs', async () => {
    for (const number of [3, 4]) await store.saveTickets(save(`o${number}`, [newTicket(number)]));
    await act({ is: 'duplicate', of: ticketId(3) }, 'anna', 'd4', ticketId(4));
    await act({ is: 'duplicate', of: ONE }, 'anna', 'd3', ticketId(3));
    await act({ is: 'duplicate', of: ONE }, 'anna', 'd2', ticketId(2));
    await act({ is: 'reopen', text: null }, 'anna', 'r2', ticketId(2));
    await act({ is: 'resolve', text: 'Done.' });
    await propose();
    expect((await store.faqDraft(ONE))?.tickets).toEqual(['DESK-1', 'DESK-3', 'DESK-4']);
  });

  test('is refused without a resolution, in another state, and to others; then there is no draft', async () => {
    expect(await propose()).toMatchObject({ ok: false, error: { code: 'ticket-state' } });
    await act({ is: 'duplicate', of: ticketId(2) });
    expect(await propose()).toMatchObject({ ok: false, error: { code: 'ticket-invalid' } });
    expect(await propose('mallory')).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(await store.faqDrafts()).toEqual([]);
  });
});

const items = async () => store.outbox.claim({ now, until: now + 1, limit: 50 });

describe('agents', () => {
  const agents = listedAgents({ all: ['cli:alice', 'slack:T1/U1'], network: ['slack:U2'] });
  const who = (platform: string, tenant: string, user: string): Person => ({ platform, tenant, user, name: null });

  test.each<[Person, string, boolean]>([
    [who('cli', 'local', 'alice'), 'network', true],
    [who('slack', 'T1', 'U1'), 'other', true],
    [who('slack', 'T2', 'U1'), 'other', false],
    [who('slack', 'T9', 'U2'), 'network', true],
    [who('slack', 'T9', 'U2'), 'other', false],
    [who('teams', 'T1', 'U1'), 'other', false],
    [who('web', 'local', 'alice'), 'other', false],
  ])('%j for %s: %s', async (each, category, allowed) => {
    expect(await agents.mayAct(each, category)).toBe(allowed);
    expect(await anyOf(agents, { mayAct: async () => true }).mayAct(each, category)).toBe(true);
  });
});

describe('the sweep', () => {
  const whats = async () =>
    (await store.ticketEvents(ONE)).map(({ what, details }) => `${what} ${details.timer ?? ''}`.trim());

  test('reminds before and after a clock runs out, each once, however many sweep', async () => {
    // P3: a first response within 8 working hours, from Monday 10:00.
    now = MONDAY + 6 * HOUR;
    expect(await triage.sweep(now)).toBe(0);
    now = MONDAY + 6.5 * HOUR;
    const fired = await Promise.all(Array.from({ length: 5 }, () => triage.sweep(now)));
    expect(fired.reduce((sum, each) => sum + each, 0)).toBe(2);
    expect(await whats()).toEqual(['open', 'remind response-soon']);
    await triage.sweep(MONDAY + DAY);
    await triage.sweep(MONDAY + DAY);
    expect(await whats()).toEqual(['open', 'remind response-soon', 'remind response-late']);
  });

  test('reminds a requester who does not answer, then closes, and there is a way back', async () => {
    await act({ is: 'ask', text: 'Which build?' });
    expect(await triage.sweep(MONDAY + 3 * DAY - 1)).toBe(3);
    expect(await whats()).toEqual(['open', 'ask']);
    await triage.sweep(MONDAY + 3 * DAY);
    await triage.sweep(MONDAY + 7 * DAY);
    await triage.sweep(MONDAY + 30 * DAY);
    expect(await whats()).toEqual(['open', 'ask', 'remind stale', 'expire expire']);
    expect((await triage.file(ONE))?.ticket).toMatchObject({ state: 'closed', closedBecause: 'silence' });
    expect(await act({ is: 'reopen', text: null })).toMatchObject({ ok: true, ticket: { state: 'assigned' } });
  });

  test('holidays that come into the settings remind nobody twice', async () => {
    await act({ is: 'ask', text: 'Which build?' });
    await triage.sweep(MONDAY + 3 * DAY);
    const holidays = new Set([...RULES.calendar.holidays, '2026-11-24']);
    const changed = { ...RULES, calendar: { ...RULES.calendar, holidays } };
    await deskWith(changed).sweep(MONDAY + 6 * DAY);
    expect((await whats()).filter((what) => what === 'remind stale')).toHaveLength(1);
  });

  test('more tickets than one page, due later by new settings, hold up none that is due', async () => {
    const many = LIMITS.sweep + 1;
    for (let number = 3; number < 3 + many; number++) {
      await store.saveTickets(save(`o${number}`, [newTicket(number, { nextAt: MONDAY + number, breachAt: MONDAY })]));
    }
    const late = newTicket(500, { nextAt: MONDAY + HOUR }, RITA, MONDAY - 7 * DAY);
    await store.saveTickets(save('late', [late]));
    const tickets = await Promise.all([triage.sweep(MONDAY + HOUR), triage.sweep(MONDAY + HOUR)]);
    expect(tickets.reduce((sum, each) => sum + each, 0)).toBe(4);
    const timers = (await store.ticketEvents(late.ticket.id)).map(({ details }) => details.timer);
    expect(timers).toEqual([undefined, 'response-soon', 'response-late', 'resolution-soon', 'resolution-late']);
    // Noted anew, they are not looked at before their time; nor does the queue believe the old one.
    expect(await store.dueTickets(MONDAY + HOUR, 500)).toEqual([]);
    const { tickets: open } = await triage.queue({ breachBefore: MONDAY + HOUR });
    expect(open.map(({ ticket }) => ticket.id)).toEqual(['DESK-500']);
  });

  test('a resolution that nobody objects to settles', async () => {
    await act({ is: 'resolve', text: 'Done.' });
    await triage.sweep(MONDAY + 5 * DAY);
    expect(await whats()).toEqual(['open', 'resolve', 'expire settle']);
  });
});

describe('what goes out', () => {
  const silent = { warn: () => undefined, error: () => undefined };
  const settled = async (done: () => boolean) => {
    for (let waited = 0; !done() && waited < 200; waited++) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const start = (deliver: (item: OutboxItem) => Promise<void>) =>
    createOutbox({
      store: store.outbox,
      couriers: new Map([['slack', { deliver }]]),
      // A timer must not wait for a clock that stands still.
      clock: Date.now,
      leaseMs: 60_000,
      backoffMs: 5,
      maxAttempts: 3,
      log: silent,
    });

  test('is delivered in order for each ticket and target, what fails for now before what follows it', async () => {
    await act({ is: 'claim' });
    await act({ is: 'resolve', text: 'Done.' });
    const seen: string[] = [];
    let failures = 1;
    const outbox = start(async ({ ticket, kind, target, body }) => {
      if (kind === 'news' && failures-- > 0) throw new Error('busy');
      seen.push(
        kind === 'news' ? `${ticket} ${JSON.parse(body).reply.text.slice(0, 22)}` : `${ticket} ${kind} ${target}`,
      );
    });
    outbox.wake();
    await settled(() => seen.length === 6);
    await outbox.close();
    expect(seen.filter((each) => !each.includes('card'))).toEqual([
      'DESK-1 anna Example has taken',
      'DESK-1 Your ticket **DESK-1**',
    ]);
    expect(seen.filter((each) => each.includes('card'))).toHaveLength(4);
    expect(await store.outbox.claim({ now: Date.now() + DAY, until: Date.now() + 2 * DAY, limit: 9 })).toEqual([]);
  });

  test('what can never be delivered is a dead letter and holds nothing up', async () => {
    await act({ is: 'claim' });
    const seen: string[] = [];
    const outbox = start(async ({ kind }) => {
      seen.push(kind);
      if (kind === 'card') throw Object.assign(new Error('channel is gone'), { permanent: true });
    });
    outbox.wake();
    await settled(() => seen.length === 4);
    await outbox.close();
    expect((await store.outbox.failed(9)).map(({ kind, why }) => `${kind} ${why}`)).toEqual(
      Array(3).fill('card channel is gone'),
    );
  });
});
