import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DeskError } from '../../src/errors.ts';
import { isPlausible, nearestBuilds, requireVersion } from '../../src/knowledge/readVersion.ts';
import { parseVersion } from '../../src/version.ts';
import { releases, v } from './releasesFile.ts';

function failure(text: string): DeskError {
  try {
    requireVersion(releases, text);
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('requireVersion', () => {
  test.each([
    ['1.1', 'only two parts', '1.1.882.0'],
    ['2', 'only one part', '2.6.92.0'],
    ['2.5', 'only two parts', '2.5.190.0, 2.5.79.0, 2.5.76.0, 2.5.3.0'],
    ['1.1.75000.0', '75000 is too large', '1.1.750.0, 1.1.751.0'],
    ['2.5.79000.0', '79000 is too large', '2.5.79.0'],
    ['2.5.79.0.1', '5 parts', '2.5.79.0'],
    ['2,5,79', 'numbers with dots', '2.5.79.0'],
    ['v2.5.x', 'numbers with dots', '2.5.190.0'],
    ['999.1.1.1', 'no line 999.x, the listed builds begin with 1 or 2', '2.6.92.0'],
    ['0.1.2.3', 'no line 0.x', '1.6.16.0'],
  ])('%j: says %s and offers %s', (text, wrong, nearest) => {
    const { code, message } = failure(text);
    expect(code).toBe('version-unreadable');
    expect(message).toContain(wrong);
    expect(message).toContain(`Nearest listed builds: ${nearest}`);
  });

  test.each([
    ['banana', 'numbers with dots'],
    ['', 'nothing was given'],
    ['banana 7', 'numbers with dots'],
  ])('%j: says %s and offers nothing', (text, wrong) => {
    expect(failure(text).message).toContain(wrong);
    expect(failure(text).message).not.toContain('Nearest');
  });

  test('does not repeat a long text in full', () => {
    expect(failure('x'.repeat(5000)).message.length).toBeLessThan(200);
  });

  test('reads listed builds, unlisted ones and the next line', () => {
    expect(requireVersion(releases, 'v1.1.654')).toBe('1.1.654.0');
    expect(requireVersion(releases, '2.4.19.0')).toBe('2.4.19.0');
    expect(requireVersion(releases, '3.0.0.0')).toBe('3.0.0.0');
  });

  test('reads a version or says why not, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^v?[\d.,]{0,12}$/)), (text) => {
        try {
          expect(requireVersion(releases, text)).toBe(parseVersion(text));
        } catch (error) {
          expect(error).toBeInstanceOf(DeskError);
        }
      }),
    );
  });
});

describe('nearestBuilds', () => {
  test('puts a listed build first when it is typed in full', () => {
    for (const { version, state } of releases.releases) {
      if (state !== 'never-released') expect(nearestBuilds(releases, version)[0]).toBe(version);
    }
  });

  test('keeps to the limit and leaves out what never came out', () => {
    expect(nearestBuilds(releases, '1.1', 2)).toEqual(['1.1.882.0', '1.1.880.0']);
    expect(nearestBuilds(releases, '1.1.558.0')).not.toContain('1.1.558.0');
  });
});

test('an IP address is not a plausible build, the next line is', () => {
  const plausible = (text: string) => isPlausible(releases, v(text));
  expect(['192.168.1.10', '10.0.0.1', '127.0.0.1'].filter(plausible)).toEqual([]);
  expect(['1.1.654.0', '2.7.0.0', '3.0.0.0'].filter(plausible)).toHaveLength(3);
});
