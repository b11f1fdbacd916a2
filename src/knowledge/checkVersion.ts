import type { IsoDate } from '../brand.ts';
import type { Source } from '../source.ts';
import { compareVersions, type Version } from '../version.ts';
import { type EndOfSupport, endOfSupport } from './endOfSupport.ts';
import type { DeadlineRule, Release, Releases } from './releases.ts';
import type { CheckDetail, Deadline, DetailedCheck, VersionCheck } from './versionCheck.ts';
import { includes } from './versionRange.ts';

/**
 * What the release list says about one build on the day `today`.
 *
 * A build is supported up to the day before `retiresOn`, and retired on that day and after it. Recalled and never
 * released win over every date. Unknown is: an unlisted build that no line decides, and a listed one that is dated
 * after `today` (a clock that runs behind must not call it supported).
 */
export function checkVersion(releases: Releases, version: Version, today: IsoDate): DetailedCheck {
  const release = releases.releases.find((each) => each.version === version) ?? null;
  const end = endOfSupport(releases, version, release);
  const newest = newestSupported(releases, today);
  const { older, newer } = release ? { older: null, newer: null } : neighbours(releases, version);
  // A build that never came out runs nowhere, so that it lacks nothing.
  const thresholds =
    release?.state === 'never-released' ? [] : releases.thresholds.filter(({ lacking }) => includes(lacking, version));
  return {
    version,
    listed: release !== null,
    released: release?.released ?? null,
    status: statusOf(release, end, today),
    retiresOn: end?.retiresOn ?? null,
    asOf: releases.asOf,
    recalled: release?.state === 'recalled',
    deadlines: releases.deadlines.map((rule) => checkDeadline(rule, version)),
    upgradeTo: newest !== null && compareVersions(version, newest) < 0 ? newest : null,
    nearest: [older, newer].filter((each) => each !== null),
    sources: eachOnce([...(end ? [end] : []), ...(release ? [release] : []), ...releases.deadlines, ...thresholds]),
    detail: {
      today,
      placement: release ? 'listed' : placement(older, newer),
      basis: end?.basis ?? null,
      line: end?.line ? { name: end.line.name, note: end.line.note } : null,
      advice: release?.advice ?? null,
      autoUpgrade: release?.autoUpgrade ?? null,
      offered: release?.offered ?? null,
      issues: release?.issues ?? [],
      notes: release?.notes ?? [],
      misses: thresholds.map(({ text }) => text),
      deadlines: releases.deadlines.map(({ date, also, otherwise, remark }) => ({
        passed: date <= today,
        also,
        otherwise,
        remark,
      })),
    },
  };
}

function statusOf(release: Release | null, end: EndOfSupport | null, today: IsoDate): VersionCheck['status'] {
  if (release && release.state !== 'released') return release.state;
  if (end && end.retiresOn <= today) return 'retired';
  // A month compares as smaller than its days: '2016-02' counts as released from 2016-02-01 on.
  const isOut = release !== null && (release.released === null || release.released <= today);
  return isOut ? 'supported' : 'unknown';
}

/** Builds without a release date went to few; nobody is sent to them. */
function newestSupported(releases: Releases, today: IsoDate): Version | null {
  const newest = releases.releases.find(
    (release) =>
      release.released !== null &&
      statusOf(release, endOfSupport(releases, release.version, release), today) === 'supported',
  );
  return newest?.version ?? null;
}

function checkDeadline(rule: DeadlineRule, version: Version): Deadline {
  const enough = compareVersions(version, rule.minimum) >= 0;
  return {
    date: rule.date,
    minimum: rule.minimum,
    requires: [`build ${rule.minimum} or later`, ...rule.also],
    met: enough && rule.also.length > 0 ? null : enough,
  };
}

/** The listed builds next to an unlisted one; those that never came out are no landmarks. */
function neighbours(releases: Releases, version: Version): { older: Version | null; newer: Version | null } {
  const builds = releases.releases.filter(({ state }) => state !== 'never-released').map((each) => each.version);
  return {
    older: builds.find((each) => compareVersions(each, version) < 0) ?? null,
    newer: builds.findLast((each) => compareVersions(each, version) > 0) ?? null,
  };
}

function placement(older: Version | null, newer: Version | null): CheckDetail['placement'] {
  if (newer === null) return 'newer';
  return older === null ? 'older' : 'between';
}

/** What decided the status first; one page in two editions counts as two sources. */
function eachOnce(holders: readonly { sources: readonly Source[] }[]): Source[] {
  const all = holders.flatMap(({ sources }) => sources);
  return [...new Map(all.map((source) => [`${source.title}\n${source.url}`, source])).values()];
}
