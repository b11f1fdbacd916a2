import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chatTerminal } from '../../adapters/cli/chat.ts';
import { renderReply } from '../../adapters/cli/render.ts';
import { terminalText } from '../../adapters/cli/terminal.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';

const options = ['Yes', 'No', "I don't know"].map((label) => ({ label, value: label.toLowerCase() }));
const help = (text: string, over: Partial<Reply> = {}): Reply =>
  ({
    kind: 'help',
    text,
    options: [],
    open: null,
    reoffered: null,
    candidates: [],
    confidence: null,
    facts: {},
    ...over,
  }) as Reply;

describe('CommonMark in a terminal', () => {
  test.each([
    ['one\ntwo\n\n\n\nthree', 'one two\n\nthree'],
    ['**bold**, *slanted* and `code`', 'bold, slanted and code'],
    ['- a\n- b\n  - c', '• a\n• b\n  • c'],
    ['3. a\n4. b', '3. a\n4. b'],
    ['[FAQ](<https://example.com/a(b)>)', 'FAQ <https://example.com/a(b)>'],
    ['```\n$cred = 1\n```', '$cred = 1'],
    ['a \\*b\\* \\<c\\>', 'a *b* <c>'],
    ['<b>x</b>', '<b>x</b>'],
    ['', ''],
  ])('%j', (text, shown) => {
    expect(terminalText(text, false)).toBe(shown);
  });

  test('has a bar before every line of a quotation and before no other', () => {
    const shown = terminalText('before\n\n> a note\n> of two lines\n>\n> and more\n\nafter', false).split('\n');
    expect(shown.filter((line) => /[a-z]/.test(line))).toEqual([
      'before',
      '│ a note of two lines',
      '│ and more',
      'after',
    ]);
  });

  test('is bold only where the terminal can show it', () => {
    expect(terminalText('**bold**', true)).toBe('\u001b[1mbold\u001b[22m');
  });

  test('holds no character that steers the terminal, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u001b[2J', '\u009b', '\r', '&#27;', '\u0007')),
        ),
        (all) => {
          expect(terminalText(all.join(''), false)).not.toMatch(/[^\P{Cc}\n\t]/u);
        },
      ),
    );
  });
});

test('a reply is its text, then its options by number', () => {
  expect(renderReply(help('I **help**.', { options }), false)).toBe("I help.\n\n  1. Yes\n  2. No\n  3. I don't know");
  expect(renderReply(help('I help.'), false)).toBe('I help.');
});

test('a conversation at the prompt goes on until exit, in one conversation', async () => {
  const heard: Message[] = [];
  const said: string[] = [];
  const assistant = {
    handle: async (message: Message) => {
      heard.push(message);
      return help(`You said ${message.text}.`, { options });
    },
  };
  const output = { out: (line: string) => void said.push(line), err: () => undefined, styled: false };
  const input = new PassThrough();
  Readable.from(['hello\n', '2\n', ' EXIT \n', 'never read\n']).pipe(input);
  await chatTerminal(assistant, 'c1', { input, output });
  expect(heard.map(({ text, conversation, source }) => [text, conversation, source])).toEqual([
    ['hello', 'c1', 'message'],
    ['2', 'c1', 'message'],
  ]);
  expect(said.join('\n')).toMatch(/exit.*You said hello\..*3\. I don't know.*You said 2\./s);
});
