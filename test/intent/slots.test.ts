import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FactName } from '../../src/brand.ts';
import { createSlotReader } from '../../src/intent/slots.ts';
import { buildFact } from '../../src/knowledge/build.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { isPlausible } from '../../src/knowledge/readVersion.ts';
import { corpusFile } from '../../src/knowledge/schema.ts';

const said = { label: 'x', question: 'x?' };
const FACTS = corpusFile.shape.facts.parse({
  build: { type: 'version', ...said, example: '1.1.654.0' },
  mail: { type: 'yes-no', ...said, says: { yes: ['mail-enabled', 'has a mail address'], no: ['not mail enabled'] } },
  kind: {
    type: 'one-of',
    ...said,
    values: [
      { id: 'group', label: 'A group', says: ['group', 'distribution list'] },
      { id: 'contact', label: 'A contact', says: ['contact', 'mail contact'] },
    ],
  },
});
const read = createSlotReader(
  Object.entries(FACTS).map(([name, fact]) => buildFact(name, fact)),
  (version) => version.startsWith('1.') || version.startsWith('2.'),
);
const factsIn = (text: string) => Object.fromEntries(read(text).facts);

describe('facts that an utterance states', () => {
  test.each([
    ['my group is mail enabled', { kind: 'group', mail: 'yes' }],
    ['the group is MAIL-ENABLED.', { kind: 'group', mail: 'yes' }],
    ['the group is not mail enabled', { kind: 'group', mail: 'no' }],
    ["the group isn't mail-enabled", { kind: 'group', mail: 'no' }],
    ['it isn\u2019t mail enabled', { mail: 'no' }],
    ['it has a mail address', { mail: 'yes' }],
    ['a distribution list', { kind: 'group' }],
    ['a mail contact', { kind: 'contact' }],
    ['regrouping the contacted', {}],
    ['we run 1.1.654.0', { build: '1.1.654.0' }],
    ['a contact, and the build is v1.1.654', { kind: 'contact', build: '1.1.654.0' }],
    ['', {}],
  ])('%j', (text, facts) => {
    expect(factsIn(text)).toEqual(facts);
  });

  test.each([
    ['a group or a contact', 'kind'],
    ['one group is mail enabled, the other is not mail enabled', 'mail'],
    ['from 1.1.654.0 to 1.1.750.0', 'build'],
  ])('two values at once state none: %j', (text, fact) => {
    expect(factsIn(text)).not.toHaveProperty(fact);
  });
});

describe('versions', () => {
  test('are all named, in order, each once', () => {
    expect(read('from 1.1.654.0 to v2.5.79, not 1.1.654').versions).toEqual(['1.1.654.0', '2.5.79.0']);
  });

  test.each([
    'our server is 192.168.1.10',
    'DNS at 10.0.0.1',
    'since 22.11.2026',
    'Windows 10.0.17763.1',
    'event 6311',
  ])('none in %j', (text) => {
    expect(read(text).versions).toEqual([]);
    expect(factsIn(text)).toEqual({});
  });

  test('an address beside a version leaves the version', () => {
    expect(factsIn('192.168.1.10 runs 1.1.654.0')).toEqual({ build: '1.1.654.0' });
  });
});

describe('the facts of the real corpus', () => {
  const { facts, releases } = loadCorpus(join(import.meta.dirname, '..', '..', 'knowledge'));
  const readReal = createSlotReader(facts.values(), (version) => releases !== null && isPlausible(releases, version));

  test.each([
    ['the group is mail-enabled', 'groupMailEnabled', 'yes'],
    ['the group is not mail enabled', 'groupMailEnabled', 'no'],
    ['the server is in a workgroup', 'machineJoin', 'workgroup'],
    ['the server is not domain joined', 'machineJoin', 'workgroup'],
    ['the server is joined to a domain', 'machineJoin', 'domain-joined'],
    ['we have already rebooted', 'rebooted', 'yes'],
    ['we have not rebooted yet', 'rebooted', 'no'],
    ['with a gMSA', 'serviceAccount', 'managed'],
    ['I run 1.1.654.0', 'installedVersion', '1.1.654.0'],
  ])('%j states %s: %s', (text, fact, value) => {
    expect(readReal(text).facts.get(fact as FactName)).toBe(value);
  });

  // What is denied, asked or only mentioned is not stated: a wrong fact makes a confident wrong answer.
  test.each([
    ['the group is not yet mail enabled', 'groupMailEnabled', 'yes'],
    ['the group has never been mail enabled', 'groupMailEnabled', 'yes'],
    ["the group isn't really mail enabled", 'groupMailEnabled', 'yes'],
    ['does the group have to be mail enabled?', 'groupMailEnabled', 'yes'],
    ['the server is not in a workgroup', 'machineJoin', 'workgroup'],
    ['the server has never been joined to a domain', 'machineJoin', 'domain-joined'],
    ['must the server be domain joined?', 'machineJoin', 'domain-joined'],
    ['we never rebooted', 'rebooted', 'yes'],
    ['should I have rebooted it?', 'rebooted', 'yes'],
    ['nobody has rebooted it', 'rebooted', 'yes'],
    ['we have no managed service account', 'serviceAccount', 'managed'],
    ['not with a gMSA', 'serviceAccount', 'managed'],
  ])('%j does not state %s: %s', (text, fact, value) => {
    expect(readReal(text).facts.get(fact as FactName)).not.toBe(value);
  });
});
