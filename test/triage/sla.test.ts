import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, addWorking, type Calendar, daysSince, workingBetween } from '../../src/triage/calendar.ts';

const MINUTE = 60_000;
const OFFICE = [[9 * 60, 17 * 60]] as const;
const WEEK = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, OFFICE]));

function calendar(timeZone: string, hours: Calendar['hours'] = WEEK, holidays: string[] = []): Calendar {
  return { timeZone, hours, holidays: new Set(holidays) };
}

/** The slow and plain way: every minute by itself is working time or is not. */
function minuteByMinute(from: number, to: number, { timeZone, hours, holidays }: Calendar): number {
  let minutes = 0;
  for (let at = from; at < to; at += MINUTE) {
    const local = DateTime.fromMillis(at, { zone: timeZone });
    const minute = local.hour * 60 + local.minute;
    const works = (hours[local.weekday] ?? []).some(([begin, end]) => minute >= begin && minute < end);
    if (works && !holidays.has(local.toFormat('yyyy-MM-dd'))) minutes += 1;
  }
  return minutes * MINUTE;
}

const at = (iso: string, zone = 'utc') => DateTime.fromISO(iso, { zone }).toMillis();

describe('working time', () => {
  const berlin = calendar('Europe/Berlin', WEEK, ['2026-12-25', '2027-01-01']);

  test.each([
    ['within a day', '2026-11-23T10:00', '2026-11-23T12:30', 2.5],
    ['over a night', '2026-11-23T16:00', '2026-11-24T10:00', 2],
    ['over a weekend', '2026-11-27T16:30', '2026-11-30T09:15', 0.75],
    ['over a holiday', '2026-12-24T16:00', '2026-12-28T10:00', 2],
    ['before the day begins', '2026-11-23T03:00', '2026-11-23T09:30', 0.5],
    ['nothing on a Sunday', '2026-11-29T09:00', '2026-11-29T17:00', 0],
    ['backwards', '2026-11-23T12:00', '2026-11-23T10:00', 0],
  ])('%s', (_name, from, to, hours) => {
    const zone = 'Europe/Berlin';
    expect(workingBetween(at(from, zone), at(to, zone), berlin)).toBe(hours * 60 * MINUTE);
  });

  test.each([
    ['clocks go forward: the Monday after begins at 9:00 by the wall clock', '2026-03-27T16:00', 2, '2026-03-30T10:00'],
    ['clocks go back: likewise', '2026-10-23T16:00', 2, '2026-10-26T10:00'],
    ['ends exactly when the day ends', '2026-11-23T09:00', 8, '2026-11-23T17:00'],
    ['goes on after the holiday', '2026-12-24T16:00', 2, '2026-12-28T10:00'],
  ])('%s', (_name, from, hours, end) => {
    const zone = 'Europe/Berlin';
    expect(addWorking(at(from, zone), hours * 60 * MINUTE, berlin)).toBe(at(end, zone));
  });

  test('round the clock, the day when clocks change has 23 or 25 hours', () => {
    const always = calendar(
      'Europe/Berlin',
      Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [[0, 1440]]])),
    );
    const hoursOf = (day: string, next: string) =>
      workingBetween(at(day, 'Europe/Berlin'), at(next, 'Europe/Berlin'), always) / (60 * MINUTE);
    expect(hoursOf('2026-03-29', '2026-03-30')).toBe(23);
    expect(hoursOf('2026-10-25', '2026-10-26')).toBe(25);
    expect(hoursOf('2026-11-25', '2026-11-26')).toBe(24);
  });

  test('where nobody ever works a clock has no end', () => {
    expect(addWorking(at('2026-11-23T10:00'), 1, calendar('UTC', {}))).toBeNull();
    expect(addWorking(at('2026-11-23T10:00'), 0, calendar('UTC', {}))).toBe(at('2026-11-23T10:00'));
  });
});

describe('beside the minute-by-minute count', () => {
  // Hours that neither begin nor end while clocks jump; where they do, the calendar's own comment says what holds.
  const spans = fc.constantFrom<Calendar['hours'][number]>(
    [],
    [[540, 1020]],
    [[0, 1440]],
    [
      [480, 720],
      [780, 1080],
    ],
    [
      [0, 360],
      [1320, 1440],
    ],
  );
  const hours = fc
    .tuple(...[1, 2, 3, 4, 5, 6, 7].map(() => spans))
    .map((days) => Object.fromEntries(days.map((each, i) => [i + 1, each])));
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Auckland',
  );
  // Around the days when clocks change there, and around a year's end.
  const begin = fc
    .tuple(
      fc.constantFrom(
        '2026-03-06',
        '2026-03-27',
        '2026-04-03',
        '2026-09-25',
        '2026-10-02',
        '2026-10-23',
        '2026-10-30',
        '2026-12-23',
      ),
      fc.integer({ min: 0, max: 5 * 1440 }),
    )
    .map(([day, minutes]) => at(day) + minutes * MINUTE);
  const holidays = fc.subarray([
    '2026-03-09',
    '2026-03-29',
    '2026-04-05',
    '2026-10-25',
    '2026-11-01',
    '2026-12-25',
    '2027-01-01',
  ]);

  test('counts the same, and ends where that many have passed', () => {
    fc.assert(
      fc.property(
        zone,
        hours,
        holidays,
        begin,
        fc.integer({ min: 0, max: 6 * 1440 }),
        (timeZone, week, free, from, length) => {
          const given = calendar(timeZone, week, free);
          const to = from + length * MINUTE;
          const worked = minuteByMinute(from, to, given);
          expect(workingBetween(from, to, given)).toBe(worked);
          const end = addWorking(from, worked, given);
          expect(end).not.toBeNull();
          expect(end ?? 0).toBeLessThanOrEqual(Math.max(from, to));
          expect(workingBetween(from, end ?? 0, given)).toBe(worked);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('days are days of the calendar, at the same time by the wall clock', () => {
  const berlin = calendar('Europe/Berlin');
  expect(addDays(at('2026-03-27T12:00', 'Europe/Berlin'), 3, berlin)).toBe(at('2026-03-30T12:00', 'Europe/Berlin'));
  expect(daysSince('2026-10-20', at('2026-10-27T00:30', 'Europe/Berlin'), berlin)).toBe(7);
  expect(daysSince('2026-10-20', at('2026-10-19T23:30', 'Europe/Berlin'), berlin)).toBe(-1);
});
