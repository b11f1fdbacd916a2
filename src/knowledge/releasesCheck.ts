import { z } from 'zod';
import { compareVersions, parseVersion } from '../version.ts';
import { readDate } from './releasesSchema.ts';

/** Something wrong in the file: where in the parsed value, and what to do about it. */
export interface ReleasesProblem {
  path: (string | number)[];
  message: string;
}

/*
 * What the form of a single field cannot show. It reads the file loosely, so that these problems stand in the same
 * list as those of the form: whatever the form rejects is null here and passed over.
 */
const keys = z.array(z.string().catch('')).catch([]);
const date = z.string().transform(readDate).nullable().catch(null);
const sourced = z.object({ sources: keys }).catch({ sources: [] });

const row = z
  .object({
    version: z.string().transform(parseVersion).nullable().catch(null),
    released: date,
    state: z.string().nullable().catch(null),
    retiresOn: date,
  })
  .catch({ version: null, released: null, state: null, retiresOn: null });
/** Presence alone, so that an unreadable date is not reported as a missing one too. */
const ending = z.object({ retiresOn: z.unknown(), basis: z.unknown() }).partial().catch({});
type Row = z.infer<typeof row>;

const looseFile = z
  .object({
    asOf: date,
    sources: z.record(z.string(), z.unknown()).nullable().catch(null),
    policy: z.object({ lines: z.array(sourced).catch([]), supersession: sourced }).catch({
      lines: [],
      supersession: { sources: [] },
    }),
    deadlines: z.array(sourced).catch([]),
    thresholds: z.array(sourced).catch([]),
    releases: z.array(z.unknown()).catch([]),
  })
  .nullable()
  .catch(null);
type LooseFile = NonNullable<z.infer<typeof looseFile>>;

/** Duplicates, order, contradicting dates and unknown sources in the parsed releases.yaml; tolerates any value. */
export function checkReleases(raw: unknown): ReleasesProblem[] {
  const file = looseFile.parse(raw);
  if (file === null) return [];
  const rows = file.releases.map((release) => row.parse(release));
  return [
    ...placeProblems(rows),
    ...rows.flatMap((each, at) => dateProblems(each, at, file)),
    ...file.releases.flatMap(endingProblems),
    ...sourceProblems(file),
  ];
}

function placeProblems(rows: readonly Row[]): ReleasesProblem[] {
  const problems: ReleasesProblem[] = [];
  const seen = new Set<string>();
  for (const [at, { version }] of rows.entries()) {
    if (version === null) continue;
    const above = rows[at - 1]?.version ?? null;
    const path = ['releases', at, 'version'];
    if (seen.has(version)) problems.push({ path, message: `${version} is listed twice: remove one` });
    else if (above !== null && compareVersions(version, above) > 0) {
      problems.push({ path, message: `${version} stands below the older ${above}: list the newest first` });
    }
    seen.add(version);
  }
  return problems;
}

function dateProblems({ version, released, state, retiresOn }: Row, at: number, file: LooseFile) {
  const problems: ReleasesProblem[] = [];
  const report = (key: string, message: string) =>
    problems.push({ path: ['releases', at, key], message: `${version ?? 'this release'}: ${message}` });
  if (released !== null && file.asOf !== null && released > file.asOf) {
    report('released', `released after ${file.asOf}, the day of the list: correct one of them`);
  }
  if (released !== null && state === 'never-released') report('released', 'never released, yet dated: remove the date');
  if (released !== null && retiresOn !== null && retiresOn <= released) {
    report('retiresOn', `its support ends before its release on ${released}: correct one of them`);
  }
  return problems;
}

function endingProblems(release: unknown, at: number): ReleasesProblem[] {
  const { retiresOn, basis } = ending.parse(release);
  if ((retiresOn === undefined) === (basis === undefined)) return [];
  const path = ['releases', at, basis === undefined ? 'retiresOn' : 'basis'];
  return [{ path, message: 'retiresOn and basis go together: add or remove one' }];
}

function sourceProblems(file: LooseFile): ReleasesProblem[] {
  if (file.sources === null) return [];
  const known = new Set(Object.keys(file.sources));
  const lists: { path: (string | number)[]; sources: readonly string[] }[] = [
    ...file.policy.lines.map(({ sources }, at) => ({ path: ['policy', 'lines', at], sources })),
    { path: ['policy', 'supersession'], sources: file.policy.supersession.sources },
    ...file.deadlines.map(({ sources }, at) => ({ path: ['deadlines', at], sources })),
    ...file.thresholds.map(({ sources }, at) => ({ path: ['thresholds', at], sources })),
    ...file.releases.map((release, at) => ({ path: ['releases', at], sources: sourced.parse(release).sources })),
  ];
  return lists.flatMap(({ path, sources }) =>
    sources.flatMap((key, at) =>
      known.has(key) || key === ''
        ? []
        : [{ path: [...path, 'sources', at], message: `there is no source ${key}: add it under sources` }],
    ),
  );
}
