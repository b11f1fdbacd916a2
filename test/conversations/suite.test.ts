import { describe, expect, test } from '@jest/globals';
import { differences, faults } from './checks.ts';
import { jsonTurns, NotOffered, type Seen } from './driver.ts';
import { conversationFile, duration, saidText, type Turn } from './format.ts';

/** The suite itself: a typing error in a file and a wrong reply must not pass unnoticed. */

const REPLY: Seen = {
  conversation: 'c',
  kind: 'answer',
  entry: 'rename-server',
  verdict: 'no',
  confidence: 0.9,
  candidates: [],
  options: [
    { label: 'Yes', value: 'yes' },
    { label: 'No', value: 'no' },
  ],
  facts: { installedVersion: '1.1.654.0' },
  sources: [{ title: 'FAQ', url: null }],
  notes: [{ text: 'It was\nretired.', date: '2026-11-22', source: { title: 'FAQ', url: null } }],
  open: { question: 'Is it so?', options: [{ label: 'Yes', value: 'yes' }] },
  text: 'No. Not at\n  all.\n\n> **Note:** It was\n> retired.',
};

const problems = (turn: object) => {
  const result = conversationFile.safeParse([{ title: 'A title', turns: [turn] }]);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};

describe('the format', () => {
  test('takes what is said or tapped, and a long text written short', () => {
    expect(problems({ say: 'x', kind: 'answer' })).toEqual([]);
    expect(problems({ edit: 'x', kind: 'answer' })).toEqual([]);
    expect(problems({ tap: 'Yes', from: 1, after: '25h', restart: true, kind: ['ask', 'error'] })).toEqual([]);
    expect(saidText({ text: 'ab', times: 3 })).toBe('ababab');
    expect([duration('90m'), duration('25h'), duration('80d')]).toEqual([5_400_000, 90_000_000, 6_912_000_000]);
  });

  test.each([
    ['a typing error in a key', { say: 'x', kind: 'answer', optoins: ['Yes'] }],
    ['no expectation', { say: 'x' }],
    ['a kind that there is not', { say: 'x', kind: 'anwser' }],
    ['two ways at once', { say: 'x', tap: 'Yes', kind: 'answer' }],
    ['a message that is said and changed at once', { say: 'x', edit: 'y', kind: 'answer' }],
    ['no way at all', { kind: 'answer' }],
    ['a reply to tap in, without a tap', { say: 'x', from: 1, kind: 'answer' }],
    ['a time without a unit', { say: 'x', after: '25', kind: 'answer' }],
    ['a text in place of a list', { say: 'x', text: 'No.', kind: 'answer' }],
  ])('refuses %s', (_, turn) => {
    expect(problems(turn)).not.toEqual([]);
  });
});

describe('the checks', () => {
  const turn = (expected: Partial<Turn>): Turn => ({ say: 'x', kind: 'answer', ...expected });

  test('find nothing where everything fits; a line break inside a paragraph is a space', () => {
    const fits = turn({
      entry: 'rename-server',
      verdict: 'no',
      text: ['Not at all.'],
      not: ['Yes.'],
      notes: ['was retired'],
      options: ['Yes', 'No'],
      notOptions: ['Next'],
      open: 'Is it',
      facts: { installedVersion: '1.1.654.0', rebooted: null },
    });
    expect(differences(fits, REPLY)).toEqual([]);
    expect(faults(REPLY)).toEqual([]);
  });

  test.each<[Partial<Turn>]>([
    [{ kind: ['ask', 'error'] }],
    [{ entry: null }],
    [{ verdict: 'yes' }],
    [{ code: 'internal' }],
    [{ text: ['all. >'] }],
    [{ not: ['Not at all'] }],
    [{ notes: ['Not at all'] }],
    [{ options: ['No', 'Yes'] }],
    [{ notOptions: ['No'] }],
    [{ open: null }],
    [{ facts: { installedVersion: null } }],
    [{ facts: { rebooted: 'yes' } }],
  ])('tell of %j', (expected) => {
    expect(differences(turn(expected), REPLY)).toHaveLength(1);
  });

  test.each<[string, Partial<Seen>]>([
    ['an empty text', { text: ' ', notes: [] }],
    ['a stack trace', { text: 'Error: x\n    at handle (dialog.ts:12:3)', notes: [] }],
    ['a forgotten value', { text: 'It is undefined.', notes: [] }],
    ['a script', { text: '<script>', notes: [] }],
    ['a control character', { text: 'a\u001b[31m', notes: [] }],
    ['a label twice', { options: [...REPLY.options, { label: 'No', value: 'x' }] }],
    ['a label too long for a button', { options: [...REPLY.options, { label: 'x'.repeat(76), value: 'x' }] }],
    ['an option of the open question that is missing', { options: [] }],
    ['an answer without a source', { sources: [] }],
    ['an error without a code', { kind: 'error' }],
    ['a note that is not shown', { text: 'No.' }],
  ])('tell of %s', (_, wrong) => {
    expect(faults({ ...REPLY, ...wrong })).toHaveLength(1);
  });
});

describe('a JSON driver', () => {
  test('taps what a reply offered, and nothing else', async () => {
    const sent: object[] = [];
    const turns = jsonTurns(async (body) => {
      sent.push(body);
      return sent.length === 1 ? REPLY : { ...REPLY, options: [], open: null };
    });
    await turns.say('x');
    await turns.tap('No', null);
    await turns.tap('Yes', 1);
    expect(() => turns.tap('Yes', null)).toThrow(NotOffered);
    expect(sent).toEqual([{ text: 'x' }, { action: 'no' }, { action: 'yes' }]);
  });

  test('refuses a reply with another key than the interface has', async () => {
    const turns = jsonTurns(async () => ({ ...REPLY, extra: 1 }));
    await expect(turns.say('x')).rejects.toThrow('extra');
  });
});
