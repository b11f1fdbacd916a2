import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chatJson } from '../../adapters/cli/chat.ts';
import { type Desk, openDesk } from '../../adapters/desk.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { WireReply } from '../../src/wire.ts';

let desk: Desk;
beforeAll(async () => {
  const env = { KNOWLEDGE_DIR: join(import.meta.dirname, '..', '..', 'knowledge'), LOG_LEVEL: 'silent' };
  desk = await openDesk(env, { keep: false });
}, 30_000);
afterAll(() => desk.store.close());

/** Feeds raw text, in pieces as a pipe may cut it, and reads the lines that come back. */
async function feed(
  pieces: readonly (string | Buffer)[],
  assistant: Pick<Assistant, 'handle'> = desk.assistant,
): Promise<WireReply[]> {
  const lines: string[] = [];
  const output = { out: (line: string) => void lines.push(line), err: () => undefined, styled: false };
  await chatJson(assistant, Readable.from(pieces), output);
  expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  return lines.map((line) => JSON.parse(line));
}
const say = (...messages: object[]) => feed([messages.map((message) => `${JSON.stringify(message)}\n`).join('')]);
let count = 0;
const fresh = () => `conversation ${++count}`;

const EMAIL = 'I got an email that auto upgrade no longer works';

describe('one line for each, in order', () => {
  test('over several conversations, unknown ones begin', async () => {
    const [a, b] = [fresh(), fresh()];
    const replies = await say(
      { conversation: a, user: 'u', text: EMAIL },
      { conversation: b, user: 'u', text: 'can I rename the server' },
      { conversation: a, user: 'u', text: '1.1.654.0' },
      { conversation: b, user: 'u', text: 'thanks' },
    );
    expect(replies.map(({ conversation, kind, entry }) => [conversation, kind, entry])).toEqual([
      [a, 'ask', 'auto-upgrade-disabled-email'],
      [b, 'answer', 'rename-server'],
      [a, 'answer', 'auto-upgrade-disabled-email'],
      [b, 'smalltalk', null],
    ]);
  });

  test('however the input is cut, with CRLF and without a last line break', async () => {
    const conversation = fresh();
    const text = Buffer.from(
      ['hi', 'größe 🙂', 'thanks'].map((t) => JSON.stringify({ conversation, text: t })).join('\r\n'),
    );
    const pieces = Array.from({ length: text.length }, (_, i) => text.subarray(i, i + 1));
    expect(await feed(pieces)).toHaveLength(3);
  });

  test('with every character that JSON allows within a line', async () => {
    const conversation = fresh();
    const texts = [
      'hi\u2028there',
      'hi\u2029there',
      'hi\u0085there',
      'a\\nb',
      'tab\tquote"',
      '\u0000\u001b[2J',
      '\ud83d\ude42',
    ];
    const replies = await say(...texts.map((text) => ({ conversation, text })));
    expect(replies.map((reply) => reply.conversation)).toEqual(texts.map(() => conversation));
  });
});

test('fields that are null or unknown here do not matter', async () => {
  const conversation = fresh();
  const [reply] = await say({ conversation, text: 'hi', user: 'u', action: null, id: null, mine: { a: 1 } });
  expect(reply).toMatchObject({ conversation, kind: 'smalltalk' });
});

describe('a malformed line', () => {
  test.each<[string, string, string | null]>([
    ['an empty line', '', null],
    ['white space', '  ', null],
    ['no JSON', '{"conversation":"c"', null],
    ['no object', '"hi"', null],
    ['null', 'null', null],
    ['a list', '[]', null],
    ['no conversation', '{"text":"hi"}', null],
    ['an empty conversation', '{"conversation":"","text":"hi"}', null],
    ['a conversation that is a number', '{"conversation":7,"text":"hi"}', null],
    ['a conversation with a line break', '{"conversation":"a\\nb","text":"hi"}', null],
    ['neither text nor action', '{"conversation":"c"}', 'c'],
    ['a text that is a number', '{"conversation":"c","text":1}', 'c'],
    ['a text that is null', '{"conversation":"c","text":null}', 'c'],
    ['an action that is no word', '{"conversation":"c","action":{}}', 'c'],
    ['an id that is a number', '{"conversation":"c","text":"hi","id":1}', 'c'],
    ['an id beyond measure', `{"conversation":"c","text":"hi","id":"${'x'.repeat(201)}"}`, 'c'],
  ])('%s: an error of its own, and the reading goes on', async (_name, line, named) => {
    const conversation = fresh();
    const good = JSON.stringify({ conversation, text: 'hi' });
    const [bad, next, ...rest] = await feed([`${line}\n${good}\n`]);
    expect(Object.keys(bad ?? {}).sort()).toEqual(['code', 'conversation', 'kind', 'text']);
    expect(bad).toEqual({
      conversation: named,
      kind: 'error',
      code: 'message-malformed',
      text: expect.stringMatching(/\. Send one JSON/),
    });
    expect(next).toMatchObject({ conversation, kind: 'smalltalk' });
    expect(rest).toEqual([]);
  });

  test('a fault inside is answered without its inside, and the reading goes on', async () => {
    const failing: Pick<Assistant, 'handle'> = {
      handle: async (message) => {
        if (message.text === 'fail') throw new Error('secret /etc/passwd');
        return desk.assistant.handle(message);
      },
    };
    const lines = ['fail', 'hi'].map((text) => `${JSON.stringify({ conversation: 'faulty', text })}\n`);
    const [bad, next] = await feed(lines, failing);
    expect(bad).toEqual({
      conversation: 'faulty',
      kind: 'error',
      code: 'internal',
      text: expect.not.stringContaining('secret'),
    });
    expect(next?.kind).toBe('smalltalk');
  });
});

describe('a text that is hard to read', () => {
  test.each([
    ['empty', '', 'error'],
    ['white space', ' \t ', 'error'],
    ['control characters alone', '\u0000\u0007\u200b', 'error'],
    ['100,000 characters', 'rename '.repeat(14_286), 'error'],
    ['emoji', '🙂🙂🙂', 'unknown'],
    ['another script', 'как переименовать сервер', 'unknown'],
    ['markup', '<script>alert(1)</script> @channel <!here>', 'unknown'],
    ['half a character', '\ud800', 'unknown'],
  ])('%s gets a clear reply and the open question is kept', async (_name, text, kind) => {
    const conversation = fresh();
    const [asked, reply, after] = await say(
      { conversation, text: EMAIL },
      { conversation, text },
      { conversation, text: '1.1.880.0' },
    );
    // Where a question is open, what is no question may as well be asked again.
    expect(kind === 'error' ? ['error'] : [kind, 'ask']).toContain(reply?.kind);
    expect(reply?.text).toMatch(/\w{3}/);
    expect(reply?.text.length).toBeLessThan(2000);
    expect(reply?.text).not.toMatch(/<script>|@channel|<!here>/);
    expect(after).toMatchObject({ kind: 'answer', entry: asked?.entry, facts: { installedVersion: '1.1.880.0' } });
  });
});

describe('a repeated id', () => {
  test('gets the stored reply, whatever is said with it, and changes nothing', async () => {
    const conversation = fresh();
    const [asked, answered, again, other] = await say(
      { conversation, text: EMAIL, id: 'm1' },
      { conversation, text: '1.1.654.0', id: 'm2' },
      { conversation, text: 'something else', id: 'm1' },
      { conversation: fresh(), text: 'hi', id: 'm1' },
    );
    expect(again).toEqual(asked);
    expect(answered?.kind).toBe('answer');
    expect(other?.kind).toBe('smalltalk');
    const [still] = await say({ conversation, text: 'no, it is 1.1.880.0', id: 'm3' });
    expect(still).toMatchObject({ kind: 'answer', entry: asked?.entry, facts: { installedVersion: '1.1.880.0' } });
  });
});

describe('an option', () => {
  const OPTIONS = 'soft match of groups and contacts with existing objects';

  test('is chosen by its value or label as text, by number, or as an action, all alike', async () => {
    const [asked] = await say({ conversation: fresh(), text: OPTIONS });
    expect(asked?.kind).toBe('ask');
    for (const [i, { label, value }] of (asked?.options ?? []).entries()) {
      const answers: object[] = [
        { text: value },
        { text: label },
        { text: label.toUpperCase() },
        { text: `${i + 1}` },
        { action: value },
      ];
      const replies = await Promise.all(
        answers.map(async (answer) => {
          const conversation = fresh();
          const [, reply] = await say({ conversation, text: OPTIONS }, { conversation, ...answer });
          return { ...reply, conversation: '' };
        }),
      );
      for (const reply of replies) expect(reply).toEqual(replies[0]);
      expect(replies[0]?.kind).not.toBe('error');
    }
  });

  test('that was never offered is refused', async () => {
    const [reply] = await say({ conversation: fresh(), action: 'group' });
    expect(reply).toMatchObject({ kind: 'error', code: 'option-expired' });
  });
});
