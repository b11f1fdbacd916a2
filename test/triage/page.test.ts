import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { transitionsTable } from '../../src/triage/states.ts';

test('docs/triage.md shows the table of transitions as the code has it', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'triage.md'), 'utf8');
  const [, shown] = /<!-- transitions -->\n([\s\S]*?)\n<!-- \/transitions -->/.exec(page) ?? [];
  expect(shown).toBe(transitionsTable());
});
