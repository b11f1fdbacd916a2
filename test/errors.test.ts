import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DeskError, ERRORS, type ErrorCode } from '../src/errors.ts';

const root = join(import.meta.dirname, '..');
const codes = Object.keys(ERRORS) as ErrorCode[];

describe('docs/errors.md', () => {
  const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` \| (\d+) \| (.+?) \| (.+?) \|$/gm)].map(
    ([, code = '', status, when = '', todo]) => ({ code, status: Number(status), when, todo }),
  );

  test('names every code of the table and no other, each once', () => {
    expect(rows.map(({ code }) => code).sort()).toEqual([...codes].sort());
  });

  test('has no row that this test cannot read', () => {
    const lines = page.split('\n').filter((line) => line.startsWith('|'));
    expect(lines).toHaveLength(rows.length + 2);
  });

  test.each(codes)('%s: the same status and advice, and when it happens', (code) => {
    const row = rows.find((each) => each.code === code);
    expect(row).toEqual({ code, ...ERRORS[code], when: expect.stringMatching(/^[`A-Z].{15,}\.$/) });
  });

  test('every code is used by the program', () => {
    const files = ['src', 'adapters'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
    );
    const sources = files
      .filter((path) => path.endsWith('.ts') && !path.endsWith('errors.ts'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  test('the pages that errors and this page point to exist', () => {
    const named = [page, ...codes.map((code) => ERRORS[code].todo)].flatMap(
      (text) => text.match(/docs\/[\w-]+\.md/g) ?? [],
    );
    const linked = [...page.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => `docs/${name}`);
    expect([...named, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('a DeskError', () => {
  test.each(codes)('%s carries the status and advice of its code', (code) => {
    const error = new DeskError(code, 'What happened.');
    expect(error).toMatchObject({ name: 'DeskError', code, status: ERRORS[code].status, todo: ERRORS[code].todo });
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.status).toBeLessThan(600);
    expect(error.todo).toMatch(/^[A-Z].*[.?]$/);
  });

  test('describes itself: what, each problem on a line of its own, what to do', () => {
    const cause = new Error('inside');
    const error = new DeskError('config-invalid', 'The settings cannot be used:', {
      cause,
      problems: ['PORT: x', 'HOST: y'],
    });
    expect(error.describe()).toBe(
      `The settings cannot be used:\n  - PORT: x\n  - HOST: y\n${ERRORS['config-invalid'].todo}`,
    );
    expect(error.cause).toBe(cause);
    expect(error.describe()).not.toContain('inside');
    expect(new DeskError('internal', 'Oh.').problems).toEqual([]);
  });
});
