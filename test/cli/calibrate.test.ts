import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { calibrate } from '../../adapters/cli/calibrate.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { loadQuestions } from '../../src/knowledge/questions.ts';

const shipped = join(import.meta.dirname, '..', '..', 'knowledge');
let knowledge: string;
beforeAll(() => {
  knowledge = join(mkdtempSync(join(tmpdir(), 'desk-calibrate-')), 'knowledge');
  cpSync(shipped, knowledge, { recursive: true });
});
afterAll(() => rmSync(join(knowledge, '..'), { recursive: true }));

function run(options: { check?: boolean } = {}) {
  const lines: string[] = [];
  const output = { out: (line: string) => void lines.push(line), err: () => undefined, styled: false };
  const cli = { env: { KNOWLEDGE_DIR: knowledge }, output, input: Readable.from([]) };
  return { code: calibrate(cli, options), out: lines.join('\n') };
}
const file = () => join(knowledge, 'calibration.yaml');

describe('desk calibrate', () => {
  test('--check finds the shipped file up to date, and writes nothing', () => {
    expect(run({ check: true })).toEqual({ code: 0, out: expect.stringContaining('is up to date') });
  });

  test('--check tells when an entry has changed; the command writes what the corpus then loads', () => {
    const path = join(knowledge, 'glossary.yaml');
    const before = readFileSync(file(), 'utf8');
    writeFileSync(path, `${readFileSync(path, 'utf8')}\n- term: Zeppelin\n  aliases: [blimp]\n`);
    expect(run({ check: true })).toEqual({ code: 1, out: expect.stringContaining('run npm run calibrate') });
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(run().code).toBe(0);
    expect(readFileSync(file(), 'utf8')).not.toBe(before);
    expect(run({ check: true }).code).toBe(0);
    expect(loadCorpus(knowledge).calibration?.thresholds.settle).toBeGreaterThan(0);
  });

  test('too few questions are refused, with how many there are', () => {
    const few = loadQuestions(knowledge, ['calibrate']).slice(0, 40);
    writeFileSync(join(knowledge, 'questions', 'calibrate-in-scope.yaml'), stringify(few));
    expect(() => run()).toThrow('at least 50 questions that the corpus answers');
  });
});

describe('the splits', () => {
  test('are told by the names of the files, and share no question', () => {
    const texts = (['tune', 'calibrate', 'report'] as const).flatMap((split) => {
      return loadQuestions(shipped, [split]).map(({ text }) =>
        text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim(),
      );
    });
    expect(loadQuestions(shipped)).toHaveLength(texts.length);
    const words = texts.filter((text) => text !== '');
    expect(words.filter((text, i) => words.indexOf(text) !== i)).toEqual([]);
  });

  test('a split without files is an error that names it', () => {
    expect(() => loadQuestions(tmpdir(), ['report'])).toThrow('no questions of the split report');
  });
});
