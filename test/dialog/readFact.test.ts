import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntryId, FactName } from '../../src/brand.ts';
import { readFactAnswer } from '../../src/dialog/readFact.ts';
import { createSlotReader } from '../../src/intent/slots.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { isPlausible } from '../../src/knowledge/readVersion.ts';
import type { Ask, Node } from '../../src/knowledge/types.ts';

const corpus = loadCorpus(join(import.meta.dirname, '..', '..', 'knowledge'));
const { facts, releases } = corpus;
const readSlots = createSlotReader(facts.values(), (version) => releases !== null && isPlausible(releases, version));

function askFor(entry: string, name: string): Ask {
  const search = (node: Node): Ask | null => {
    if (node.kind !== 'ask') return null;
    return node.fact === name ? node : (node.cases.map((each) => search(each.node)).find((found) => found) ?? null);
  };
  const answer = corpus.entries.get(entry as EntryId)?.answer;
  const found = answer && answer.kind !== 'walk' ? search(answer) : null;
  if (!found) throw new Error(`${entry} does not ask for ${name}`);
  return found;
}

function reader(entry: string, name: string) {
  const ask = askFor(entry, name);
  const fact = facts.get(name as FactName);
  if (!fact) throw new Error(`no fact ${name}`);
  return (text: string) => readFactAnswer(text, ask, fact, readSlots(text));
}

describe('a version', () => {
  const read = reader('auto-upgrade-disabled-email', 'installedVersion');
  const OLD = '<1.1.750.0';
  const NEW = '>=1.1.750.0';

  test.each([
    ['1.1.654.0', '1.1.654.0'],
    ['v1.1.654', '1.1.654.0'],
    ["we're on build 1.1.654.0", '1.1.654.0'],
    ['version 1.1.654', '1.1.654.0'],
    ['is 2.5.79.0 still supported?', '2.5.79.0'],
    ['I think it says 1.1.880.0 in Programs and Features', '1.1.880.0'],
    ['older', OLD],
    ['Older than 1.1.750.0', OLD],
    ['it is below 1.1.750.0', OLD],
    ['an earlier one', OLD],
    ['newer', NEW],
    ['1.1.750.0 or later', NEW],
    ['newer than that', NEW],
  ])('%j is %s', (text, value) => {
    expect(read(text)).toEqual({ value });
  });

  test.each(["I don't know", 'no idea', 'how do I find out?', 'not sure', 'dunno', 'where do I see that'])(
    '%j: not known',
    (text) => {
      expect(read(text)).toEqual({ unknown: true });
    },
  );

  test.each(['1.1', '2', 'version 1.1', '1.1.99999.0', '1.1.654.0.7', 'build 654'])(
    '%j is asked again, with an example',
    (text) => {
      expect(read(text)).toEqual({ unclear: expect.stringMatching(/\d+\.\d+\.\d+\.\d+/) });
    },
  );

  test('two versions are asked about, both named', () => {
    expect(read('1.1.654.0 and 1.1.880.0')).toEqual({ unclear: expect.stringMatching(/1\.1\.654\.0.*1\.1\.880\.0/) });
  });

  test.each(['banana', 'can I rename the server', '', '🙂', '192.168.x'])('%j says nothing about it', (text) => {
    expect(read(text) ?? {}).not.toHaveProperty('value');
  });

  // A side or a build that the words do not state would make a confident wrong answer.
  test.each([
    ['newer than 1.1.654.0', '1.1.654.0'],
    ['at least 1.1.500.0', '1.1.500.0'],
    ['older than 2.0.3.0', '2.0.3.0'],
    ['not 1.1.654.0', '1.1.654.0'],
    ['not older than 1.1.750.0', OLD],
    ['not older', OLD],
    ['no later than 1.1.750.0', NEW],
    ['not the latest', NEW],
    ['we installed it before Christmas', OLD],
    ['I told you that before', OLD],
    ['after the holidays I can look', NEW],
    ['one more question first', NEW],
  ])('%j is not %s', (text, value) => {
    expect(read(text)).not.toEqual({ value });
  });
});

describe('yes or no', () => {
  const read = reader('auto-upgrade-failed-server-down', 'rebooted');

  test.each([
    ['yes', 'yes'],
    ['Yep!', 'yes'],
    ['sure', 'yes'],
    ['yes, twice already', 'yes'],
    ['we did', 'yes'],
    ['already rebooted', 'yes'],
    ['no', 'no'],
    ['nope', 'no'],
    ['not yet', 'no'],
    ['no, we have not done that', 'no'],
    ["haven't rebooted", 'no'],
  ])('%j is %s', (text, value) => {
    expect(read(text)).toEqual({ value });
  });

  test.each(["I don't know", 'no idea', 'not sure', 'maybe', 'no idea, sorry'])('%j: not known', (text) => {
    expect(read(text)).toEqual({ unknown: true });
  });

  test.each([
    ['can I rename the server?', 'yes'],
    ['does auto upgrade also take staging servers', 'no'],
    ['no, I have no idea', 'no'],
    ["no, I don't know", 'no'],
    ["right now I can't check", 'yes'],
    ['yes and no', 'yes'],
    ['banana', 'yes'],
  ])('%j is not %s', (text, value) => {
    expect(read(text)).not.toEqual({ value });
  });
});

describe('one of a list', () => {
  const read = reader('soft-match-groups-contacts', 'matchObject');

  test.each([
    ['group', 'group'],
    ['a security group', 'group'],
    ['contacts', 'contact'],
    ['A contact', 'contact'],
    ['something else', 'other'],
  ])('%j is %s', (text, value) => {
    expect(read(text)).toMatchObject({ value });
  });

  test('a likeness is marked as such', () => {
    expect(read('a grup')).toEqual({ value: 'group', fuzzy: true });
    expect(read('a group')).toEqual({ value: 'group' });
  });

  test.each(['a group or a contact', 'banana', ''])('%j is none', (text) => {
    expect(read(text)).toBeNull();
  });

  test('yes and no are no value of it', () => {
    expect(read('yes')).toBeNull();
    expect(read('no')).toBeNull();
  });
});

test('whatever is typed is read without failing, as one of the values or none', () => {
  const words = fc.constantFrom(
    'yes',
    'no',
    'not',
    'older',
    'group',
    '1.1.654.0',
    '1.1',
    'or',
    "don't",
    'know',
    '🙂',
    'rebooted',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 8 }).map((all) => all.join(' ')),
  );
  const readers = [
    reader('auto-upgrade-disabled-email', 'installedVersion'),
    reader('auto-upgrade-failed-server-down', 'rebooted'),
    reader('soft-match-groups-contacts', 'matchObject'),
  ];
  const values = [/^(<|>=)?\d+(\.\d+){3}(,<\d+(\.\d+){3})?$/, /^(yes|no)$/, /^(group|contact|other)$/];
  fc.assert(
    fc.property(text, (typed) => {
      for (const [i, read] of readers.entries()) {
        const answer = read(typed);
        if (answer && 'value' in answer) expect(answer.value).toMatch(values[i] as RegExp);
      }
    }),
  );
});
