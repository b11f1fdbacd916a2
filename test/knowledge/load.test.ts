import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { EntryId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import { buildCorpus, type CorpusFiles, loadCorpus, readCorpusFiles } from '../../src/knowledge/load.ts';

const MAIN = `name: Widget FAQ
products: [Widget Sync]
document:
  title: The Widget document
  link: faq
sections:
  - id: install
    title: Installation
texts: { greeting: Hello., thanks: Welcome., help: I help., unknown: No answer., notCovered: Not covered. }
examples: [Can I resize it?]
facts:
  build:
    type: version
    label: build
    question: Which build is installed?
    help: find-build
    example: 1.1.654.0
links:
  faq: { title: Published FAQ, url: https://example.com/faq }
  more: { title: More about it, url: https://example.com/more }
`;

const GLOSSARY = `- { term: Widget Sync, aliases: [WS, widgets] }
- { term: Widget Health, aliases: [WH] }
`;

const entry = (id: string, title: string, answer: string) => `  - id: ${id}
    question: What about ${id}?
    shortTitle: ${title}
    phrasings:
${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `      - ${id} in words number ${n}`).join('\n')}
    verdict: info
    answer:
${answer}
    tags: [tag]
    links: [more]
    related: [find-build]
`;

const FAQ = `section: install
entries:
${entry('resize', 'Resize', '      { verdict: info, text: It can be resized. }')}
${entry('find-build', 'Find', '      { verdict: info, text: Look it up. }')}
${entry(
  'old-build',
  'Old',
  `      ask: build
      because: the fix came later
      cases:
        - { when: '< 1.1.750.0', verdict: info, text: Upgrade. }
        - { when: '>= 1.1.750.0', verdict: info, text: Nothing to do. }
      unknown: { verdict: info, text: It depends. }`,
)}`;

const GOOD = { 'corpus.yaml': MAIN, 'glossary.yaml': GLOSSARY, 'faq/install.yaml': FAQ };
type Name = keyof typeof GOOD;
type Edit = readonly [file: Name, from: string, to: string];

function edited(...edits: Edit[]): Record<Name, string> {
  const texts = { ...GOOD };
  for (const [file, from, to] of edits) {
    if (!texts[file].includes(from)) throw new Error(`${file} does not hold ${from}`);
    texts[file] = texts[file].replace(from, () => to);
  }
  return texts;
}

const files = (texts: Readonly<Record<string, string>>): CorpusFiles => new Map(Object.entries(texts));

function problemsOf(corpus: CorpusFiles): readonly string[] {
  try {
    buildCorpus(corpus);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    expect(error.code).toBe('corpus-invalid');
    return error.problems;
  }
  return [];
}

/** `corpus.yaml:7: `, the line on which `marker` stands. */
const place = (texts: Record<Name, string>, file: Name, marker: string) =>
  `${file}:${texts[file].slice(0, texts[file].indexOf(marker)).split('\n').length}: `;

describe('a corpus without fault', () => {
  const corpus = buildCorpus(files(GOOD));

  test('holds its entries in order, with sources linked', () => {
    expect([...corpus.entries.keys()]).toEqual(['resize', 'find-build', 'old-build']);
    expect(corpus.entries.get('resize' as EntryId)?.sources).toEqual([
      { title: 'The Widget document: Installation', url: 'https://example.com/faq' },
      { title: 'More about it', url: 'https://example.com/more' },
    ]);
    expect(corpus.releases).toBeNull();
  });

  test('is frozen to its last leaf', () => {
    const unfrozen: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) unfrozen.push(path);
      const children = value instanceof Map ? [...value] : Object.entries(value);
      for (const [key, child] of children) walk(child, `${path}.${key}`);
    };
    walk(corpus, 'corpus');
    expect(unfrozen).toEqual([]);
  });

  test('has a version that changes with any file and not with their order', () => {
    const version = (texts: Readonly<Record<string, string>>) => buildCorpus(files(texts)).version;
    expect(version(Object.fromEntries(Object.entries(GOOD).reverse()))).toBe(corpus.version);
    for (const name of Object.keys(GOOD) as Name[]) {
      expect(version({ ...GOOD, [name]: `${GOOD[name]}# changed\n` })).not.toBe(corpus.version);
    }
  });
});

const FAQ_FILE = 'faq/install.yaml';
const TITLE = 'x'.repeat(70);
const NOTED = "related: [find-build]\n    notes: [{ date: '2026-11-22', text: x, source: lost }]";
/** What is wrong; the edit that makes it so; where the problem is reported; what it names. */
const MISTAKES: [string, Edit, marker: string, names: RegExp][] = [
  ['YAML syntax', [FAQ_FILE, 'shortTitle: Find', 'shortTitle: "Find" it'], '"Find" it', /correct/],
  ['a key twice', [FAQ_FILE, 'tags: [tag]', 'tags: [tag]\n    tags: [more]'], 'tags: [more]', /unique.*correct/],
  ['a missing key', [FAQ_FILE, '    shortTitle: Find\n', ''], 'id: find-build', /entries\.1\.shortTitle/],
  ['an unknown key', [FAQ_FILE, 'shortTitle: Find', 'shortTitle: Find\n    hint: x'], 'hint: x', /hint.*remove/],
  ['seven phrasings', [FAQ_FILE, '      - resize in words number 8\n', ''], '- resize in words number 1', /at least 8/],
  ['a title of 71 characters', [FAQ_FILE, 'shortTitle: Find', `shortTitle: ${TITLE}x`], 'xxx', /at most 70/],
  ['an empty text', [FAQ_FILE, 'It can be resized.', "' '"], "' '", /must not be empty/],
  ['an unknown link', [FAQ_FILE, 'links: [more]', 'links: [mroe]'], 'mroe', /resize.*no link mroe.*add/],
  ['an unknown source of a note', [FAQ_FILE, 'related: [find-build]', NOTED], 'source: lost', /no link lost.*add/],
  [
    'a note without a day',
    [FAQ_FILE, 'related: [find-build]', NOTED.replace('-11-22', '')],
    "'2026'",
    /a date such as/,
  ],
  ['an unknown section', [FAQ_FILE, 'section: install', 'section: instal'], 'instal', /no section instal.*add/],
  ['an unknown related entry', [FAQ_FILE, 'd: [find-build]', 'd: [nowhere]'], 'nowhere', /no entry nowhere/],
  ['an unknown fact', [FAQ_FILE, 'ask: build', 'ask: biuld'], 'ask: biuld', /no fact biuld.*declare/],
  [
    'an id twice',
    [FAQ_FILE, 'id: find-build', 'id: old-build'],
    'id: old-build\n    question: What about old',
    /twice.*rename/,
  ],
  [
    'a phrasing claimed twice, but for case and punctuation',
    [FAQ_FILE, '- find-build in words number 3', '- RESIZE -- in words, number 3?'],
    'RESIZE',
    /find-build.*already belongs to resize.*keep/,
  ],
  ['an alias twice', ['glossary.yaml', '[WH]', '[WH, ws]'], '[WH, ws]', /alias ws already.*Widget Sync.*keep/],
  [
    'a fact that no entry asks for',
    [
      'corpus.yaml',
      'links:\n',
      '  spare:\n    { type: yes-no, label: spare, question: Is there a spare one? }\nlinks:\n',
    ],
    '{ type: yes-no',
    /spare.*remove/,
  ],
  ["an unknown entry as a fact's help", ['corpus.yaml', 'help: find-build', 'help: lost'], 'lost', /no entry lost/],
  ['an http link', ['corpus.yaml', 'https://example.com/more', 'http://example.com/more'], 'http:', /links\.more\.url/],
  ["an unknown link of the document's", ['corpus.yaml', 'link: faq', 'link: fqa'], 'link: fqa', /no link fqa.*add/],
  ['an id in capitals', [FAQ_FILE, 'id: resize', 'id: Resize'], 'id: Resize', /lower-case words/],
  ['a verdict of its own', [FAQ_FILE, 'verdict: info\n', 'verdict: perhaps\n'], 'perhaps', /verdict/],
  ['a gap between cases', [FAQ_FILE, "'>= 1.1.750.0'", "'>= 1.1.751.0'"], "{ when: '< 1.1.750.0'", /gap.*add/],
];

describe.each(MISTAKES)('%s', (_name, edit, marker, names) => {
  const texts = edited(edit);
  const problems = problemsOf(files(texts));
  const reported = problems.filter((problem) => problem.startsWith(place(texts, edit[0], marker)));

  test('is reported with file and line', () => {
    const at = place(texts, edit[0], marker).replaceAll('.', '\\.');
    expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^${at}.*${names.source}`)));
  });

  test('is reported with what to do', () => {
    const todo =
      /\b(add|remove|rename|correct|declare|keep|move|write|use|at least|at most|must|for example|such as|one of|begin)\b/;
    expect(reported.filter((problem) => !todo.test(problem))).toEqual([]);
  });
});

test('a shortTitle of 70 characters is taken', () => {
  expect(problemsOf(files(edited([FAQ_FILE, 'shortTitle: Find', `shortTitle: ${TITLE}`])))).toEqual([]);
});

const SEVERAL: Edit[] = [
  ['corpus.yaml', 'help: find-build', 'help: nowhere'],
  ['glossary.yaml', '[WH]', '[WH, WS]'],
  [FAQ_FILE, 'related: [find-build]', 'related: [nowhere]'],
  [FAQ_FILE, 'links: [more]', 'links: [lost]'],
  [FAQ_FILE, "'>= 1.1.750.0'", "'>= 1.1.751.0'"],
];
const WITHIN = [
  /^glossary\.yaml:2: .*alias WS/,
  /^faq\/install\.yaml:\d+: .*no link lost/,
  /^faq\/install\.yaml:\d+: .*gap/,
];

test('mistakes of several files and between them are all reported at once', () => {
  const problems = problemsOf(files(edited(...SEVERAL)));
  for (const expected of [...WITHIN, /^corpus\.yaml:\d+: .*nowhere/, /^faq\/install\.yaml:\d+: .*nowhere/]) {
    expect(problems).toContainEqual(expect.stringMatching(expected));
  }
});

test('files that cannot be read or are of another form hide no mistake within the others', () => {
  const others = { 'faq/broken.yaml': 'section: [', 'faq/strange.yaml': 'section: install\nentries: []\nother: 1\n' };
  const problems = problemsOf(files({ ...edited(...SEVERAL), ...others }));
  const there = [/^faq\/broken\.yaml:\d+: /, /^faq\/strange\.yaml:\d+: entries/, /^faq\/strange\.yaml:3: .*other/];
  for (const expected of [...WITHIN, ...there]) expect(problems).toContainEqual(expect.stringMatching(expected));
});

test('a file that cannot be read is reported alone: what only it holds does not count as missing elsewhere', () => {
  const problems = problemsOf(files({ ...GOOD, [FAQ_FILE]: 'section: [' }));
  expect(problems.filter((problem) => !problem.startsWith(FAQ_FILE))).toEqual([]);
});

test('a corpus without corpus.yaml is told so', () => {
  expect(problemsOf(files({ [FAQ_FILE]: FAQ }))).toContainEqual(expect.stringContaining('corpus.yaml'));
});

test('a folder that is missing is named, and why it cannot be read', () => {
  const missing = join(tmpdir(), 'no-such-corpus');
  for (const read of [readCorpusFiles, loadCorpus]) {
    expect(() => read(missing)).toThrow(
      expect.objectContaining({ code: 'corpus-invalid', message: expect.stringMatching(/no-such-corpus.*ENOENT/) }),
    );
  }
});
