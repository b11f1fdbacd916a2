import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { EntryId, FactName } from '../src/brand.ts';
import { resolve } from '../src/dialog/resolve.ts';
import { createIntent } from '../src/intent/intent.ts';
import { entryText } from '../src/knowledge/entryText.ts';
import { loadCorpus } from '../src/knowledge/load.ts';
import { questionFile } from '../src/knowledge/schema.ts';
import type { Answer, Ask, Leaf, Node, NotCovered } from '../src/knowledge/types.ts';
import type { Note } from '../src/source.ts';
import type { Version } from '../src/version.ts';

const root = join(import.meta.dirname, '..');
const corpus = loadCorpus(join(root, 'knowledge'));
const entries = [...corpus.entries.values()];
const sectionTitle = new Map(corpus.sections.map(({ id, title }) => [id, title]));

/** The trees of an answer: the whole of it, or those that the steps of a walk ask. */
function asksOf({ answer }: { answer: Answer }): Ask[] {
  const trees = answer.kind === 'walk' ? answer.steps.map((step) => step.ask) : [answer];
  return trees.filter((tree): tree is Ask => tree?.kind === 'ask');
}

/** Every end of a tree, those for who does not know included; and the questions on the way. */
function endsOf(node: Node): (Leaf | NotCovered)[] {
  return node.kind === 'ask' ? [node.unknown, ...node.cases.flatMap((each) => endsOf(each.node))] : [node];
}
function questionsOf(node: Node): Ask[] {
  return node.kind === 'ask' ? [node, ...node.cases.flatMap((each) => questionsOf(each.node))] : [];
}

describe('form', () => {
  test('every section has a file of its name, and no file is without section', () => {
    const files = readdirSync(join(root, 'knowledge', 'faq')).filter((name) => name.endsWith('.yaml'));
    expect(files.sort()).toEqual(corpus.sections.map(({ id }) => `${id}.yaml`).sort());
    expect(corpus.sections.filter((section) => section.entries.length === 0)).toEqual([]);
  });

  test('no two entries share a short title, none is longer than a button', () => {
    const titles = entries.map((entry) => entry.shortTitle.toLowerCase());
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    expect(titles.filter((title) => title.length > 70)).toEqual([]);
  });

  test('every entry has at least 8 phrasings', () => {
    expect(entries.filter((entry) => entry.phrasings.length < 8).map(({ id }) => id)).toEqual([]);
  });

  test('every note has a date and a source', () => {
    const notes: [EntryId, Note][] = entries.flatMap((entry) => {
      const { answer } = entry;
      const ends = answer.kind === 'walk' ? asksOf(entry).flatMap(endsOf) : endsOf(answer);
      const all = [...entry.notes, ...ends.flatMap((end) => (end.kind === 'leaf' ? end.notes : []))];
      return all.map((note): [EntryId, Note] => [entry.id, note]);
    });
    expect(notes.length).toBeGreaterThan(0);
    const day = /^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/;
    expect(notes.filter(([, { source, date }]) => source.title === '' || !day.test(date))).toEqual([]);
  });
});

test('every phrasing finds its own entry first', () => {
  const intent = createIntent(corpus);
  const misses = entries.flatMap((entry) =>
    [entry.question, entry.shortTitle, ...entry.phrasings].flatMap((text) => {
      const first = intent.understand(text).candidates[0]?.entry;
      return first === entry.id ? [] : [`${entry.id}: "${text}" finds ${first}`];
    }),
  );
  expect(misses).toEqual([]);
});

describe('the labelled questions', () => {
  const folder = join(root, 'knowledge', 'questions');
  const files = new Map(
    readdirSync(folder).map((name) => [name, questionFile.parse(parse(readFileSync(join(folder, name), 'utf8')))]),
  );
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}.]+/gu, ' ')
      .trim();
  const textsOf = (use: string) =>
    [...files].flatMap(([name, questions]) => (name.startsWith(use) ? questions.map(({ text }) => plain(text)) : []));

  test('accept entries that exist', () => {
    const accepted = [...files.values()].flatMap((questions) => questions.flatMap(({ accept }) => accept));
    expect(accepted.filter((id) => !corpus.entries.has(id as EntryId))).toEqual([]);
  });

  test('to report with are none that were tuned on, and no phrasing', () => {
    const seen = new Set([...textsOf('tune'), ...entries.flatMap((entry) => entry.phrasings.map(plain))]);
    expect(textsOf('report').length).toBeGreaterThan(0);
    expect(textsOf('report').filter((text) => text !== '' && seen.has(text))).toEqual([]);
  });
});

/** The values of a fact that tell its cases apart: for a version each bound, the build below it and both far ends. */
function valuesOf(name: FactName, tree: Ask): string[] {
  const fact = corpus.facts.get(name);
  if (fact?.type === 'values') return fact.values.map((value) => value.id);
  const bounds = questionsOf(tree)
    .filter((question) => question.fact === name)
    .flatMap((question) => question.cases.map((each) => each.when))
    .flatMap((when) => (when.type === 'version' ? [when.range.from, when.range.below] : []))
    .filter((bound): bound is Version => bound !== null);
  return ['0.0.0.1', ...bounds.flatMap((bound) => [justBelow(bound), bound]), '65535.0.0.0'];
}

function justBelow(version: Version): string {
  const parts = version.split('.').map(Number);
  const at = parts.findLastIndex((part) => part > 0);
  return parts.map((part, i) => (i < at ? part : i === at ? part - 1 : 65_535)).join('.');
}

/** Every way to answer all facts that the tree may ask. */
function waysThrough(tree: Ask): Record<FactName, string>[] {
  const names = [...new Set(questionsOf(tree).map((question) => question.fact))];
  return names.reduce<Record<FactName, string>[]>(
    (ways, name) => ways.flatMap((way) => valuesOf(name, tree).map((value) => ({ ...way, [name]: value }))),
    [{}],
  );
}

const conditional = entries.filter((entry) => asksOf(entry).length > 0);

/** Every end that the tree comes to, one question after the other left unknown included. */
function reachedBy(tree: Ask, way: Record<FactName, string>): (Leaf | NotCovered)[] {
  const unknowns = questionsOf(tree).map(({ fact }) => {
    const { [fact]: _unknown, ...rest } = way;
    return resolve(tree, rest, fact);
  });
  return [resolve(tree, way), ...unknowns].flatMap((resolved) => {
    if (resolved.at === 'ask') throw new Error(`${JSON.stringify(way)} leads to no end`);
    return resolved.at === 'leaf' ? resolved.leaf : resolved.node;
  });
}

describe.each(conditional.map((entry) => [entry.id, entry] as const))('%s', (_id, entry) => {
  test('every answer to its questions leads to an end, and every end is reached', () => {
    for (const tree of asksOf(entry)) {
      const reached = new Set(waysThrough(tree).flatMap((way) => reachedBy(tree, way)));
      expect(endsOf(tree).filter((end) => !reached.has(end))).toEqual([]);
    }
  });

  test('without facts it asks', () => {
    for (const tree of asksOf(entry)) expect(resolve(tree, {}).at).toBe('ask');
  });
});

test('the follow-ups of the issue are there', () => {
  expect(conditional.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      ...['auto-upgrade-disabled-email', 'auto-upgrade-email-1-1-654-0', 'auto-upgrade-email-powershell'],
      ...['move-database-remote-sql', 'single-label-domains', 'soft-match-groups-contacts'],
      ...['connector-account-workgroup', 'auto-upgrade-failed-server-down'],
    ]),
  );
});

interface Listed {
  id: EntryId;
  section: string;
  /** Line in the source document, from 1. */
  line: number;
  question: string;
}
const seed = join(root, '..', 'shared', 'seed');
const inventoryFile = join(seed, 'inventory.json');

if (!existsSync(inventoryFile)) {
  test.skip(`beside the source document: skipped, ${inventoryFile} does not exist`, () => {});
} else {
  const inventory: Listed[] = JSON.parse(readFileSync(inventoryFile, 'utf8'));
  const source = readdirSync(seed).find((name) => name.endsWith('.txt')) ?? '';
  const lines = readFileSync(join(seed, source), 'utf8').split('\n');
  const textOf = (id: EntryId) => {
    const entry = corpus.entries.get(id);
    return entry ? entryText(entry, corpus.facts) : '';
  };

  /** '1.' before a step is no figure; '3rd' and '2FA' are words. */
  const numbersOf = (text: string): string[] =>
    text.replace(/^\s*\d+\.\s/gm, '').match(/(?<![\w.])\d+(?:\.\d+)*(?!\w)/g) ?? [];

  describe('beside the source document', () => {
    test('all 53 entries are there under their ids and sections, and no others', () => {
      const listed = inventory.map(({ id, section }) => `${section}: ${id}`);
      expect(listed).toHaveLength(53);
      expect(entries.map(({ id, section }) => `${sectionTitle.get(section)}: ${id}`).sort()).toEqual(listed.sort());
    });

    test('every number of an answer stands in the entry', () => {
      const starts = inventory.map(({ line }) => line).sort((a, b) => a - b);
      const missing = inventory.flatMap(({ id, line, question }) => {
        const end = starts.find((start) => start > line) ?? lines.length + 1;
        const answer = lines
          .slice(line - 1, end - 1)
          .join('\n')
          .replace(question, '');
        const ours = numbersOf(`${textOf(id)}\n${corpus.entries.get(id)?.question}`);
        return numbersOf(answer)
          .filter((number) => !ours.includes(number))
          .map((number) => `${id}: ${number}`);
      });
      expect(missing).toEqual([]);
    });

    test.each([
      ['health-agent-server-core', ['Register-AzureADConnectHealthADDSAgent -Credentials $cred']],
      ['move-database-remote-sql', ['(LocalDb).\\ADSync', 'step 5', 'Management Studio', 'database owner rights']],
      ['field-best-practices', ['5 minutes', 'machine.config', 'SQL VSS Writer', 'Tier 0', 'Delete Threshold']],
      ['connection-timeout-threshold', ['five minutes', '300 seconds']],
      ['auto-upgrade-disabled-email', ['1.1.750.0', 'AADConnect.msi', 'administrative PowerShell window']],
      ['events-6311-6401', ['6311', '6401', 'performing a callback', 'management agent controller']],
      ['install-global-admin-mfa', ['February 2016']],
      ['install-unreachable-domain', ['February 2016']],
      ['upgrade-without-installer-credentials', ['Global Administrator']],
      ['find-installed-version', ['Control Panel', 'Programs and Features']],
      ['soft-match-groups-contacts', ['proxyAddress']],
      ['prevent-concurrent-sessions', ['helpdesk']],
    ])('%s keeps %j', (id, facts) => {
      expect(facts.filter((fact) => !textOf(id as EntryId).includes(fact))).toEqual([]);
    });

    test('no answer and no question shares a run of 12 words with it', () => {
      const RUN = 12;
      const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu) ?? [];
      const runs = (text: string) => {
        const all = words(text);
        return all.slice(RUN - 1).map((_, i) => all.slice(i, i + RUN).join(' '));
      };
      const theirs = new Set(runs(lines.join('\n')));
      // Items of a list are read one by one; an article's title, in italics, cannot be put in other words.
      const blocks = (text: string) => text.split(/\n\s*(?:-|\d+\.)\s|\n{2,}|(?<!\*)\*(?!\*)[^*]+\*(?!\*)/);
      const copied = entries.flatMap((entry) =>
        [...blocks(textOf(entry.id)), entry.question, ...entry.phrasings].flatMap((text) =>
          runs(text)
            .filter((run) => theirs.has(run))
            .map((run) => `${entry.id}: ${run}`),
        ),
      );
      expect(copied).toEqual([]);
    });
  });
}
