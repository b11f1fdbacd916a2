import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '../../src/triage/command.ts';
import { decide, isError } from '../../src/triage/decide.ts';
import { usedBy } from '../../src/triage/sla.ts';
import { type Actor, addressOf, type State, type Ticket, ticketId } from '../../src/triage/ticket.ts';
import { ANNA, BO, DESK, MINUTE, MONDAY, opening, person, place, RITA, RULES } from './people.ts';

/** What a ticket must do, told a second time in the plainest words there are, without the product's table. */
interface Model {
  state: State;
  assignee: string | null;
  followers: string[];
  revision: number;
  responded: boolean;
  /** It was resolved, and nobody has said that it is not: there is something to learn. */
  taught: boolean;
}

const JOE: Actor = { role: 'requester', person: person('joe') };
const userOf = (actor: Actor) => (actor.role === 'desk' ? 'desk' : actor.person.user);

/** What the model's rules look at, worked out once. */
function look(model: Model, actor: Actor) {
  const { state, assignee } = model;
  const back: State = assignee === null ? 'triaged' : 'assigned';
  const next = { ...model, revision: model.revision + 1 };
  return {
    state,
    isRita: actor.role === 'requester' && actor.person.user === 'rita',
    isAgent: actor.role === 'agent',
    isDesk: actor.role === 'desk',
    user: userOf(actor),
    open: state !== 'resolved' && state !== 'closed',
    back,
    next,
    mine: { ...next, assignee: assignee ?? userOf(actor), responded: true },
  };
}

type Seen = ReturnType<typeof look>;
const RULE: Partial<Record<Command['is'], (seen: Seen, model: Model, command: Command) => Model | null | false>> = {
  comment: ({ isRita, state, next, back }) =>
    isRita && state !== 'closed' && (state === 'waiting-on-requester' ? { ...next, state: back } : next),
  withdraw: ({ isRita, open, next }) => isRita && open && { ...next, state: 'closed' },
  confirm: ({ isRita, state, next }) => isRita && state !== 'closed' && { ...next, state: 'closed' },
  reject: ({ isRita, open, state, next, back }) =>
    isRita && (!open || state === 'waiting-on-requester') && { ...next, state: back, taught: false },
  rate: ({ isRita, open, next }) => isRita && !open && next,
  join: ({ open, isDesk, user, next }, { followers }) =>
    open && !isDesk && user !== 'rita' && !followers.includes(user) && { ...next, followers: [...followers, user] },
  classify: ({ isAgent, open, state, next }) =>
    isAgent && open && (state === 'new' ? { ...next, state: 'triaged' } : next),
  claim: ({ isAgent, state, mine }, { assignee }) =>
    isAgent && (state === 'new' || state === 'triaged') && assignee === null && { ...mine, state: 'assigned' },
  assign: ({ isAgent, open, state, next }, _model, command) => {
    if (!isAgent || !open || command.is !== 'assign' || !command.to) return null;
    return { ...next, assignee: command.to.user, state: state === 'waiting-on-requester' ? state : 'assigned' };
  },
  tell: ({ isAgent, next }) => isAgent && { ...next, responded: true },
  ask: ({ isAgent, open, mine }) => isAgent && open && { ...mine, state: 'waiting-on-requester' },
  resolve: ({ isAgent, open, mine }) => isAgent && open && { ...mine, state: 'resolved', taught: true },
  propose: ({ isAgent, open, next }, { taught }) => isAgent && !open && taught && next,
  duplicate: ({ isAgent, open, next }) => isAgent && open && { ...next, state: 'closed', responded: true },
  'hand-over': ({ isAgent, open, next }) => isAgent && open && { ...next, state: 'triaged', assignee: null },
  note: ({ isAgent, next }) => isAgent && next,
  reopen: ({ isAgent, open, next, back }) => isAgent && !open && { ...next, state: back, taught: false },
  remind: ({ isDesk, open, next }) => isDesk && open && next,
  expire: ({ isDesk, state, next }) =>
    isDesk && (state === 'waiting-on-requester' || state === 'resolved') && { ...next, state: 'closed' },
};

/** The model after a command; null: it is refused. */
function expected(model: Model, command: Command, actor: Actor): Model | null {
  return RULE[command.is]?.(look(model, actor), model, command) || null;
}

const text = fc.constantFrom('one', 'two words', 'three *marked* words');
const commands = fc.oneof<fc.Arbitrary<Command>[]>(
  fc.record({ is: fc.constant('comment' as const), text }),
  fc.constantFrom<Command>(
    { is: 'withdraw' },
    { is: 'confirm' },
    { is: 'claim' },
    { is: 'claim' },
    { is: 'join', place: place('D2') },
    { is: 'propose', renewed: false },
  ),
  fc.record({ is: fc.constantFrom('reject' as const, 'reopen' as const), text: fc.option(text, { nil: null }) }),
  fc.record({ is: fc.constant('rate' as const), stars: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ is: fc.constant('classify' as const), priority: fc.constantFrom('P1' as const, 'P4' as const) }),
  fc.record({ is: fc.constant('assign' as const), to: fc.constantFrom(person('anna'), person('bo')) }),
  fc.record({ is: fc.constantFrom('ask' as const, 'tell' as const, 'resolve' as const, 'note' as const), text }),
  fc.constant<Command>({ is: 'duplicate', of: ticketId(2) }),
  fc.constant<Command>({ is: 'hand-over', category: 'identity-data' }),
  fc.record({
    is: fc.constantFrom('remind' as const, 'expire' as const),
    timer: fc.constant('expire' as const),
    mark: fc.nat(9),
  }),
);
const actors = fc.constantFrom(RITA, RITA, ANNA, BO, JOE, DESK);
const steps = fc.array(fc.tuple(commands, actors, fc.integer({ min: 0, max: 30 * 60 })), {
  minLength: 1,
  maxLength: 30,
});

test('after any commands of anybody the ticket is what the plain model says, and every invariant holds', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      let now = MONDAY;
      const first = decide(null, opening(), RITA, now, RULES);
      if (isError(first)) throw new Error(first.message);
      let ticket = first.ticket;
      let model: Model = { state: 'new', assignee: null, followers: [], revision: 1, responded: false, taught: false };
      for (const [command, actor, minutes] of sequence) {
        now += minutes * MINUTE;
        const before = JSON.stringify(ticket);
        const outcome = decide(ticket, command, actor, now, RULES);
        const wanted = expected(model, command, actor);
        expect(JSON.stringify(ticket)).toBe(before);
        expect([command.is, isError(outcome)]).toEqual([command.is, wanted === null]);
        if (isError(outcome) || wanted === null) continue;
        expect(plain(outcome.ticket)).toEqual(wanted);
        expect(outcome.events).toHaveLength(1);
        expect(outcome.events[0]).toMatchObject({
          revision: wanted.revision,
          from: model.state,
          to: wanted.state,
          at: now,
        });
        invariants(ticket, outcome.ticket, now);
        ticket = outcome.ticket;
        model = wanted;
      }
    }),
    { numRuns: 3000 },
  );
}, 120_000);

function plain(ticket: Ticket): Model {
  return {
    state: ticket.state,
    assignee: ticket.assignee?.user ?? null,
    followers: ticket.followers.map((each) => each.person.user),
    revision: ticket.revision,
    responded: ticket.respondedAt !== null,
    taught: ticket.resolution !== null,
  };
}

function invariants(before: Ticket, ticket: Ticket, now: number): void {
  const runs = ['new', 'triaged', 'assigned'].includes(ticket.state);
  expect(ticket.clocks.resolution.since !== null).toBe(runs);
  expect(ticket.clocks.response.since !== null).toBe(runs && ticket.respondedAt === null);
  expect(ticket.closedBecause === null).toBe(ticket.state !== 'closed');
  if (ticket.duplicateOf !== null) expect(ticket.state).toBe('closed');
  if (ticket.state === 'assigned' || ticket.state === 'waiting-on-requester') expect(ticket.assignee).not.toBeNull();
  // Time only ever passes, and never more of it than went by.
  const spent = usedBy(ticket.clocks.resolution, now, RULES.calendar);
  expect(spent).toBeGreaterThanOrEqual(before.clocks.resolution.usedMs);
  expect(spent).toBeLessThanOrEqual(now - MONDAY);
  expect(new Set(ticket.followers.map(({ person: each }) => addressOf(each))).size).toBe(ticket.followers.length);
  expect(spent % MINUTE).toBe(0);
}
