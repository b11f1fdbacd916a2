import { describe, expect, test } from '@jest/globals';
import type { Command, Decision } from '../../src/triage/command.ts';
import { decide, isError } from '../../src/triage/decide.ts';
import { LIMITS } from '../../src/triage/limits.ts';
import { breachAt, timersOf } from '../../src/triage/sla.ts';
import { type Actor, type Ticket, ticketId } from '../../src/triage/ticket.ts';
import { ANNA, BO, DESK, HOUR, MONDAY, opening, person, place, RITA, RULES, rulesWith } from './people.ts';

function done(ticket: Ticket | null, command: Command, actor: Actor, now = MONDAY): Decision {
  const outcome = decide(ticket, command, actor, now, RULES);
  if (isError(outcome)) throw new Error(outcome.message);
  return outcome;
}

function refused(ticket: Ticket, command: Command, actor: Actor) {
  const outcome = decide(ticket, command, actor, MONDAY, RULES);
  if (!isError(outcome)) throw new Error(`${command.is} was not refused`);
  return outcome;
}

/** A ticket after commands of the agent Anna (or of the actor given), all at the same moment. */
function ticketAfter(...steps: (Command | [Command, Actor])[]): Ticket {
  return steps.reduce<Ticket>(
    (ticket, step) => {
      const [command, actor] = Array.isArray(step) ? step : [step, ANNA];
      return done(ticket, command, actor).ticket;
    },
    done(null, opening(), RITA).ticket,
  );
}

const ASK: Command = { is: 'ask', text: 'Which build?' };
const RESOLVE: Command = { is: 'resolve', text: 'Started the service.' };

describe('opening', () => {
  test('begins as new, with the priority of the table, clocks that run, and a history row', () => {
    const { ticket, events, outgoing } = done(null, opening(), RITA);
    expect(ticket).toMatchObject({ id: 'DESK-1', revision: 1, state: 'new', priority: 'P3', assignee: null });
    expect(ticket.clocks.response.since).toBe(MONDAY);
    expect(events).toEqual([
      { ticket: 'DESK-1', revision: 1, at: MONDAY, by: RITA, what: 'open', from: null, to: 'new', details: {} },
    ]);
    expect(outgoing.map(({ kind, target }) => `${kind} ${target}`)).toEqual(['card slack:T1/C9']);
  });

  test('masks secrets, puts the summary on one line and cuts it', () => {
    const { ticket } = done(null, opening({ summary: `password: hunter2\n${'x'.repeat(300)}` }), RITA);
    expect(ticket.summary).toMatch(/^password: \[masked\] x+…$/);
    expect(ticket.summary).toHaveLength(LIMITS.summary);
  });

  test('an unknown category is the one for everything else', () => {
    expect(done(null, opening({ category: 'gone' }), RITA).ticket.category).toBe('other');
  });
});

describe('who may do what', () => {
  test.each<[Command, Actor]>([
    [{ is: 'claim' }, RITA],
    [RESOLVE, RITA],
    [{ is: 'comment', text: 'x' }, ANNA],
    [{ is: 'withdraw' }, { role: 'requester', person: person('mallory') }],
    [{ is: 'expire', timer: 'expire', mark: 1 }, ANNA],
    [{ is: 'remind', timer: 'stale', mark: 1 }, RITA],
  ])('%j is not for everybody', (command, actor) => {
    expect(refused(ticketAfter(), command, actor)).toMatchObject({ code: 'not-allowed' });
  });

  test('whoever claims second is told who has it', () => {
    const taken = ticketAfter({ is: 'claim' });
    expect(refused(taken, { is: 'claim' }, BO)).toEqual({
      code: 'ticket-taken',
      message: 'anna Example has DESK-1 already; it is assigned.',
    });
    expect(refused(taken, { is: 'claim' }, ANNA).message).toBe('You have DESK-1 already.');
  });

  test('an action in the wrong state says which states it needs', () => {
    expect(refused(ticketAfter(RESOLVE), { is: 'claim' }, BO)).toEqual({
      code: 'ticket-state',
      message: "DESK-1 is resolved; 'claim' needs it to be new or triaged.",
    });
  });
});

describe('agents', () => {
  test('who asks takes what nobody has; the answer brings it back to them', () => {
    const asked = ticketAfter(ASK);
    expect(asked).toMatchObject({ state: 'waiting-on-requester', assignee: { user: 'anna' }, respondedAt: MONDAY });
    const { ticket, outgoing } = done(asked, { is: 'comment', text: '2.4 with *stars*' }, RITA);
    expect(ticket.state).toBe('assigned');
    expect(outgoing.map(({ kind }) => kind)).toEqual(['card', 'alert']);
    expect(JSON.parse(outgoing[1]?.body ?? '')).toEqual({
      ticket: 'DESK-1',
      text: 'rita Example on **DESK-1** (My sync stopped):\n\n> 2.4 with \\*stars\\*',
    });
  });

  test('assigning without a name takes the one on call', () => {
    expect(done(ticketAfter(), { is: 'assign', to: null }, BO).ticket.assignee?.user).toBe('anna');
    expect(done(ticketAfter(), { is: 'assign', to: null }, BO, MONDAY + 7 * 24 * HOUR).ticket.assignee?.user).toBe(
      'bo',
    );
    const outcome = decide(ticketAfter(), { is: 'assign', to: null }, ANNA, MONDAY, rulesWith());
    expect(outcome).toMatchObject({ code: 'ticket-invalid' });
  });

  test('impact and urgency set the priority by the table; a priority said outright counts', () => {
    expect(ticketAfter({ is: 'classify', impact: 'everyone', urgency: 'high' })).toMatchObject({
      state: 'triaged',
      priority: 'P1',
    });
    expect(ticketAfter({ is: 'classify', priority: 'P1' })).toMatchObject({ impact: 'team', priority: 'P1' });
    expect(refused(ticketAfter(), { is: 'classify', category: 'nonsense' }, ANNA).message).toContain('auto-upgrade');
  });

  test('hand-over leaves it to nobody, in the other category, and both channels learn of it', () => {
    const ticket = ticketAfter({ is: 'claim' }, { is: 'hand-over', category: 'identity-data' });
    expect(ticket).toMatchObject({
      state: 'triaged',
      assignee: null,
      category: 'identity-data',
      categoryConfidence: null,
    });
  });

  test('resolving tells the requester and who joined; nobody is told on platforms where people come and look', () => {
    const joined = ticketAfter(
      [
        { is: 'join', place: place('D2') },
        { role: 'requester', person: person('joe') },
      ],
      [
        { is: 'join', place: place('w1', 'web') },
        { role: 'requester', person: person('wanda', 'web') },
      ],
    );
    const { outgoing } = done(joined, RESOLVE, ANNA);
    expect(outgoing.filter(({ kind }) => kind === 'news').map(({ target }) => target)).toEqual([
      'slack:T1/D1',
      'slack:T1/D2',
    ]);
  });

  test('of a duplicate everybody waiting is told, and it is closed as such', () => {
    const ticket = ticketAfter({ is: 'duplicate', of: ticketId(7) });
    expect(ticket).toMatchObject({ state: 'closed', closedBecause: 'duplicate', duplicateOf: 'DESK-7' });
    expect(ticketAfter({ is: 'duplicate', of: ticketId(7) }, { is: 'reopen', text: null })).toMatchObject({
      state: 'triaged',
      closedBecause: null,
      duplicateOf: null,
    });
  });

  test('adopting takes those over who are not there yet', () => {
    const people = [
      { person: person('joe'), place: place('D2') },
      { person: person('rita'), place: place('D1') },
      { person: person('joe'), place: place('D3') },
    ];
    const ticket = ticketAfter([{ is: 'adopt', people, from: ticketId(9) }, DESK]);
    expect(ticket.followers.map((each) => each.person.user)).toContain('joe');
    expect(ticket.followers.map((each) => each.person.user)).not.toContain('rita');
  });

  test('whoever is adopted by what is resolved already is told how, and nobody else', () => {
    const joe: Actor = { role: 'requester', person: person('joe') };
    const resolved = ticketAfter([{ is: 'join', place: place('D2') }, joe], { is: 'resolve', text: 'Started *it*.' });
    const people = [
      { person: person('joe'), place: place('D3') },
      { person: person('ada'), place: place('D4') },
      { person: person('eve'), place: place('web', 'web') },
    ];
    const news = (ticket: Ticket) =>
      done(ticket, { is: 'adopt', people, from: ticketId(9) }, DESK).outgoing.filter(({ kind }) => kind === 'news');
    expect(news(resolved).map(({ target }) => target)).toEqual(['slack:T1/D4']);
    expect(news(resolved)[0]?.body).toContain('is resolved already:\\n\\n> Started \\\\*it\\\\*.');
    expect(news(ticketAfter())).toEqual([]);
  });
});

describe('requesters', () => {
  test.each<[string, Command, string]>([
    ['solved', { is: 'confirm' }, 'solved'],
    ['withdrawn', { is: 'withdraw' }, 'withdrawn'],
  ])('%s closes it for that reason', (_name, command, because) => {
    expect(ticketAfter([command, RITA])).toMatchObject({ state: 'closed', closedBecause: because });
  });

  test.each<[string, Command, Actor]>([
    ['the requester', { is: 'reject', text: null }, RITA],
    ['an agent', { is: 'reopen', text: null }, ANNA],
  ])('opened again by %s it has no resolution that could be taught', (_name, command, actor) => {
    const again = ticketAfter(RESOLVE, [command, actor]);
    expect(again.resolution).toBeNull();
    const withdrawn = done(again, { is: 'withdraw' }, RITA).ticket;
    expect(refused(withdrawn, { is: 'propose', renewed: false }, ANNA).message).toContain('has no resolution');
  });

  test('not solved opens it again, for the one who had it', () => {
    expect(ticketAfter(RESOLVE, [{ is: 'reject', text: null }, RITA])).toMatchObject({
      state: 'assigned',
      assignee: { user: 'anna' },
    });
    expect(ticketAfter([{ is: 'withdraw' }, RITA], [{ is: 'reject', text: ' ' }, RITA])).toMatchObject({
      state: 'triaged',
    });
  });

  test.each([0, 6, 2.5, Number.NaN])('a rating of %d is none', (stars) => {
    expect(refused(ticketAfter(RESOLVE), { is: 'rate', stars }, RITA).code).toBe('ticket-invalid');
  });

  test('joining twice, or one’s own, changes nothing', () => {
    const joe: Actor = { role: 'requester', person: person('joe') };
    const joined = ticketAfter([{ is: 'join', place: place('D2') }, joe]);
    expect(refused(joined, { is: 'join', place: place('D2') }, joe).code).toBe('ticket-invalid');
    expect(refused(joined, { is: 'join', place: place('D2') }, RITA).code).toBe('ticket-invalid');
  });

  test.each([
    [LIMITS.text, null],
    [LIMITS.text + 1, 'ticket-invalid'],
  ])('a comment of %d characters', (length, code) => {
    const outcome = decide(ticketAfter(), { is: 'comment', text: 'x'.repeat(length) }, RITA, MONDAY, RULES);
    expect(isError(outcome) ? outcome.code : null).toBe(code);
  });

  test.each([
    [LIMITS.followers - 1, null],
    [LIMITS.followers, 'ticket-limit'],
  ])('a ticket that %d have joined', (count, code) => {
    const followers = Array.from({ length: count }, (_, at) => ({ person: person(`u${at}`), place: place('D') }));
    const joe: Actor = { role: 'requester', person: person('joe') };
    const outcome = decide({ ...ticketAfter(), followers }, { is: 'join', place: place('D2') }, joe, MONDAY, RULES);
    expect(isError(outcome) ? outcome.code : null).toBe(code);
  });
});

describe('clocks', () => {
  test('both run while the desk has it, none while the requester has it, and time used stays used', () => {
    const asked = done(ticketAfter(), ASK, ANNA, MONDAY + HOUR).ticket;
    expect(asked.clocks.response).toMatchObject({ usedMs: HOUR, since: null });
    expect(asked.clocks.resolution).toMatchObject({ usedMs: HOUR, since: null });
    expect(breachAt(asked, RULES)).toBeNull();
    const back = done(asked, { is: 'comment', text: 'x' }, RITA, MONDAY + 5 * HOUR).ticket;
    expect(back.clocks.response.since).toBeNull();
    expect(back.clocks.resolution).toMatchObject({ usedMs: HOUR, since: MONDAY + 5 * HOUR });
    // 24 working hours for P3, one used; Monday 15:00, the day ends at 17:00.
    expect(breachAt(back, RULES)).toBe(Date.parse('2026-11-26T14:00:00Z'));
  });

  test('another priority sets another budget; what was used counts', () => {
    const urgent = done(ticketAfter(), { is: 'classify', priority: 'P1' }, ANNA, MONDAY + HOUR / 2).ticket;
    expect(breachAt(urgent, RULES)).toBe(MONDAY + HOUR);
  });

  test('each timer fires once for its budget', () => {
    const ticket = ticketAfter();
    expect(timersOf(ticket, RULES).map(({ timer }) => timer)).toEqual([
      'response-soon',
      'response-late',
      'resolution-soon',
      'resolution-late',
    ]);
    const [first] = timersOf(ticket, RULES);
    if (!first) throw new Error('nothing falls due');
    const { ticket: reminded, outgoing } = done(ticket, { is: 'remind', ...first }, DESK);
    expect(timersOf(reminded, RULES).map(({ timer }) => timer)).not.toContain('response-soon');
    expect(outgoing.map(({ kind }) => kind)).toEqual(['card', 'alert']);
  });

  test('waiting on the requester reminds, then closes; resolved settles; closed has nothing to come', () => {
    const names = (ticket: Ticket) => timersOf(ticket, RULES).map(({ timer }) => timer);
    expect(names(ticketAfter(ASK))).toEqual(['stale', 'expire']);
    expect(names(ticketAfter(RESOLVE))).toEqual(['settle']);
    expect(names(ticketAfter([{ is: 'withdraw' }, RITA]))).toEqual([]);
    const closed = ticketAfter(ASK, [{ is: 'expire', timer: 'expire', mark: 1 }, DESK]);
    expect(closed).toMatchObject({ state: 'closed', closedBecause: 'silence' });
    expect(done(closed, { is: 'reject', text: null }, RITA).ticket.state).toBe('assigned');
  });
});

describe('what was learnt', () => {
  test('is proposed once there is a resolution, as often as wanted, and changes no state', () => {
    const resolved = ticketAfter(RESOLVE);
    const { ticket, events } = done(resolved, { is: 'propose', renewed: false }, ANNA);
    expect([ticket.state, events[0]?.details]).toEqual(['resolved', { draft: 'new' }]);
    expect(done(ticket, { is: 'propose', renewed: true }, BO).events[0]?.details).toEqual({ draft: 'renewed' });
    const withdrawn = ticketAfter([{ is: 'withdraw' }, RITA]);
    expect(refused(withdrawn, { is: 'propose', renewed: false }, ANNA).code).toBe('ticket-invalid');
    expect(refused(ticketAfter(), { is: 'propose', renewed: false }, ANNA).code).toBe('ticket-state');
    expect(refused(resolved, { is: 'propose', renewed: false }, RITA).code).toBe('not-allowed');
  });

  test("who joins brings along what they were about to send, masked and within a message's length", () => {
    const joe: Actor = { role: 'requester', person: person('joe') };
    const words = (text: string | null) =>
      done(ticketAfter(), { is: 'join', place: place('D2'), text }, joe).events[0]?.details;
    expect(words('  same\nhere, pwd=hunter2 ')).toEqual({ text: 'same here, pwd=[masked]' });
    expect(words('x'.repeat(LIMITS.message))).toEqual({ text: 'x'.repeat(LIMITS.message) });
    expect(words('x'.repeat(LIMITS.message + 1))?.text).toHaveLength(LIMITS.message);
    expect(words(' ')).toEqual({});
  });
});
