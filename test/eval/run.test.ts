import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type EvalOptions, runEval } from '../../bench/eval/run.ts';

/** A project with a corpus of one entry, and in each split a question that it must miss: labelled with another entry. */
const root = mkdtempSync(join(tmpdir(), 'desk-eval-run-'));
const files = {
  'knowledge/corpus.yaml': `
name: Printer FAQ
products: [Office printers]
document: { title: Printer handbook, link: handbook }
sections: [{ id: printing, title: Printing }]
texts: { greeting: Hello., thanks: Welcome., help: Printers., unknown: No answer., notCovered: Nothing. }
examples: [Can I print in colour?]
links: { handbook: { title: Printer handbook, url: https://example.com/printers } }`,
  'knowledge/faq/printing.yaml': `
section: printing
entries:
  - id: colour-printing
    question: Can I print in colour?
    shortTitle: Printing in colour
    phrasings:
      - colour printing
      - print in color
      - my prints come out black and white
      - is there a colour printer
      - printing photos in colour
      - turn off grey printing
      - everything is grey on paper
      - colour print of a presentation
    verdict: 'yes'
    answer: { verdict: 'yes', text: Yes. }
    tags: [colour]`,
  'knowledge/questions/tune-in-scope.yaml':
    '[{ text: my prints come out black and white, accept: [paper-jam], style: chat }]',
  'knowledge/questions/tune-other.yaml': '[]',
  'knowledge/questions/report-in-scope.yaml':
    '[{ text: everything is grey on paper, accept: [paper-jam], style: chat }]',
  'knowledge/questions/report-other.yaml': '[]',
  'docs/README.md': '',
  'public/sofmattress/corpus.json':
    '[{"id":"a","phrasings":["where is my order"]},{"id":"b","phrasings":["pay by card"]}]',
  'public/sofmattress/questions.json': '[{"text":"where is the order","accept":["a"]}]',
};
const TUNED = 'my prints come out black and white';
const REPORTED = 'everything is grey on paper';

let out: string[] = [];
let err: string[] = [];

function run(options: Partial<EvalOptions>): string {
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    styled: false,
  };
  runEval(root, { date: '2026-11-22', ...options }, output);
  return out.join('\n');
}

beforeAll(() => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  out = [];
  err = [];
});

test('shows the missed texts of the tuning split, and keeps those of the reporting split to itself', () => {
  const output = run({});
  expect(output).toContain(TUNED);
  expect(output).not.toContain(REPORTED);
});

test('shows them where it is told to', () => {
  expect(run({ showReport: true })).toContain(REPORTED);
});

test('prints one object with --json, as silent as the tables', () => {
  const output = run({ json: true });
  expect(JSON.parse(output)).toMatchObject({
    recorded: '2026-11-22',
    report: { operating: { inScope: 1 } },
    misses: { report: [{ accepted: 'paper-jam' }], tune: [{ accepted: 'paper-jam', text: TUNED }] },
  });
  expect(output).not.toContain(REPORTED);
});

test('measures the public sets on request, and writes them again until they are measured anew', () => {
  const written = () => JSON.parse(readFileSync(join(root, 'docs', 'accuracy.json'), 'utf8'));
  run({ public: join(root, 'public'), write: true, date: '2026-10-01' });
  expect(err.slice(0, 2)).toEqual([
    expect.stringMatching(/^StackFAQ: skipped/),
    expect.stringMatching(/^Banking77: skipped/),
  ]);
  run({ write: true });
  const { recorded, public: sets } = written();
  expect(recorded).toBe('2026-11-22');
  expect(sets).toMatchObject({ recorded: '2026-10-01', sets: [{ name: 'SOFMattress', intents: 2, n: 1, top1: 1 }] });
});
