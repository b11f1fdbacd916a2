import { DateTime } from 'luxon';

/** When people work: everything that an SLA clock counts. */
export interface Calendar {
  /** An IANA name, such as Europe/Berlin. */
  timeZone: string;
  /** By weekday, 1 (Monday) to 7 (Sunday): spans of minutes since midnight by the wall clock, apart and in order; 1440 is the day's end. */
  hours: Readonly<Record<number, readonly (readonly [from: number, to: number])[]>>;
  /** `YYYY-MM-DD` in the time zone. */
  holidays: ReadonlySet<string>;
}

/** Far enough for any budget; a calendar in which nobody works for ten years never ends a clock. */
const DAYS = 3660;
const DAY_END = 1440;

interface Span {
  from: number;
  to: number;
}

/** The working spans of the local day that `day` lies in, in milliseconds since 1970. */
function spansOf(day: DateTime, { hours, holidays }: Calendar): Span[] {
  if (holidays.has(day.toFormat('yyyy-MM-dd'))) return [];
  return (hours[day.weekday] ?? [])
    .map(([from, to]) => ({ from: wallClock(day, from), to: wallClock(day, to) }))
    .filter(({ from, to }) => from < to);
}

/**
 * A time of day by the wall clock: 9:00 is 9:00 on the days when clocks change, too. A time that a change leaves out is
 * as much later as the clocks jump; of a time that comes twice it is the first.
 */
function wallClock(day: DateTime, minutes: number): number {
  if (minutes === DAY_END) return day.plus({ days: 1 }).startOf('day').toMillis();
  return day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 }).toMillis();
}

function dayOf(at: number, { timeZone }: Calendar): DateTime {
  return DateTime.fromMillis(at, { zone: timeZone }).startOf('day');
}

/** Working milliseconds between two moments; 0 where `to` is not after `from`. */
export function workingBetween(from: number, to: number, calendar: Calendar): number {
  let total = 0;
  for (let day = dayOf(from, calendar); day.toMillis() < to; day = day.plus({ days: 1 }).startOf('day')) {
    for (const span of spansOf(day, calendar)) {
      total += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
    }
  }
  return total;
}

/** The first moment by which so many working milliseconds have passed since `from`; null: not within ten years. */
export function addWorking(from: number, ms: number, calendar: Calendar): number | null {
  if (ms <= 0) return from;
  let left = ms;
  let day = dayOf(from, calendar);
  for (let count = 0; count < DAYS; count++) {
    for (const span of spansOf(day, calendar)) {
      const begin = Math.max(span.from, from);
      const room = Math.max(0, span.to - begin);
      if (left <= room) return begin + left;
      left -= room;
    }
    day = day.plus({ days: 1 }).startOf('day');
  }
  return null;
}

/** Calendar days later, at the same time of day by the wall clock; of a part of a day whole milliseconds, as times are kept. */
export function addDays(from: number, days: number, { timeZone }: Calendar): number {
  return Math.round(DateTime.fromMillis(from, { zone: timeZone }).plus({ days }).toMillis());
}

/** Somebody works on the local day that the moment lies in. */
export function isWorkingDay(at: number, calendar: Calendar): boolean {
  return spansOf(dayOf(at, calendar), calendar).length > 0;
}

/** A time of the local day that the moment lies in, given as minutes since midnight by the wall clock, below 1440. */
export function timeOfDay(at: number, minutes: number, calendar: Calendar): number {
  return wallClock(dayOf(at, calendar), minutes);
}

/** The beginning of the last working day before the moment's own day; null: there was none for ten years. */
export function workingDayBefore(at: number, calendar: Calendar): number | null {
  let day = dayOf(at, calendar);
  for (let count = 0; count < DAYS; count++) {
    day = day.minus({ days: 1 }).startOf('day');
    if (spansOf(day, calendar).length > 0) return day.toMillis();
  }
  return null;
}

/** `Friday 27 November` in the calendar's time zone. */
export function dayName(at: number, { timeZone }: Pick<Calendar, 'timeZone'>): string {
  return DateTime.fromMillis(at, { zone: timeZone, locale: 'en-GB' }).toFormat('cccc d LLLL');
}

/** `2026-11-27 14:30` in the calendar's time zone. */
export function localTime(at: number, { timeZone }: Pick<Calendar, 'timeZone'>): string {
  return DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
}

/** How many days after `start` (`YYYY-MM-DD`, local) the moment lies; negative before it. */
export function daysSince(start: string, at: number, calendar: Calendar): number {
  const first = DateTime.fromISO(start, { zone: calendar.timeZone }).startOf('day');
  return Math.round(dayOf(at, calendar).diff(first, 'days').days);
}
