import { z } from 'zod';
import type { IsoDate } from '../brand.ts';
import { parseVersion, type Version } from '../version.ts';
import { parseRange, type VersionRange } from './versionRange.ts';

/** The form of releases.yaml as it stands on disk. What is made of it is in releases.ts. */

const text = z.string().trim().min(1, 'must not be empty');

/** A field that `read` must understand: what it returns is the field's value, null is a problem. */
function readable<T>(read: (value: string) => T | null, expected: string) {
  return z.string().transform((value, context): T => {
    const result = read(value);
    if (result !== null) return result;
    context.issues.push({ code: 'custom', input: value, message: `"${value}" is not ${expected}` });
    return z.NEVER;
  });
}

const version = readable<Version>(parseVersion, 'a version such as 2.5.79.0');
const range = readable<VersionRange>(parseRange, 'a range such as ">= 1.1.105.0, < 1.1.750.0"');
const day = readable<IsoDate>((value) => (value.length === 10 ? readDate(value) : null), 'a day such as 2026-11-22');
const dayOrMonth = readable<IsoDate>(readDate, 'a day such as 2026-11-22 or a month such as 2026-11');

/** Keys of `sources`; whether they exist is checked in releases.ts, together with all others. */
const sources = z.array(text).min(1, 'name at least one source');

const release = z.strictObject({
  version,
  released: dayOrMonth.optional(),
  state: z.enum(['recalled', 'never-released']).optional(),
  /** What to do about a recalled build, or to know about one that never came out. */
  advice: text.optional(),
  retiresOn: day.optional(),
  basis: z.enum(['published', 'prose', 'derived']).optional(),
  autoUpgrade: z.boolean().optional(),
  offered: text.optional(),
  issues: z.array(text).default([]),
  notes: z.array(text).default([]),
  sources,
});
export type RawRelease = z.infer<typeof release>;

const line = z.strictObject({ name: text, range, retiresOn: day, note: text.optional(), sources });

const supersession = z.strictObject({ range, months: z.int().positive(), since: day, sources });

const deadline = z.strictObject({
  date: day,
  minimum: version,
  /** What it demands besides the build. */
  also: z.array(text).default([]),
  /** What happens to whoever misses it, as the end of a sentence. */
  otherwise: text,
  remark: text.optional(),
  sources,
});

const threshold = z.strictObject({ lacking: range, text, sources });

export const releasesFile = z.strictObject({
  asOf: day,
  sources: z.record(z.string(), z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }).optional() })),
  policy: z.strictObject({ lines: z.array(line).default([]), supersession: supersession.optional() }).prefault({}),
  deadlines: z.array(deadline).default([]),
  thresholds: z.array(threshold).default([]),
  releases: z.array(release).min(1, 'list at least one release'),
});
export type RawReleases = z.infer<typeof releasesFile>;

/** A day or a month that the calendar has; null for 2026-02-30, 2026-13 and anything else. */
export function readDate(value: string): IsoDate | null {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return null;
  const date = new Date(`${value.padEnd(10, '-01')}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  return real ? (value as IsoDate) : null;
}
