import type { Brand } from './brand.ts';

/** A build number in its normal form: four decimal parts without leading zeros, `1.1.750.0`. */
export type Version = Brand<string, 'Version'>;

/** The largest value of one part. Windows file versions keep each part in 16 bits. */
const MAX_PART = 65_535;

/** Where a version stands in a sentence: 'v1.1.654', 'build 1.1.654.0', '(2.5.79.0)'. Not inside a longer dotted number. */
const VERSION_IN_TEXT = /(?<![\d.])[vV]?(\d{1,5}(?:\.\d{1,5}){2,3})(?!\.?\d)/g;

/** 1.11.2026 is a day, not a build. */
const DAY = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d$/;

/**
 * Reads a whole string as a version. `v1.1.654`, `1.1.654` and `1.1.654.0` are the same build.
 * Returns null for anything that is not three or four numeric parts within 16 bits each.
 */
export function parseVersion(text: string): Version | null {
  const match = /^\s*[vV]?(\d+)\.(\d+)\.(\d+)(?:\.(\d+))?\s*$/.exec(text);
  if (!match) return null;
  const parts = [match[1], match[2], match[3], match[4] ?? '0'].map(Number);
  if (parts.some((part) => part > MAX_PART)) return null;
  return parts.join('.') as Version;
}

/** All versions that a sentence names, in order, each once. Days such as 22.11.2026 are passed over. */
export function findVersions(text: string): Version[] {
  const found = new Set<Version>();
  for (const match of text.matchAll(VERSION_IN_TEXT)) {
    const number = match[1] ?? '';
    const version = DAY.test(number) ? null : parseVersion(number);
    if (version) found.add(version);
  }
  return [...found];
}

/** Numeric order, part by part: negative when `a` is older, 0 when equal, positive when `a` is newer. */
export function compareVersions(a: Version, b: Version): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < 4; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
