import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IsoDate } from '../../src/brand.ts';
import { checkVersion } from '../../src/knowledge/checkVersion.ts';
import { addMonths } from '../../src/knowledge/endOfSupport.ts';
import type { Releases } from '../../src/knowledge/releases.ts';
import { compareVersions } from '../../src/version.ts';
import { mustRead, releases, v } from './releasesFile.ts';

const today = '2026-11-22' as IsoDate;
const day = (text: string) => text as IsoDate;
const check = (version: string, on: string = today) => checkVersion(releases, v(version), day(on));
const dayBefore = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

describe('status', () => {
  const listed = releases.releases.map((each) => [each.version, each] as const);

  test.each(listed)('%s changes on the days that the list names and on no other', (version, release) => {
    if (release.state !== 'released') {
      for (const on of ['2000-01-01', '2026-06-15', today, '2100-01-01']) {
        expect(check(version, on).status).toBe(release.state);
      }
      return;
    }
    const { released, retiresOn } = check(version);
    if (released !== null) {
      const first = released.padEnd(10, '-01');
      expect(check(version, dayBefore(first)).status).toBe('unknown');
      expect(check(version, first).status).toBe('supported');
    }
    if (retiresOn === null) {
      expect(version).toBe('2.6.92.0');
      expect(check(version, '2100-01-01').status).toBe('supported');
      return;
    }
    expect(check(version, dayBefore(retiresOn)).status).toBe('supported');
    expect(check(version, retiresOn).status).toBe('retired');
    expect(check(version, '2100-01-01').status).toBe('retired');
  });

  test('six builds are supported on 2026-11-22, and fewer as time passes', () => {
    const supported = (on: string) =>
      releases.releases
        .filter(({ version }) => check(version, on).status === 'supported')
        .map(({ version }) => version);
    expect(supported(today)).toEqual(['2.6.92.0', '2.6.91.0', '2.6.84.0', '2.6.3.0', '2.6.1.0', '2.5.190.0']);
    expect(supported('2027-02-02')).toEqual(['2.6.92.0', '2.6.91.0', '2.6.84.0', '2.6.3.0', '2.6.1.0']);
    expect(supported('2027-09-23')).toEqual(['2.6.92.0']);
  });

  test.each([
    ['2.5.79.0', 'published'],
    ['2.1.20.0', 'prose'],
    ['2.6.91.0', 'derived'],
    ['1.1.654.0', 'line'],
    ['1.1.700.0', 'line'],
    ['2.6.92.0', null],
    ['2.6.79.0', null],
    ['1.1.558.0', null],
  ])('the end of %s is known from: %s', (version, basis) => {
    expect(check(version).detail.basis).toBe(basis);
  });
});

describe('unlisted builds', () => {
  test.each([
    ['2.4.19.0', 'between', 'unknown', ['2.4.18.0', '2.4.21.0']],
    ['2.6.80.0', 'between', 'unknown', ['2.6.79.0', '2.6.84.0']],
    ['1.9.0.0', 'between', 'retired', ['1.6.16.0', '2.0.3.0']],
    ['1.1.558.1', 'between', 'retired', ['1.1.557.0', '1.1.561.0']],
    ['1.0.0.0', 'older', 'retired', ['1.0.419.911']],
    ['0.9.0.0', 'older', 'unknown', ['1.0.419.911']],
    ['2.6.92.1', 'newer', 'unknown', ['2.6.92.0']],
    ['999.1.1.1', 'newer', 'unknown', ['2.6.92.0']],
  ])('%s is %s and %s', (version, placement, status, nearest) => {
    const result = check(version);
    expect(result).toMatchObject({ listed: false, released: null, status, nearest, recalled: false });
    expect(result.detail.placement).toBe(placement);
  });

  test('are not called supported before their line ended', () => {
    expect(check('1.1.700.0', '2022-08-30').status).toBe('unknown');
    expect(check('1.1.700.0', '2022-08-31').status).toBe('retired');
  });

  test('lie between their neighbours, whatever the number', () => {
    const part = fc.oneof(fc.nat(3), fc.nat(1200));
    fc.assert(
      fc.property(fc.tuple(part, part, part, fc.nat(3)), (parts) => {
        const version = v(parts.join('.'));
        const { listed, nearest, status, upgradeTo, deadlines } = checkVersion(releases, version, today);
        const real = releases.releases.filter(({ state }) => state !== 'never-released').map((each) => each.version);
        const older = real
          .filter((each) => compareVersions(each, version) < 0)
          .sort(compareVersions)
          .at(-1);
        const newer = real
          .filter((each) => compareVersions(each, version) > 0)
          .sort(compareVersions)
          .at(0);
        if (listed) expect(nearest).toEqual([]);
        else expect(nearest).toEqual([older, newer].filter((each) => each !== undefined));
        if (!listed) expect(status).toBe(parts[0] === 1 ? 'retired' : 'unknown');
        expect(upgradeTo).toBe(compareVersions(version, v('2.6.92')) < 0 ? '2.6.92.0' : null);
        expect(deadlines[0]?.met).toBe(compareVersions(version, v('2.5.79')) >= 0);
        expect(deadlines[1]?.met).toBe(compareVersions(version, v('2.6.84')) >= 0 ? null : false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what follows', () => {
  test('a deadline lists all that it demands', () => {
    expect(check('2.5.79.0').deadlines).toEqual([
      { date: '2026-09-30', minimum: '2.5.79.0', requires: ['build 2.5.79.0 or later'], met: true },
      {
        date: '2027-04-07',
        minimum: '2.6.84.0',
        requires: ['build 2.6.84.0 or later', 'application-based authentication configured'],
        met: false,
      },
    ]);
    expect(check('2.5.78.65535').deadlines[0]?.met).toBe(false);
    expect(check('2.6.83.65535').deadlines[1]?.met).toBe(false);
    expect(check('2.6.84.0').deadlines[1]?.met).toBeNull();
  });

  test('the way up is the newest build that is supported on that day', () => {
    expect(check('1.1.654.0', '2026-09-15').upgradeTo).toBe('2.6.84.0');
    expect(check('1.1.654.0', '2026-06-30').upgradeTo).toBe('2.6.3.0');
    expect(check('2.6.3.0', '2026-06-30').upgradeTo).toBeNull();
    expect(check('1.1.380.0', '2018-03-21').upgradeTo).toBe('1.1.654.0');
    expect(check('1.1.380.0', '2010-01-01').upgradeTo).toBeNull();
  });

  test.each([
    ['1.1.749.0', '1.1.750.0', 'auto-upgrade fix'],
    ['2.3.19.0', '2.3.20.0', 'Auto upgrade no longer works'],
    ['2.4.17.0', '2.4.18.0', 'AD FS'],
    ['1.2.64.0', '1.2.65.0', 'TLS 1.2'],
    ['2.5.190.0', '2.6.1.0', 'Synchronization Service Manager'],
    ['2.6.83.0', '2.6.84.0', 'Health agents'],
  ])('%s misses what %s has: %s', (older, newer, words) => {
    expect(check(older).detail.misses.join(' ')).toContain(words);
    expect(check(newer).detail.misses.join(' ')).not.toContain(words);
  });

  test('every source is named once, the deciding one first', () => {
    const titles = check('1.1.654.0').sources.map(({ title }) => title);
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles.slice(0, 2)).toEqual([
      'Version release history (as saved on 2026-09-23)',
      'Version release history, archive',
    ]);
    expect(check('2.6.92.0').sources[0]?.title).toMatch(/second-hand/);
  });

  test('the JSON form has exactly its fields', () => {
    const { detail, ...json } = check('2.5.79.0');
    expect(Object.keys(json).join(' ')).toBe(
      'version listed released status retiresOn asOf recalled deadlines upgradeTo nearest sources',
    );
    expect(detail.today).toBe(today);
  });

  test('months end where the calendar ends them', () => {
    expect(addMonths(day('2024-02-29'), 12)).toBe('2025-02-28');
    expect(addMonths(day('2026-09-23'), 12)).toBe('2027-09-23');
    expect(addMonths(day('2025-08-31'), 6)).toBe('2026-02-28');
    expect(addMonths(day('2025-12-31'), 1)).toBe('2026-01-31');
  });
});

describe('a list with a supersession rule', () => {
  const row = (version: string, released?: string) => ({ version, released, sources: ['page'] });
  const list = (...rows: unknown[]) =>
    mustRead({
      asOf: '2026-11-22',
      sources: { page: { title: 'Page' } },
      policy: { supersession: { range: '>= 2.0.0', months: 12, since: '2023-03-15', sources: ['page'] } },
      releases: rows,
    });
  const endOf = (of: Releases, version: string) => checkVersion(of, v(version), today).retiresOn;

  test('dates every superseded build, so that a forgotten end date does not keep it supported', () => {
    const of = list(row('2.2.0', '2025-05-01'), row('2.1.0', '2022-06-01'), row('2.0.0', '2021-01-01'), row('1.0.0'));
    expect(['2.2.0', '2.1.0', '2.0.0', '1.0.0'].map((version) => endOf(of, version))).toEqual([
      null,
      '2026-05-01',
      '2023-06-01',
      null,
    ]);
  });

  test('begins at its first day, and passes over builds that replaced nothing', () => {
    expect(endOf(list(row('2.1.0', '2021-06-01'), row('2.0.0', '2021-01-01')), '2.0.0')).toBe('2023-03-15');
    const recalled = { ...row('2.2.0', '2024-01-01'), state: 'recalled' };
    expect(endOf(list(recalled, row('2.1.0', '2023-06-01')), '2.1.0')).toBeNull();
    expect(endOf(list(row('2.2.0', '2024-01'), row('2.1.0', '2023-06-01')), '2.1.0')).toBeNull();
    const late = list(row('2.3.0', '2025-01-01'), row('2.2.0', '2024-01-01'), row('2.1.9', '2024-06-01'));
    expect(endOf(late, '2.1.9')).toBe('2026-01-01');
  });
});
