import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FactName } from '../../src/brand.ts';
import { displayFact, factValue, readGivenFacts, resolve } from '../../src/dialog/resolve.ts';
import { buildFact } from '../../src/knowledge/build.ts';
import { corpusFile, type RawCase, type RawNode } from '../../src/knowledge/schema.ts';
import { buildNode } from '../../src/knowledge/tree.ts';
import type { Ask, Fact, Node } from '../../src/knowledge/types.ts';
import { compareVersions, parseVersion, type Version } from '../../src/version.ts';

const said = { label: 'x', question: 'x?' };
const FACTS = corpusFile.shape.facts.parse({
  build: { type: 'version', ...said, example: '1.1.654.0' },
  rebooted: { type: 'yes-no', ...said },
  kind: {
    type: 'one-of',
    ...said,
    values: [
      { id: 'group', label: 'A group', says: ['group'] },
      { id: 'contact', label: 'A contact', says: ['contact'] },
    ],
  },
});
const facts = new Map(Object.entries(FACTS).map(([name, raw]) => [name as FactName, buildFact(name, raw)]));
const factOf = (name: string): Fact => facts.get(name as FactName) as Fact;

const text = (words: string): RawNode => ({ verdict: 'info', text: words });
const when = (range: string, node: RawNode): RawCase => ({ when: range, ...node });
const ask = (fact: string, lead: string, ...cases: RawCase[]): RawNode => ({
  ask: fact,
  lead,
  because: 'it matters',
  cases,
  unknown: { verdict: 'depends', text: `unknown ${fact}` },
});
function build(raw: RawNode): Ask {
  const report = (_path: unknown, message: string) => {
    throw new Error(message);
  };
  const node: Node | null = buildNode(raw, [], { facts, notes: () => [], report });
  if (node?.kind !== 'ask') throw new Error('not a question');
  return node;
}

const tree = build(
  ask(
    'build',
    'Lead one.',
    when('< 1.1.750.0', ask('rebooted', 'Lead two.', when('yes', text('old, yes')), when('no', text('old, no')))),
    when('>= 1.1.750.0, < 2.0.0.0', text('middle')),
    when('>= 2.0.0.0', { 'not-covered': 'Nothing is said.' }),
  ),
);

/** Where facts lead: a leaf's text, or the fact that is asked. */
function led(given: Record<string, string>, unknown: string | null = null) {
  const resolved = resolve(tree, given, unknown as FactName | null);
  const to =
    resolved.at === 'ask'
      ? `asks ${resolved.ask.fact}`
      : resolved.at === 'leaf'
        ? resolved.leaf.text
        : resolved.node.text;
  return { to, used: resolved.used, leads: resolved.leads };
}

describe('resolve', () => {
  test.each<[Record<string, string>, string, string[]]>([
    [{}, 'asks build', []],
    [{ rebooted: 'yes' }, 'asks build', []],
    [{ build: '1.1.654.0' }, 'asks rebooted', ['build']],
    [{ build: '1.1.654.0', rebooted: 'no' }, 'old, no', ['build', 'rebooted']],
    [{ build: '1.1.749.65535', rebooted: 'yes' }, 'old, yes', ['build', 'rebooted']],
    [{ build: '1.1.750.0', rebooted: 'yes' }, 'middle', ['build']],
    [{ build: '1.1.1000.0' }, 'middle', ['build']],
    [{ build: '2.0.0.0' }, 'Nothing is said.', ['build']],
    [{ build: '65535.65535.65535.65535' }, 'Nothing is said.', ['build']],
    [{ build: '<1.1.750.0' }, 'asks rebooted', ['build']],
    [{ build: '<1.1.500.0' }, 'asks rebooted', ['build']],
    [{ build: '>=1.1.800.0,<1.9.0.0' }, 'middle', ['build']],
    [{ build: '>=2.5.0.0' }, 'Nothing is said.', ['build']],
  ])('%j leads to %s by %j', (given, to, used) => {
    expect(led(given)).toMatchObject({ to, used });
  });

  test.each(['<2.0.0.0', '>=1.1.750.0', '>=1.1.0.0,<1.2.0.0', 'garbage', '', '1.1'])(
    'a version known as %j does not decide: it is asked',
    (known) => {
      expect(led({ build: known })).toMatchObject({ to: 'asks build', used: [] });
    },
  );

  test.each(['maybe', 'YES', ''])('a value that is none of the list (%j) is asked again', (known) => {
    expect(led({ build: '1.1.654.0', rebooted: known }).to).toBe('asks rebooted');
  });

  test('who does not know gets what holds either way, at the question that was asked', () => {
    expect(led({}, 'build').to).toBe('unknown build');
    expect(led({ build: '1.1.654.0' }, 'rebooted').to).toBe('unknown rebooted');
    expect(led({ build: '1.1.654.0', rebooted: 'yes' }, 'kind').to).toBe('old, yes');
  });

  test('gathers what is said on the way', () => {
    expect(led({}).leads).toEqual([{ fact: 'build', text: 'Lead one.' }]);
    const both = led({ build: '1.1.654.0' }).leads;
    expect(both.map((lead) => lead.text)).toEqual(['Lead one.', 'Lead two.']);
  });

  test('decides every version as its order says, by the version and by the button of its case', () => {
    const part = fc.integer({ min: 0, max: 65_535 });
    const version = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), part, part);
    fc.assert(
      fc.property(version, (parts) => {
        const build0 = parseVersion(parts.join('.')) as Version;
        const below = (bound: string) => compareVersions(build0, bound as Version) < 0;
        const to = below('1.1.750.0') ? 'old, yes' : below('2.0.0.0') ? 'middle' : 'Nothing is said.';
        expect(led({ build: build0, rebooted: 'yes' }).to).toBe(to);
      }),
    );
    for (const each of tree.cases)
      expect(resolve(tree, { ['build' as FactName]: factValue(each.when) }).used).toEqual(['build']);
  });
});

describe('facts given beside the words', () => {
  test('are read: versions in their normal form, values by id or label', () => {
    const given = { build: 'v1.1.654', rebooted: 'Yes', kind: 'a GROUP' };
    expect(readGivenFacts(given, facts)).toEqual({
      facts: { build: '1.1.654.0', rebooted: 'yes', kind: 'group' },
      problem: null,
    });
    expect(readGivenFacts({}, facts)).toEqual({ facts: {}, problem: null });
  });

  test('a range of versions is read and decides', () => {
    const { facts: read } = readGivenFacts({ build: '>= 2.0.0.0' }, facts);
    expect(resolve(tree, read).at).toBe('not-covered');
  });

  test.each([
    [{ biuld: '1.1.654.0' }, /biuld.*build, rebooted, kind/],
    [{ build: '1.1' }, /build.*1\.1.*1\.1\.654\.0/],
    [{ build: 'banana' }, /build.*banana.*1\.1\.654\.0/],
    [{ rebooted: 'maybe' }, /rebooted.*maybe.*yes, no/],
    [{ kind: 'user' }, /kind.*user.*group, contact/],
    [{ build: '1.1.654.0', kind: '' }, /kind.*group, contact/],
    [{ toString: 'x' }, /toString/],
  ])('%j: says what is wrong and what is possible, and takes none', (given, problem) => {
    expect(readGivenFacts(given, facts)).toEqual({ facts: {}, problem: expect.stringMatching(problem) });
  });
});

test('a fact is shown in words', () => {
  expect(displayFact(factOf('build'), '1.1.654.0')).toBe('1.1.654.0');
  expect(displayFact(factOf('build'), '<1.1.750.0')).toBe('older than 1.1.750.0');
  expect(displayFact(factOf('build'), '>=1.1.750.0')).toBe('1.1.750.0 or later');
  expect(displayFact(factOf('kind'), 'group')).toBe('a group');
});
