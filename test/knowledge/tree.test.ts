import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FactName } from '../../src/brand.ts';
import { buildFact } from '../../src/knowledge/build.ts';
import { corpusFile, type RawCase, type RawNode } from '../../src/knowledge/schema.ts';
import { buildNode } from '../../src/knowledge/tree.ts';
import type { Node } from '../../src/knowledge/types.ts';

const said = { label: 'x', question: 'x?' };
const KINDS = ['group', 'contact', 'user'];
const FACTS = corpusFile.shape.facts.parse({
  build: { type: 'version', ...said, example: '1.1.654.0' },
  rebooted: { type: 'yes-no', ...said },
  kind: { type: 'one-of', ...said, values: KINDS.map((id) => ({ id, label: `A ${id}`, says: [id] })) },
});
const facts = new Map(Object.entries(FACTS).map(([name, raw]) => [name as FactName, buildFact(name, raw)]));

/** Builds a node and collects what is wrong with it, each with its path. */
function build(raw: RawNode): { node: Node | null; problems: string[] } {
  const problems: string[] = [];
  const report = (path: readonly PropertyKey[], message: string) => problems.push(`${path.join('.')}: ${message}`);
  const node = buildNode(raw, ['answer'], { facts, notes: () => [], report });
  return { node, problems };
}

const leaf = { verdict: 'info', text: 'It is so.' } as const;
const when = (range: string, node: RawNode = leaf): RawCase => ({ when: range, ...node });
const ask = (fact: string, ...cases: RawCase[]): RawNode => ({
  ask: fact,
  because: 'it matters',
  unknown: leaf,
  cases,
});

describe('complete', () => {
  test.each<[string, RawNode]>([
    ['two sides of a version', ask('build', when('< 1.1.750.0'), when('>= 1.1.750.0'))],
    ['three ranges, in any order', ask('build', when('>= 2.0.0.0'), when('< 1.1.0.0'), when('>= 1.1.0.0, < 2.0.0.0'))],
    ['a bound in three parts', ask('build', when('< 1.1.750'), when('>=1.1.750.0'))],
    ['yes and no', ask('rebooted', when('yes'), when('no'))],
    ['every value of a list', ask('kind', when('group'), when('contact'), when('user'))],
    ['several values in one case', ask('kind', when('group | user'), when('contact'))],
    ['a case that is not covered', ask('rebooted', when('yes'), when('no', { 'not-covered': 'Nothing is said.' }))],
    [
      'another question below',
      ask('kind', when('group', ask('rebooted', when('yes'), when('no'))), when('contact|user')),
    ],
    [
      'the same version again, narrowed by the case above',
      ask('build', when('< 2.0.0.0', ask('build', when('< 1.1.0.0'), when('>= 1.1.0.0'))), when('>= 2.0.0.0')),
    ],
    [
      'the same list again, narrowed by the case above',
      ask('kind', when('group|user', ask('kind', when('group'), when('user'))), when('contact')),
    ],
  ])('%s', (_name, raw) => {
    const { node, problems } = build(raw);
    expect(problems).toEqual([]);
    expect(node?.kind).toBe('ask');
  });
});

const yesNo = [when('yes'), when('no')] as const;

describe('reported', () => {
  test.each<[string, RawNode, RegExp]>([
    ['a gap between versions', ask('build', when('< 1.1.0.0'), when('>= 1.2.0.0')), /gap.*>=1\.1\.0\.0, <1\.2\.0\.0/],
    ['a gap below', ask('build', when('>= 1.1.0.0, < 2.0.0.0'), when('>= 2.0.0.0')), /gap.*<1\.1\.0\.0/],
    ['a gap above', ask('build', when('< 1.1.0.0'), when('>= 1.1.0.0, < 2.0.0.0')), /gap.*>=2\.0\.0\.0/],
    ['versions that overlap', ask('build', when('< 1.1.751.0'), when('>= 1.1.750.0')), /overlap/],
    ['a range inside another', ask('build', when('< 2.0.0.0'), when('< 1.0.0.0'), when('>= 2.0.0.0')), /overlap/],
    ['a range without versions', ask('build', when('>= 2.0.0.0, < 1.0.0.0'), when('< 1.0.0.0')), /not a range/],
    ['an operator unknown here', ask('build', when('<= 1.1.750.0'), when('>= 1.1.750.0')), /not a range.*write/],
    ['no is missing', ask('rebooted', when('yes')), /gap.*no/],
    ['a value is missing', ask('kind', when('group'), when('contact')), /gap.*user/],
    ['a value stands twice', ask('kind', when('group|user'), when('contact|user')), /overlap.*user/],
    ['a value that is none', ask('kind', when('group|device'), when('contact|user')), /no value device; use one of/],
    ['a fact that is not declared', ask('colour', when('red'), when('blue')), /no fact colour.*declare/],
    [
      'a dead branch of the same version',
      ask('build', when('< 2.0.0.0', ask('build', when('< 2.0.0.0'), when('>= 2.0.0.0'))), when('>= 2.0.0.0')),
      /cases\.0\.cases\.1\.when.*dead branch/,
    ],
    [
      'a dead branch of the same answer',
      ask('rebooted', when('yes', ask('rebooted', ...yesNo)), when('no')),
      /cases\.0\.cases\.1\.when.*dead branch/,
    ],
    [
      'a gap in what the case above left',
      ask('build', when('< 2.0.0.0', ask('build', when('< 1.1.0.0'), when('>= 1.2.0.0'))), when('>= 2.0.0.0')),
      /answer\.cases\.0.*gap.*>=1\.1\.0\.0, <1\.2\.0\.0/,
    ],
    ['because is missing', { ask: 'rebooted', unknown: leaf, cases: [...yesNo] }, /because/],
    ['unknown is missing', { ask: 'rebooted', because: 'it matters', cases: [...yesNo] }, /unknown/],
    ['the cases are missing', { ask: 'rebooted', because: 'it matters', unknown: leaf }, /cases are missing/],
    ['a text beside ask', { ...ask('rebooted', ...yesNo), text: 'And so.' }, /text.*move it into a case/],
    ['not-covered beside ask', { ...ask('rebooted', ...yesNo), 'not-covered': 'No.' }, /not-covered/],
    ['not-covered beside a text', { ...leaf, 'not-covered': 'Nothing is said.' }, /not-covered stands alone/],
    ['cases without ask', { ...leaf, cases: [...yesNo] }, /cases.*add ask/],
    ['a text without verdict', { text: 'It is so.' }, /verdict/],
    ['a verdict without text', { verdict: 'yes' }, /text/],
    ['nothing at all', {}, /answer needs/],
    ['a case without an answer', ask('rebooted', when('yes'), when('no', {})), /answer\.cases\.1.*answer needs/],
  ])('%s', (_name, raw, names) => {
    expect(build(raw).problems).toContainEqual(expect.stringMatching(names));
  });

  test('all at once', () => {
    const { problems } = build({
      ask: 'kind',
      cases: [when('group', ask('rebooted', when('yes'))), when('contact', {})],
    });
    for (const names of [/because/, /unknown/, /cases\.0.*gap.*no/, /cases\.1.*answer needs/]) {
      expect(problems).toContainEqual(expect.stringMatching(names));
    }
  });
});

test('a case without a label is labelled by its versions or values', () => {
  const labels = (raw: RawNode) => {
    const { node } = build(raw);
    return node?.kind === 'ask' ? node.cases.map((each) => each.label) : [];
  };
  expect(labels(ask('build', when('< 1.1.750'), { ...when('>= 1.1.750'), label: 'Newer' }))).toEqual([
    'Older than 1.1.750.0',
    'Newer',
  ]);
  expect(labels(ask('kind', when('group|user'), when('contact')))).toEqual(['A group or A user', 'A contact']);
});

/** Bounds are builds 1.0.0.1 to 1.0.0.8, so that the builds 1.0.0.0 to 1.0.0.8 stand for all versions. */
const LAST = 8;
const build0 = (i: number) => `1.0.0.${i}`;
interface Part {
  from: number | null;
  below: number | null;
}
const text = ({ from, below }: Part) =>
  [from !== null && `>= ${build0(from)}`, below !== null && `< ${build0(below)}`].filter(Boolean).join(', ');
const holds = ({ from, below }: Part, i: number) => (from === null || i >= from) && (below === null || i < below);
const bound = fc.integer({ min: 1, max: LAST });
const part: fc.Arbitrary<Part> = fc
  .record({ from: fc.option(bound), below: fc.option(bound) })
  .filter(({ from, below }) => (from ?? below) !== null && (from === null || below === null || from < below));
const partition = fc.uniqueArray(bound, { minLength: 1, maxLength: LAST }).chain((bounds) => {
  const sorted = bounds.sort((a, b) => a - b);
  const parts = [null, ...sorted].map((from, i): Part => ({ from, below: sorted[i] ?? null }));
  return fc.shuffledSubarray(parts, { minLength: parts.length });
});

/** How often each version is spoken for: a gap where never, an overlap where more than once. */
function naive(parts: readonly Part[]): { gap: boolean; overlap: boolean } {
  const times = Array.from({ length: LAST + 1 }, (_, i) => parts.filter((each) => holds(each, i)).length);
  return { gap: times.includes(0), overlap: times.some((each) => each > 1) };
}

function found(parts: readonly Part[]): { gap: boolean; overlap: boolean } {
  const { problems } = build(ask('build', ...parts.map((each) => when(text(each)))));
  const of = (kind: string) => problems.filter((problem) => problem.includes(`: ${kind}`));
  expect(problems).toHaveLength(of('gap').length + of('overlap').length);
  return { gap: of('gap').length > 0, overlap: of('overlap').length > 0 };
}

describe('against a naive oracle', () => {
  test('a partition of all versions is taken', () => {
    fc.assert(fc.property(partition, (parts) => expect(found(parts)).toEqual({ gap: false, overlap: false })));
  });

  test('with one part removed it has a gap, with one twice an overlap', () => {
    fc.assert(
      fc.property(partition, fc.nat(), (parts, n) => {
        const at = n % parts.length;
        expect(found(parts.toSpliced(at, 1))).toEqual({ gap: true, overlap: false });
        expect(found([...parts, ...parts.slice(at, at + 1)])).toEqual({ gap: false, overlap: true });
      }),
    );
  });

  test('any set of ranges is judged alike', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) =>
        expect(found(parts)).toEqual(naive(parts)),
      ),
      { numRuns: 500 },
    );
  });

  test('any set of values is judged alike', () => {
    const values = fc.array(fc.subarray(KINDS, { minLength: 1 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, (cases) => {
        const { problems } = build(ask('kind', ...cases.map((each) => when(each.join('|')))));
        for (const kind of KINDS) {
          const times = cases.filter((each) => each.includes(kind)).length;
          const wrong = problems.filter((problem) => new RegExp(`(gap|overlap).*\\b${kind}\\b`).test(problem));
          expect(wrong).toHaveLength(times === 1 ? 0 : 1);
        }
      }),
    );
  });
});
