import { escapeMarkdown } from '../markdown.ts';
import { addDays, dayName, isWorkingDay, localTime, timeOfDay, workingDayBefore } from './calendar.ts';
import { LIMITS } from './limits.ts';
import type { Figures, TicketStore } from './port.ts';
import type { Rules } from './rules.ts';
import { numberOf, type Outgoing, type Ticket } from './ticket.ts';

export interface DigestDeps {
  store: Pick<TicketStore, 'commandResult' | 'figures' | 'ticket' | 'ticketEvents' | 'saveTickets'>;
  rules: Rules;
}

/**
 * Tells each channel once a working day how its tickets stand, from the time in the settings until midnight: a desk that
 * was down at that time makes up for it. Resolves to how many channels were told.
 */
export type Digest = (now: number) => Promise<number>;

export function createDigest({ store, rules }: DigestDeps): Digest {
  const { calendar, digestAt } = rules;
  /** The last day that is done, so that the store is asked of each day once more only after a restart. */
  let done: string | null = null;

  async function tell(now: number): Promise<number> {
    if (digestAt === null || !isWorkingDay(now, calendar) || now < timeOfDay(now, digestAt, calendar)) return 0;
    const day = localTime(now, calendar).slice(0, 10);
    if (day === done) return 0;
    const left: string[] = [];
    for (const channel of channelsOf(rules)) {
      if ((await store.commandResult(idOf(day, channel))) === null) left.push(channel);
    }
    const told = left.length === 0 ? 0 : await tellAll(left, day, now);
    done = day;
    return told;
  }

  async function tellAll(channels: readonly string[], day: string, now: number): Promise<number> {
    const since = sinceOf(now);
    const figures = await store.figures({ now, soon: now + LIMITS.soonMs, since, limit: LIMITS.digest });
    const until = timeOfDay(addDays(now, 1, calendar), 0, calendar);
    let told = 0;
    for (const target of channels) {
      const text = await textFor(target, figures, since, now);
      const outgoing: Outgoing[] =
        text === null ? [] : [{ kind: 'digest', target, body: JSON.stringify({ text, until }) }];
      // Also where there is nothing to tell: what comes later that day is no digest. Another replica may have been first.
      const command = { id: idOf(day, target), result: '' };
      const saved = await store.saveTickets({ command, changes: [], outgoing, at: now });
      if (saved === 'saved') told += outgoing.length;
    }
    return told;
  }

  /** Null: there is nothing to tell. */
  async function textFor(channel: string, figures: Figures, since: number, now: number): Promise<string | null> {
    const isShown = ({ category }: { category: string }) => rules.channelsFor(category).includes(channel);
    const own = figures.open.filter(isShown);
    const lines = linesOf({
      own,
      opened: sum(figures.opened.filter(isShown).map(({ count }) => count)),
      solved: await solvedOf(figures.ended.filter(isShown), since),
      oldest: await oldestOf(own),
      since: dayName(since, calendar),
      at: (time) => dayName(time, calendar),
    });
    if (lines.length === 0) return null;
    const all = counted(sum(own.map(({ open }) => open)), 'open ticket');
    return `**${all} on ${dayName(now, calendar)}**\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
  }

  /** The same time of the working day before. */
  function sinceOf(now: number): number {
    const before = workingDayBefore(now, calendar) ?? addDays(now, -1, calendar);
    return timeOfDay(before, digestAt ?? 0, calendar);
  }

  /** A ticket that was resolved earlier and has only been closed since was told of before. */
  async function solvedOf(ended: readonly Ticket[], since: number): Promise<number> {
    let count = 0;
    for (const { id, state, closedBecause } of ended) {
      if (state === 'resolved') count += 1;
      if (closedBecause !== 'solved' && closedBecause !== 'silence') continue;
      const events = await store.ticketEvents(id);
      if (events.some(({ what, from, at }) => at >= since && isSolving(what, from))) count += 1;
    }
    return count;
  }

  async function oldestOf(own: Figures['open']): Promise<Ticket | null> {
    const ids = own.flatMap(({ oldestUnassigned }) => (oldestUnassigned === null ? [] : [oldestUnassigned]));
    const [first] = ids.sort((one, other) => numberOf(one) - numberOf(other));
    return first === undefined ? null : store.ticket(first);
  }

  return tell;
}

/** Resolved by an agent, or found solved by the requester while somebody still worked on it. */
function isSolving(what: string, from: string | null): boolean {
  return what === 'resolve' || (what === 'confirm' && from !== 'resolved');
}

function channelsOf({ categories, channelsFor }: Rules): Set<string> {
  return new Set([...categories.keys()].flatMap((category) => channelsFor(category)));
}

function idOf(day: string, channel: string): string {
  return `digest#${day}#${channel}`;
}

interface Told {
  own: Figures['open'];
  opened: number;
  solved: number;
  oldest: Ticket | null;
  since: string;
  at(time: number): string;
}

/** What is nought is left out. */
function linesOf({ own, opened, solved, oldest, since, at }: Told): string[] {
  const all = (of: (each: Figures['open'][number]) => number) => sum(own.map(of));
  const late = all((each) => each.late);
  const soon = all((each) => each.soon);
  const unassigned = all((each) => each.unassigned);
  const waiting = all((each) => each.waiting);
  const about = oldest && `**${oldest.id}** (${escapeMarkdown(oldest.summary)}), since ${at(oldest.createdAt)}`;
  const lines: [count: number, one: string, several: string][] = [
    [late, '**1 is late**', `**${late} are late**`],
    [soon, '1 runs out of time within four hours', `${soon} run out of time within four hours`],
    [unassigned, `nobody has ${about}`, `nobody has ${unassigned} of them; the oldest is ${about}`],
    [waiting, '1 waits on the requester', `${waiting} wait on the requester`],
    [opened, `1 was opened since ${since}`, `${opened} were opened since ${since}`],
    [solved, `1 was resolved since ${since}`, `${solved} were resolved since ${since}`],
  ];
  return lines.flatMap(([count, one, several]) => (count === 0 ? [] : [count === 1 ? one : several]));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
