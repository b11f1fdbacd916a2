import { DeskError } from '../errors.ts';
import { parseVersion, type Version } from '../version.ts';
import type { Releases } from './releases.ts';

/** The number that `text` begins with: 'v2.5', 'build 2,5,79' and '2.5.x' are meant to be read as far as they go. */
const LEADING_NUMBER = /^\s*(?:v|version|build)?\s*(\d+(?:[.,]\d+)*)/i;

/**
 * The version that a person typed as such. Throws a DeskError `version-unreadable` that says what is wrong with it
 * and which builds come nearest; also for a number far beyond every listed line, such as 999.1.1.1.
 */
export function requireVersion(releases: Releases, text: string): Version {
  const version = parseVersion(text);
  const wrong = version === null ? faultOf(text) : strayLine(releases, version);
  if (version !== null && wrong === null) return version;
  const nearest = nearestBuilds(releases, text);
  const hint = nearest.length > 0 ? ` Nearest listed builds: ${nearest.join(', ')}.` : '';
  throw new DeskError('version-unreadable', `"${shorten(text)}" is no version to check: ${wrong}.${hint}`);
}

/**
 * Up to `limit` listed builds whose numbers are most like the number in `text`, the likeliest first: by the parts
 * they share from the left, then the digits of the next part, then the distance. Empty where there is no number.
 */
export function nearestBuilds(releases: Releases, text: string, limit = 4): Version[] {
  const typed = LEADING_NUMBER.exec(text)?.[1]?.split(/[.,]/).map(normalPart);
  if (!typed) return [];
  return releases.releases
    .filter(({ state }) => state !== 'never-released')
    .map(({ version }) => ({ version, likeness: likeness(version.split('.'), typed) }))
    .sort((a, b) => compareLikeness(b.likeness, a.likeness))
    .slice(0, limit)
    .map(({ version }) => version);
}

/** Larger is more alike, the first number counting most. */
type Likeness = readonly [parts: number, digits: number, closeness: number];

function likeness(build: readonly string[], typed: readonly string[]): Likeness {
  const parts = sharedFromLeft(build, typed);
  const next = build[parts];
  const wanted = typed[parts];
  if (next === undefined || wanted === undefined) return [parts, 0, 0];
  return [parts, sharedFromLeft([...next], [...wanted]), -Math.abs(Number(next) - Number(wanted))];
}

function compareLikeness(a: Likeness, b: Likeness): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function sharedFromLeft(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((each, at) => each !== b[at]);
  return different === -1 ? a.length : different;
}

function normalPart(part: string): string {
  return part.replace(/^0+(?=\d)/, '');
}

function faultOf(text: string): string {
  if (text.trim() === '') return 'nothing was given';
  const number = /^\s*[vV]?(\d+(?:\.\d+)*)\s*$/.exec(text)?.[1];
  if (number === undefined) return 'a version is nothing but numbers with dots between them';
  const parts = number.split('.');
  if (parts.length < 3) return `it has only ${parts.length === 1 ? 'one part' : 'two parts'} instead of three or four`;
  if (parts.length > 4) return `it has ${parts.length} parts instead of three or four`;
  return `${parts.find((part) => Number(part) > 65_535)} is too large, a part is at most 65535`;
}

/** False for what merely looks like a version, an IP address for instance: no listed build begins like it. */
export function isPlausible(releases: Releases, version: Version): boolean {
  return strayLine(releases, version) === null;
}

/** One line beyond the newest may have come out since the list was made; more than that is a slip of the finger. */
function strayLine(releases: Releases, version: Version): string | null {
  const line = lineOf(version);
  const builds = releases.releases.map((release) => release.version);
  const [oldest = version, newest = version] = [builds.at(-1), builds.at(0)];
  if (line >= lineOf(oldest) && line <= lineOf(newest) + 1) return null;
  const lines = [...new Set(builds.map(lineOf))].reverse();
  return `there is no line ${line}.x, the listed builds begin with ${lines.join(' or ')}`;
}

function lineOf(version: Version): number {
  return Number(version.split('.')[0]);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
