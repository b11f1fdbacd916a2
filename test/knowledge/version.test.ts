import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ALL_VERSIONS,
  contains,
  formatRange,
  includes,
  intersect,
  isEmpty,
  parseRange,
  type VersionRange,
} from '../../src/knowledge/versionRange.ts';
import { compareVersions, findVersions, parseVersion, type Version } from '../../src/version.ts';
import { v } from './releasesFile.ts';

const anyVersion = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.oneof(fc.nat(3), fc.nat(65_535))))
  .map((parts) => v(parts.join('.')));

describe('parseVersion', () => {
  test.each([
    ['1.1.654', '1.1.654.0'],
    ['v1.1.654.0', '1.1.654.0'],
    [' V2.5.79.0\n', '2.5.79.0'],
    ['1.0.494.0501', '1.0.494.501'],
    ['65535.65535.65535.65535', '65535.65535.65535.65535'],
  ])('%j is %s', (text, version) => {
    expect(parseVersion(text)).toBe(version);
  });

  test.each([
    '',
    'banana',
    '1',
    '1.1',
    '1.1.1.1.1',
    '1.1.65536',
    '1..1.1',
    '.1.1.1',
    '1.1.1.',
    '1.1.x',
    '-1.1.1',
    '1,1,1',
    '1.1.1 2.2.2',
    '1.1.1e3',
    '١.١.١',
    '9'.repeat(400),
  ])('%j is none', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  test('the normal form reads as itself, whatever zeros and letters stood around it', () => {
    fc.assert(
      fc.property(anyVersion, fc.nat(3), (version, zeros) => {
        const padded = version
          .split('.')
          .map((part) => '0'.repeat(zeros) + part)
          .join('.');
        expect(parseVersion(version)).toBe(version);
        expect(parseVersion(` v${padded} `)).toBe(version);
      }),
    );
  });
});

describe('compareVersions', () => {
  test('parts are numbers, not text', () => {
    const ordered = ['1.1.75.0', '1.1.750.0', '1.1.1000.0', '2.0.3.0', '2.0.25.1', '2.5.79.0', '2.5.190.0', '10.0.0.0'];
    const shuffled = [...ordered].reverse().map(v);
    expect(shuffled.sort(compareVersions)).toEqual(ordered);
  });

  test('is a total order that agrees with one big number', () => {
    const weight = (version: Version) => version.split('.').reduce((sum, part) => sum * 65_536n + BigInt(part), 0n);
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (a, b, c) => {
        const difference = weight(a) - weight(b);
        expect(Math.sign(compareVersions(a, b))).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        expect(compareVersions(a, b) === 0).toBe(a === b);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('findVersions', () => {
  test.each([
    ['Is 2.5.79.0 still supported?', ['2.5.79.0']],
    ['We run v1.1.654, not build 1.1.750.0.', ['1.1.654.0', '1.1.750.0']],
    ['(2.5.79.0)', ['2.5.79.0']],
    ['1.1.654 and 1.1.654.0 are one', ['1.1.654.0']],
    ['1.1.654.0.5 is too long, 1.1 too short, 1.1.654321 too large', []],
    ['1.1.70000.0 is no build', []],
    ['since 22.11.2026 or 1.9.2026', []],
    ['nothing here', []],
  ])('%j names %j', (text, versions) => {
    expect(findVersions(text)).toEqual(versions);
  });

  test('finds every version that words surround', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyVersion, { maxLength: 4 }), (versions) => {
        expect(findVersions(versions.map((version) => `build ${version}, then`).join(' '))).toEqual(versions);
      }),
    );
  });
});

describe('ranges', () => {
  // Few different parts, so that bounds and members often meet.
  const small = fc.tuple(fc.nat(2), fc.nat(2)).map(([a, b]) => v(`1.${a}.${b}`));
  const anyRange: fc.Arbitrary<VersionRange> = fc.record({ from: fc.option(small), below: fc.option(small) });
  // Every version that could tell two such ranges apart: the bounds themselves, and one beyond them on either side.
  const grid = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => v(`1.${a}.${b}`)));
  const everyVersion = [v('0.0.0'), ...grid, v('9.0.0')];
  const members = (range: VersionRange) => everyVersion.filter((version) => includes(range, version));

  test.each([
    ['< 1.1.750.0', { from: null, below: '1.1.750.0' }],
    ['>=1.1.750', { from: '1.1.750.0', below: null }],
    ['>= 1.1.524.0, < 1.1.750.0', { from: '1.1.524.0', below: '1.1.750.0' }],
  ])('%j is read', (text, range) => {
    expect(parseRange(text)).toEqual(range);
  });

  test.each(['', 'any', '> 1.1.1', '<= 1.1.1', '< 1.1', '< 1.1.1, < 1.1.2', '>= 2.0.0, < 1.0.0', '>= 1.0.0, < 1.0.0'])(
    '%j is refused',
    (text) => {
      expect(parseRange(text)).toBeNull();
    },
  );

  test('a range that holds something reads as itself', () => {
    fc.assert(
      fc.property(anyRange, (range) => {
        if (isEmpty(range) || (range.from === null && range.below === null)) return;
        expect(parseRange(formatRange(range))).toEqual(range);
      }),
    );
    expect(formatRange(ALL_VERSIONS)).toBe('any');
  });

  test('agree with their members, one by one', () => {
    fc.assert(
      fc.property(anyRange, anyRange, (a, b) => {
        const inA = members(a);
        const inB = members(b);
        expect(members(intersect(a, b))).toEqual(inA.filter((version) => inB.includes(version)));
        expect(isEmpty(a)).toBe(inA.length === 0);
        if (!isEmpty(b)) expect(contains(a, b)).toBe(inB.every((version) => inA.includes(version)));
      }),
      { numRuns: 2000 },
    );
  });

  test('includes its lower bound and not its upper one', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (from, below, version) => {
        const inside = compareVersions(version, from) >= 0 && compareVersions(version, below) < 0;
        expect(includes({ from, below }, version)).toBe(inside);
        expect(includes({ from, below: null }, from)).toBe(true);
        expect(includes({ from: null, below }, below)).toBe(false);
      }),
    );
  });
});
