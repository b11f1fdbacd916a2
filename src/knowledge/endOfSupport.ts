import type { IsoDate } from '../brand.ts';
import type { Source } from '../source.ts';
import { compareVersions, type Version } from '../version.ts';
import type { Line, Release, Releases } from './releases.ts';
import type { CheckDetail } from './versionCheck.ts';
import { includes } from './versionRange.ts';

export interface EndOfSupport {
  /** The first day without support. */
  retiresOn: IsoDate;
  basis: NonNullable<CheckDetail['basis']>;
  line: Line | null;
  /** Of the rule that gave the date; none where the release itself states it. */
  sources: readonly Source[];
}

/**
 * When support of a build ends or ended: its own date, else its line's, else the one that the supersession rule gives.
 * A line decides for unlisted builds too. null: no end known, or the build was recalled or never released.
 */
export function endOfSupport(releases: Releases, version: Version, release: Release | null): EndOfSupport | null {
  if (release && release.state !== 'released') return null;
  if (release?.retiresOn && release.basis) {
    return { retiresOn: release.retiresOn, basis: release.basis, line: null, sources: [] };
  }
  const line = releases.lines.find(({ range }) => includes(range, version));
  if (line) return { retiresOn: line.retiresOn, basis: 'line', line, sources: line.sources };
  return release ? superseded(releases, release) : null;
}

function superseded(releases: Releases, release: Release): EndOfSupport | null {
  const rule = releases.supersession;
  const successor = successorDay(releases, release);
  if (!rule || successor === null || !includes(rule.range, release.version)) return null;
  const end = addMonths(successor, rule.months);
  return { retiresOn: end > rule.since ? end : rule.since, basis: 'derived', line: null, sources: rule.sources };
}

/** The first day on which a build with a higher number came out; late builds of an older line do not count. */
function successorDay(releases: Releases, release: Release): IsoDate | null {
  let first: IsoDate | null = null;
  for (const { version, released, state } of releases.releases) {
    if (state !== 'released' || !isDay(released) || compareVersions(version, release.version) <= 0) continue;
    if (release.released !== null && released < release.released) continue;
    if (first === null || released < first) first = released;
  }
  return first;
}

function isDay(date: IsoDate | null): date is IsoDate {
  return date?.length === 10;
}

/** The same day `months` later; the last day of the month where that month is too short. */
export function addMonths(day: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate()));
  return lastOfMonth.toISOString().slice(0, 10) as IsoDate;
}
