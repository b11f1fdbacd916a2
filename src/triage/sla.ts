import { addDays, addWorking, type Calendar, workingBetween } from './calendar.ts';
import type { Rules } from './rules.ts';
import { CLOCKS, type Clock, type ClockName, type StoredTicket, type Timer } from './ticket.ts';

/** The share of a clock's budget after which somebody is reminded that it runs out. */
const SOON = 0.8;

export function newClock(budgetMs: number): Clock {
  return { budgetMs, usedMs: 0, since: null };
}

function running(clock: Clock, at: number): Clock {
  return clock.since === null ? { ...clock, since: at } : clock;
}

function halted(clock: Clock, at: number, calendar: Calendar): Clock {
  if (clock.since === null) return clock;
  return { ...clock, usedMs: clock.usedMs + workingBetween(clock.since, at, calendar), since: null };
}

type Timed = Pick<StoredTicket, 'state' | 'clocks' | 'priority' | 'respondedAt' | 'stateSince' | 'fired'>;

/**
 * Both clocks as they must stand in the ticket's state and priority: none runs while the desk waits on the requester or
 * after the end, and the first response is over once an agent has turned to the requester.
 */
export function wound(
  { state, clocks, priority, respondedAt }: Timed,
  at: number,
  rules: Rules,
): StoredTicket['clocks'] {
  const isOpen = state === 'new' || state === 'triaged' || state === 'assigned';
  const budgets = rules.sla[priority];
  const wind = (clock: Clock, runs: boolean, budgetMs: number) => ({
    ...(runs ? running(clock, at) : halted(clock, at, rules.calendar)),
    budgetMs,
  });
  return {
    response: wind(clocks.response, isOpen && respondedAt === null, budgets.responseMs),
    resolution: wind(clocks.resolution, isOpen, budgets.resolutionMs),
  };
}

/** When a running clock runs out, or ran out while it ran on; null: it does not run. */
export function dueAt({ budgetMs, usedMs, since }: Clock, calendar: Calendar): number | null {
  return since === null ? null : addWorking(since, budgetMs - usedMs, calendar);
}

/** Working milliseconds used until `at`. */
export function usedBy(clock: Clock, at: number, calendar: Calendar): number {
  return clock.usedMs + (clock.since === null ? 0 : workingBetween(clock.since, at, calendar));
}

/** The sooner end of the clocks that run; null: none runs. */
export function breachAt({ clocks }: Timed, { calendar }: Rules): number | null {
  return least(CLOCKS.map((name) => dueAt(clocks[name], calendar)));
}

/**
 * `mark` goes into `fired`: for clocks the budget, so that a clock that goes on after a pause does not remind again; else
 * since when the ticket stands so, whatever the settings say later of days and holidays.
 */
export interface Falling {
  timer: Timer;
  due: number;
  mark: number;
}

/** What falls due by itself and has not fired for that time yet, soonest first. */
export function timersOf(ticket: Timed, rules: Rules): Falling[] {
  const { calendar, stale } = rules;
  const days = (timer: Timer, count: number): Falling => {
    return { timer, due: addDays(ticket.stateSince, count, calendar), mark: ticket.stateSince };
  };
  const falling = CLOCKS.flatMap((name) => clockTimers(name, ticket.clocks[name], calendar));
  if (ticket.state === 'waiting-on-requester') {
    falling.push(days('stale', stale.remindDays), days('expire', stale.closeDays));
  }
  if (ticket.state === 'resolved') falling.push(days('settle', stale.settleDays));
  return falling.filter(({ timer, mark }) => ticket.fired[timer] !== mark).sort((one, other) => one.due - other.due);
}

function clockTimers(name: ClockName, clock: Clock, calendar: Calendar): Falling[] {
  const mark = clock.budgetMs;
  const ends: [Timer, number | null][] = [
    [`${name}-soon`, dueAt({ ...clock, budgetMs: Math.round(mark * SOON) }, calendar)],
    [`${name}-late`, dueAt(clock, calendar)],
  ];
  return ends.flatMap(([timer, due]) => (due === null ? [] : [{ timer, due, mark }]));
}

/** When the sweep must look at the ticket again; null: never. */
export function nextAt(ticket: Timed, rules: Rules): number | null {
  return least(timersOf(ticket, rules).map(({ due }) => due));
}

function least(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
