import { describe, expect, test } from '@jest/globals';
import type { IsoDate } from '../../src/brand.ts';
import { checkVersion } from '../../src/knowledge/checkVersion.ts';
import { describeCheck, retirementNote } from '../../src/knowledge/describeCheck.ts';
import { releases, v } from './releasesFile.ts';

const today = '2026-11-22' as IsoDate;
const day = (text: string) => text as IsoDate;
const check = (version: string, on: string = today) => checkVersion(releases, v(version), day(on));

describe('describeCheck', () => {
  test.each([
    ['2.5.79.0', today, '**2.5.79.0 is retired**, since 2026-10-23 (as of 2026-11-22). Released 2025-09-01'],
    ['2.5.190.0', today, '**2.5.190.0 is supported** as of 2026-11-22, until 2027-02-02. Released 2025-11-19.'],
    ['2.6.92.0', today, '**2.6.92.0 is supported** as of 2026-11-22; no end is announced.'],
    ['2.6.92.0', '2027-03-01', '**2.6.92.0 is supported** on 2027-03-01, by the release list of 2026-11-22; no end'],
    ['2.6.91.0', today, 'until 2027-09-23 (a date derived from the support policy, not published).'],
    ['2.6.79.0', today, '**2.6.79.0 was recalled** (as of 2026-11-22). Its installer was faulty. Uninstall it and'],
    ['1.1.558.0', today, '**1.1.558.0 was never released** (as of 2026-11-22). Its changes came with 1.1.561.0.'],
    ['1.1.654.0', today, '**1.1.654.0 is retired**, since 2022-08-31 like the whole 1.x line (as of 2026-11-22).'],
    ['1.1.749.0', today, 'Its release date is not known (selected customers only).'],
    ['1.1.700.0', today, '1.1.700.0 is not a listed build, but newer than 1.1.654.0 and older than 1.1.749.0.'],
    ['2.4.19.0', today, '**2.4.19.0 is not a listed build** (as of 2026-11-22), so nothing is known of its support.'],
    ['2.7.0.0', today, 'newer than 2.6.92.0, the newest listed one: the list may be behind, or the number mistyped.'],
    ['2.6.92.0', '2026-09-22', '**2.6.92.0 is not out yet** on 2026-09-22: the release list of 2026-11-22 dates it'],
    ['2.5.79.0', today, '- Upgrade to **2.6.92.0**, the newest supported build.'],
    ['2.5.76.0', today, '**Too old:** since 2026-09-30 it takes build 2.5.79.0 or later; otherwise all'],
    ['2.5.76.0', today, 'Whether Microsoft really enforced it that day was not found.'],
    ['2.6.84.0', today, '- By 2027-04-07 it takes build 2.6.84.0 or later and application-based authentication'],
    ['2.6.84.0', '2027-04-07', '- Since 2027-04-07 it takes build 2.6.84.0 or later and application-based'],
    ['2.6.91.0', today, '- Known issue: Enabling pass-through authentication'],
  ])('%s on %s: %s', (version, on, words) => {
    expect(describeCheck(check(version, on))).toContain(words);
  });

  test('begins with the verdict and never speaks of nothing', () => {
    for (const { version } of releases.releases) {
      const text = describeCheck(check(version));
      expect(text.startsWith(`**${version} `)).toBe(true);
      expect(text).not.toMatch(/null|undefined|\.\.|: *$/m);
    }
  });
});

describe('retirementNote', () => {
  const note = (version: string, on: string = today) => retirementNote(releases, v(version), day(on));

  test.each([
    ['2.6.92.0', today],
    ['2.5.190.0', '2027-02-01'],
    ['2.5.79.0', '2026-10-22'],
    ['2.7.0.0', today],
  ])('has nothing to say about %s on %s', (version, on) => {
    expect(note(version, on)).toBeNull();
  });

  test.each([
    ['2.5.79.0', today, today, '2.5.79.0 has been retired since 2026-10-23. The newest supported build is 2.6.92.0.'],
    ['2.5.190.0', '2027-02-02', '2027-02-02', '2.5.190.0 has been retired since 2027-02-02.'],
    ['1.1.880.0', today, today, 'retired since 2022-08-31 and is below 2.5.79.0, required since 2026-09-30.'],
    ['2.4.19.0', today, today, '2.4.19.0 is below 2.5.79.0, required since 2026-09-30.'],
    ['2.6.3.0', '2027-04-07', '2027-04-07', '2.6.3.0 is below 2.6.84.0, required since 2027-04-07.'],
    ['2.6.79.0', today, today, '2.6.79.0 was recalled. Its installer was faulty. Uninstall it and install the current'],
    ['1.1.558.0', today, today, '1.1.558.0 was never released. Its changes came with 1.1.561.0.'],
  ])('%s on %s, dated %s: %s', (version, on, date, words) => {
    expect(note(version, on)).toMatchObject({ date, place: 'lead', text: expect.stringContaining(words) });
  });
});
