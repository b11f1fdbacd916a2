import type { IsoDate } from '../brand.ts';
import type { Source } from '../source.ts';
import type { Version } from '../version.ts';
import { deepFreeze } from './freeze.ts';
import { checkReleases, type ReleasesProblem } from './releasesCheck.ts';
import { type RawRelease, type RawReleases, releasesFile } from './releasesSchema.ts';
import type { VersionRange } from './versionRange.ts';

/** The release list after reading: validated, its source keys resolved, frozen. */
export interface Releases {
  /** The day on which the list was last checked. */
  asOf: IsoDate;
  /** Newest first, by version. */
  releases: readonly Release[];
  lines: readonly Line[];
  supersession: Supersession | null;
  /** Earliest first. */
  deadlines: readonly DeadlineRule[];
  thresholds: readonly Threshold[];
}

export interface Release {
  version: Version;
  /** null: not known, or never released. */
  released: IsoDate | null;
  state: 'released' | 'recalled' | 'never-released';
  /** What to do about a recalled build, or to know about one that never came out. */
  advice: string | null;
  /** The first day without support, as the file states it; null: only a rule can tell (endOfSupport.ts). */
  retiresOn: IsoDate | null;
  basis: 'published' | 'prose' | 'derived' | null;
  autoUpgrade: boolean | null;
  offered: string | null;
  issues: readonly string[];
  notes: readonly string[];
  sources: readonly Source[];
}

/** A line of builds whose support ended on one day, listed or not. */
export interface Line {
  name: string;
  range: VersionRange;
  retiresOn: IsoDate;
  note: string | null;
  sources: readonly Source[];
}

/** Support ends `months` after the next newer build was released, at the earliest on `since`. */
interface Supersession {
  range: VersionRange;
  months: number;
  since: IsoDate;
  sources: readonly Source[];
}

export interface DeadlineRule {
  date: IsoDate;
  minimum: Version;
  /** What it demands besides the build, in words. */
  also: readonly string[];
  /** What happens to whoever misses it, as the end of a sentence. */
  otherwise: string;
  remark: string | null;
  sources: readonly Source[];
}

/** Builds in `lacking` lack something that whoever runs one should know; `text` is a sentence about it. */
interface Threshold {
  lacking: VersionRange;
  text: string;
  sources: readonly Source[];
}

/** Reads the parsed releases.yaml. Reports every problem at once; `releases` is null when there is one. */
export function readReleases(raw: unknown): { releases: Releases | null; problems: ReleasesProblem[] } {
  const result = releasesFile.safeParse(raw);
  const problems = checkReleases(raw);
  for (const issue of result.error?.issues ?? []) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const path = [...issue.path, ...keys].map((part) => (typeof part === 'number' ? part : String(part)));
    const todo = keys.length > 0 ? ': remove it or correct its spelling' : '';
    problems.push({ path, message: `${issue.message}${todo}` });
  }
  return { releases: result.data && problems.length === 0 ? build(result.data) : null, problems };
}

function build(raw: RawReleases): Releases {
  const resolve = (keys: readonly string[]): Source[] =>
    keys.flatMap((key) => {
      const source = raw.sources[key];
      return source ? [{ title: source.title, url: source.url ?? null }] : [];
    });
  const { lines, supersession } = raw.policy;
  return deepFreeze({
    asOf: raw.asOf,
    releases: raw.releases.map((release) => buildRelease(release, resolve)),
    lines: lines.map((line) => ({ ...line, note: line.note ?? null, sources: resolve(line.sources) })),
    supersession: supersession ? { ...supersession, sources: resolve(supersession.sources) } : null,
    deadlines: raw.deadlines
      .map((rule) => ({ ...rule, remark: rule.remark ?? null, sources: resolve(rule.sources) }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
    thresholds: raw.thresholds.map((threshold) => ({ ...threshold, sources: resolve(threshold.sources) })),
  });
}

function buildRelease(raw: RawRelease, resolve: (keys: readonly string[]) => Source[]): Release {
  return {
    version: raw.version,
    released: raw.released ?? null,
    state: raw.state ?? 'released',
    advice: raw.advice ?? null,
    retiresOn: raw.retiresOn ?? null,
    basis: raw.basis ?? null,
    autoUpgrade: raw.autoUpgrade ?? null,
    offered: raw.offered ?? null,
    issues: raw.issues,
    notes: raw.notes,
    sources: resolve(raw.sources),
  };
}
