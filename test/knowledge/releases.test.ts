import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { IsoDate } from '../../src/brand.ts';
import { checkVersion } from '../../src/knowledge/checkVersion.ts';
import { readReleases } from '../../src/knowledge/releases.ts';
import { compareVersions } from '../../src/version.ts';
import { releases, releasesText, root, v } from './releasesFile.ts';

/** A small list without fault; `change` replaces parts of it. */
function list(change: Record<string, unknown> = {}) {
  return {
    asOf: '2026-11-22',
    sources: { page: { title: 'The page', url: 'https://example.com/page' } },
    releases: [
      { version: '2.0.0', released: '2026-01-01', sources: ['page'] },
      { version: '1.0.0', released: '2025-01', sources: ['page'] },
    ],
    ...change,
  };
}

const problemsOf = (raw: unknown) =>
  readReleases(raw).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
const release = (more: Record<string, unknown>) =>
  list({ releases: [{ version: '1.0.0', sources: ['page'], ...more }] });

describe('knowledge/releases.yaml', () => {
  test('is without fault, newest first, and frozen to the ground', () => {
    const versions = releases.releases.map(({ version }) => version);
    expect(versions).toHaveLength(99);
    expect([...versions].sort((a, b) => compareVersions(b, a))).toEqual(versions);
    expect(Object.isFrozen(releases)).toBe(true);
    expect(Object.isFrozen(releases.releases[0]?.sources[0])).toBe(true);
  });

  test('names every source that it declares', () => {
    const raw = parse(releasesText);
    const used = JSON.stringify([raw.releases, raw.policy, raw.deadlines, raw.thresholds]);
    for (const key of Object.keys(raw.sources)) expect(used).toContain(`"${key}"`);
  });

  test('keeps to lines of 120 characters', () => {
    expect(releasesText.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });
});

interface Fact {
  version: string;
  released: string | null;
  retiresOn: string | null;
  status: string;
  recalled: boolean;
  autoUpgrade: boolean | null;
  meetsFloor2026: boolean | null;
  meetsFloor2027: boolean | null;
}

describe('the collected facts', () => {
  const path = join(root, '..', 'shared', 'facts', 'releases.json');
  if (!existsSync(path)) {
    test.skip(`skipped: ${path} does not exist outside the workshop`, () => {});
    return;
  }
  const facts: Fact[] = JSON.parse(readFileSync(path, 'utf8'));

  test('hold the same builds', () => {
    expect(releases.releases.map(({ version }) => version)).toEqual(facts.map(({ version }) => v(version)));
  });

  test.each(facts.map((fact) => [fact.version, fact] as const))('%s agrees on 2026-11-22', (text, fact) => {
    const check = checkVersion(releases, v(text), '2026-11-22' as IsoDate);
    const neverReleased = fact.status === 'never-released';
    expect(check).toMatchObject({
      listed: true,
      // Months in the facts are months here; a recalled build counts as retired there.
      released: fact.released,
      retiresOn: fact.retiresOn,
      recalled: fact.recalled,
      status: fact.recalled ? 'recalled' : fact.status,
      asOf: '2026-11-22',
      nearest: [],
      upgradeTo: text === '2.6.92.0' ? null : '2.6.92.0',
    });
    expect(check.detail.autoUpgrade).toBe(fact.autoUpgrade);
    const [first, second] = check.deadlines;
    expect(first?.met).toBe(neverReleased ? false : fact.meetsFloor2026);
    // The number shows a build that is too old; it never shows that the authentication is configured.
    expect(second?.met).toBe(fact.meetsFloor2027 ? null : false);
  });
});

describe('readReleases', () => {
  test('takes a small list and fills in what is absent', () => {
    const { releases, problems } = readReleases(list());
    expect(problems).toEqual([]);
    expect(releases).toMatchObject({ lines: [], supersession: null, deadlines: [], thresholds: [] });
    expect(releases?.releases[1]).toEqual({
      version: '1.0.0.0',
      released: '2025-01',
      state: 'released',
      advice: null,
      retiresOn: null,
      basis: null,
      autoUpgrade: null,
      offered: null,
      issues: [],
      notes: [],
      sources: [{ title: 'The page', url: 'https://example.com/page' }],
    });
  });

  test.each([
    ['an unreadable version', release({ version: '1.1' }), 'releases.0.version: "1.1" is not a version'],
    ['a version that YAML took for a number', release({ version: 2.5 }), 'releases.0.version: Invalid input'],
    ['a day that the calendar lacks', release({ released: '2026-02-30' }), 'releases.0.released: "2026-02-30" is not'],
    ['a month that the calendar lacks', release({ released: '2026-13' }), 'releases.0.released: "2026-13" is not'],
    ['a month where a day is due', list({ asOf: '2026-11' }), 'asOf: "2026-11" is not a day'],
    ['an unknown source', release({ sources: ['pgae'] }), 'releases.0.sources.0: there is no source pgae'],
    ['a source that only objects have', release({ sources: ['toString'] }), 'releases.0.sources.0: there is no source'],
    ['no source', release({ sources: [] }), 'releases.0.sources: name at least one source'],
    ['a wrong key', release({ realeased: '2026-01-01' }), 'releases.0.realeased: Unrecognized key'],
    [
      'a release after the day of the list',
      release({ released: '2026-11-23' }),
      'releases.0.released: 1.0.0.0: released',
    ],
    [
      'an end before the release',
      release({ released: '2026-01-01', retiresOn: '2026-01-01', basis: 'published' }),
      'releases.0.retiresOn: 1.0.0.0: its support ends',
    ],
    ['an end without basis', release({ retiresOn: '2026-01-01' }), 'releases.0.retiresOn: retiresOn and basis'],
    ['a basis without end', release({ basis: 'published' }), 'releases.0.basis: retiresOn and basis'],
    [
      'a date of what never came out',
      release({ state: 'never-released', released: '2026-01-01' }),
      'releases.0.released: 1.0.0.0: never released',
    ],
    [
      'an empty range',
      list({ thresholds: [{ lacking: '< 2, < 3', text: 'x', sources: ['page'] }] }),
      'thresholds.0.lacking',
    ],
    [
      'a source of a deadline',
      list({ deadlines: [{ date: '2026-01-01', minimum: '1.0.0', otherwise: 'x', sources: ['no'] }] }),
      'deadlines.0.sources.0: there is no source no',
    ],
    [
      'a source of a line',
      list({ policy: { lines: [{ name: 'x', range: '< 1.0.0', retiresOn: '2026-01-01', sources: ['no'] }] } }),
      'policy.lines.0.sources.0: there is no source no',
    ],
    ['no list at all', null, ': Invalid input'],
  ])('reports %s, and that alone', (_, raw, expected) => {
    const problems = problemsOf(raw);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
    expect(readReleases(raw).releases).toBeNull();
  });

  test('reports everything at once', () => {
    const row = (version: string, more = {}) => ({ version, sources: ['page'], ...more });
    const raw = list({
      asOf: '2026-02-30',
      releases: [
        row('1.0.0'),
        row('2.0.0', { sources: ['other'] }),
        row('v2.0.0.0'),
        row('banana', { released: '2026-13' }),
      ],
    });
    expect(problemsOf(raw)).toEqual([
      'releases.1.version: 2.0.0.0 stands below the older 1.0.0.0: list the newest first',
      'releases.2.version: 2.0.0.0 is listed twice: remove one',
      'releases.1.sources.0: there is no source other: add it under sources',
      'asOf: "2026-02-30" is not a day such as 2026-11-22',
      'releases.3.version: "banana" is not a version such as 2.5.79.0',
      'releases.3.released: "2026-13" is not a day such as 2026-11-22 or a month such as 2026-11',
    ]);
  });

  test('never throws, whatever stands in the file', () => {
    const anyRow = fc.record({ version: fc.anything(), sources: fc.anything(), released: fc.anything() });
    const anyList = fc.record({ sources: fc.anything(), policy: fc.anything(), releases: fc.array(anyRow) });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyList), (raw) => {
        const { releases, problems } = readReleases(raw);
        expect(releases === null).toBe(problems.length > 0);
      }),
    );
  });
});
