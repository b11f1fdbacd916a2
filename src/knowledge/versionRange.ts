import { compareVersions, parseVersion, type Version } from '../version.ts';

/** Versions from `from` (inclusive; null: from the first one) up to `below` (exclusive; null: without end). */
export interface VersionRange {
  from: Version | null;
  below: Version | null;
}

export const ALL_VERSIONS: VersionRange = { from: null, below: null };

/** Reads `< 1.1.750.0`, `>= 1.1.750.0` or `>= 1.1.524.0, < 1.1.750.0`; null for anything else. */
export function parseRange(text: string): VersionRange | null {
  const range: VersionRange = { ...ALL_VERSIONS };
  for (const part of text.split(',')) {
    const match = /^\s*(<|>=)\s*(\S+)\s*$/.exec(part);
    const version = parseVersion(match?.[2] ?? '');
    if (!match || !version) return null;
    const bound = match[1] === '<' ? 'below' : 'from';
    if (range[bound] !== null) return null;
    range[bound] = version;
  }
  return isEmpty(range) ? null : range;
}

export function formatRange(range: VersionRange): string {
  const parts = [range.from && `>=${range.from}`, range.below && `<${range.below}`].filter(Boolean);
  return parts.join(', ') || 'any';
}

export function isEmpty(range: VersionRange): boolean {
  return range.from !== null && range.below !== null && compareVersions(range.from, range.below) >= 0;
}

export function intersect(a: VersionRange, b: VersionRange): VersionRange {
  const from = a.from === null || (b.from !== null && compareVersions(b.from, a.from) > 0) ? b.from : a.from;
  const below = a.below === null || (b.below !== null && compareVersions(b.below, a.below) < 0) ? b.below : a.below;
  return { from, below };
}

/** True when every version of `inner` lies in `outer`. */
export function contains(outer: VersionRange, inner: VersionRange): boolean {
  const fromFits = outer.from === null || (inner.from !== null && compareVersions(inner.from, outer.from) >= 0);
  const belowFits = outer.below === null || (inner.below !== null && compareVersions(inner.below, outer.below) <= 0);
  return fromFits && belowFits;
}

export function includes(range: VersionRange, version: Version): boolean {
  if (range.from !== null && compareVersions(version, range.from) < 0) return false;
  return range.below === null || compareVersions(version, range.below) < 0;
}
