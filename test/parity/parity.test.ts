import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import type { ReplyKind } from '../../src/reply.ts';
import { parityPage } from './page.ts';
import { SAMPLES } from './samples.ts';

let made: Awaited<ReturnType<typeof parityPage>>;
beforeAll(async () => {
  made = await parityPage();
}, 60_000);

test('docs/platform-parity.md is what the adapters draw', () => {
  const path = new URL('../../docs/platform-parity.md', import.meta.url);
  // `npm run parity` writes it.
  expect(readFileSync(path, 'utf8')).toBe(made.page);
});

test('whatever a platform does not show has its reason', () => {
  expect(made.unexplained).toEqual([]);
});

test('every kind of reply is drawn', () => {
  const kinds: Record<ReplyKind, true> = {
    answer: true,
    ask: true,
    clarify: true,
    unknown: true,
    version: true,
    browse: true,
    explain: true,
    help: true,
    smalltalk: true,
    cancelled: true,
    error: true,
    ticket: true,
    tickets: true,
  };
  expect([...new Set(SAMPLES.map(({ kind }) => kind))].sort()).toEqual(Object.keys(kinds).sort());
});
