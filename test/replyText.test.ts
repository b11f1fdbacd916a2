import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { EntryId, FactName, IsoDate } from '../src/brand.ts';
import { explainText } from '../src/dialog/explain.ts';
import { newSession } from '../src/dialog/session.ts';
import type { Explanation } from '../src/intent/types.ts';
import type { Corpus } from '../src/knowledge/types.ts';
import { escapeMarkdown } from '../src/markdown.ts';
import type { AnswerReply, AskReply, Reply, UsedFact } from '../src/reply.ts';
import { replyText } from '../src/replyText.ts';
import type { Note } from '../src/source.ts';

const markdown = new MarkdownIt({ html: true, linkify: true });

const common = { options: [], open: null, reoffered: null, candidates: [], confidence: null, facts: {} };
const note = (text: string, place: Note['place']): Note => ({
  text,
  place,
  date: '2026-11-22' as IsoDate,
  source: { title: `About ${text}`, url: 'https://example.com/note' },
});
const used = (value: string, reused: boolean): UsedFact => ({ name: 'f' as FactName, label: 'build', value, reused });
const entryReply = {
  ...common,
  entry: 'entry' as EntryId,
  title: 'Title',
  verdict: 'info' as const,
  sources: [{ title: 'FAQ', url: 'https://example.com/faq' }],
  notes: [],
  used: [],
};
const answer = (over: Partial<AnswerReply> = {}): AnswerReply => ({
  ...entryReply,
  kind: 'answer',
  text: 'No. First.\n\nSecond.',
  step: null,
  related: [],
  notCovered: false,
  helpdesk: null,
  ...over,
});
const ask = (over: Partial<AskReply> = {}): AskReply => ({
  ...entryReply,
  kind: 'ask',
  lead: 'What holds anyway.',
  question: 'Which build?',
  because: 'the fix came later',
  step: null,
  retry: null,
  ...over,
});
const helpdesk = { name: 'IT', contact: 'it@example.com' };

/** The places of `parts`, which must all be there, in this order. */
function expectInOrder(text: string, parts: readonly string[]): void {
  const found = parts.map((part) => ({ part, at: text.indexOf(part) })).sort((a, b) => a.at - b.at);
  expect(found.filter(({ at }) => at < 0)).toEqual([]);
  expect(found.map(({ part }) => part)).toEqual(parts);
}

describe('every kind says all that it carries', () => {
  const question = { question: 'Still open?', options: [] };
  const replies: [Reply, string[]][] = [
    [answer(), ['No. First.', 'Second.', '[FAQ](<https://example.com/faq>)']],
    [answer({ helpdesk, notCovered: true }), ['No. First.', 'IT', 'it@example.com']],
    [answer({ step: { number: 2, of: 3, title: 'Restore' } }), ['2 of 3', 'Restore', 'No. First.']],
    [ask(), ['What holds anyway.', '**Which build?**', 'I ask because the fix came later.', '[FAQ]']],
    [ask({ lead: '', retry: 'I could not read that.' }), ['I could not read that.', '**Which build?**']],
    [{ ...common, kind: 'clarify', question: 'Which of these?' }, ['Which of these?']],
    [{ ...common, kind: 'unknown', text: 'I do not know.', helpdesk }, ['I do not know.', 'IT', 'it@example.com']],
    [
      { ...common, kind: 'version', check: null, text: 'It is retired.', sources: entryReply.sources },
      ['It is retired.', '[FAQ]'],
    ],
    [
      {
        ...common,
        kind: 'browse',
        sections: [{ title: 'Upgrade', entries: [{ entry: 'a' as EntryId, title: 'How?' }] }],
      },
      ['**Upgrade**', '- How?'],
    ],
    [{ ...common, kind: 'explain', entry: null, text: 'Because.', explanation: null }, ['Because.']],
    [{ ...common, kind: 'help', text: 'I help.' }, ['I help.']],
    [{ ...common, kind: 'smalltalk', text: 'Hello.' }, ['Hello.']],
    [{ ...common, kind: 'cancelled', text: 'Dropped.' }, ['Dropped.']],
    [{ ...common, kind: 'ticket', text: '**DESK-1** is open.', ticket: null, draft: null }, ['**DESK-1** is open.']],
    [{ ...common, kind: 'tickets', text: 'You have no tickets.', tickets: [] }, ['You have no tickets.']],
    [{ ...common, kind: 'error', code: 'internal', text: 'Oh.' }, ['Oh.']],
  ];
  test.each(replies.map(([reply, parts]) => [reply.kind, parts, reply] as const))('%s: %j', (_kind, parts, reply) => {
    expectInOrder(replyText(reply), parts);
    expect(replyText(reply)).not.toMatch(/undefined|null|\n{3}|^\s|\s$/);
    expectInOrder(replyText({ ...reply, reoffered: question } as Reply), [...parts, '**Still open?**']);
  });
});

describe('the order in which a person reads it', () => {
  const notes = [note('END', 'end'), note('LEAD', 'lead'), note('LATER', 'end')];

  test('a lead note stands directly under the first paragraph, the others under the answer, dated and with source', () => {
    const text = replyText(answer({ notes, helpdesk }));
    expectInOrder(text, ['No. First.', 'LEAD', 'Second.', 'END', 'LATER', 'it@example.com', 'Sources:']);
    expect(text).toContain('No. First.\n\n> **Note of 2026-11-22:** LEAD ([About LEAD](<https://example.com/note>))');
  });

  test('a note of several paragraphs stays one quotation', () => {
    const html = markdown.render(replyText(answer({ notes: [note('one\n\ntwo\nthree', 'lead')] })));
    expect(html.match(/<blockquote>/g)).toHaveLength(1);
    expect(html.slice(html.indexOf('<blockquote>'), html.indexOf('</blockquote>'))).toContain('three');
  });

  test('a question keeps its lead notes above it', () => {
    const text = replyText(ask({ notes, step: { number: 3, of: 3, title: 'Install' } }));
    expectInOrder(text, ['3 of 3', 'What holds anyway.', 'LEAD', '**Which build?**', 'I ask because']);
  });

  test('only a fact from earlier is named, and a question asked again is not explained again', () => {
    expect(replyText(answer({ used: [used('1.1.654.0', false)] }))).not.toContain('1.1.654.0');
    const text = replyText(answer({ used: [used('1.1.654.0', true)] }));
    expect(text.slice(0, text.indexOf('Second.'))).toContain('build 1.1.654.0');
    expect(replyText(ask({ retry: 'I could not read that.' }))).not.toContain('I ask because');
  });
});

describe('links', () => {
  const links = (title: string, url: string | null) => {
    const html = markdown.render(replyText(answer({ text: 'Text.', sources: [{ title, url }] })));
    return [...html.matchAll(/<a href="([^"]*)">(.*?)<\/a>/g)].map(([, href, text]) => ({ href, text }));
  };

  test.each([
    'Retired [old] versions',
    'a ] b',
    'a [ b',
    'ends in \\',
    '[x](https://evil.example)',
    '](<https://evil.example>)',
  ])('a title with brackets is one link of that title: %s', (title) => {
    expect(links(title, 'https://example.com/a')).toEqual([
      { href: 'https://example.com/a', text: title.replaceAll('<', '&lt;').replaceAll('>', '&gt;') },
    ]);
  });

  test('an address with parentheses, spaces and a fragment is kept whole', () => {
    expect(links('T', 'https://example.com/a(b)#c?d=e')).toEqual([
      { href: 'https://example.com/a(b)#c?d=e', text: 'T' },
    ]);
  });

  test('a source without address is no link', () => {
    expect(links('Usage [x]', null)).toEqual([]);
    expect(replyText(answer({ sources: [] }))).not.toContain('Sources');
  });
});

describe('what a person typed', () => {
  const typed = [
    '<script>alert(1)</script>',
    '[x](https://evil.example)',
    '![x](https://evil.example/p.png)',
    '<https://evil.example>',
    'https://evil.example',
    '**bold** _it_ `code` ~~gone~~',
    '# heading',
    '> quote',
    '- item',
    '1. item',
    '1) item',
    '| a | b |',
    '&lt;script&gt; &#60;',
    '\\[x](y)',
    '```',
    '@channel <!here> <@U123>',
  ];
  const plain = (html: string) =>
    html
      .replace(/<\/?p>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');

  test.each(typed)('is text and nothing else once escaped: %s', (text) => {
    const html = markdown.render(escapeMarkdown(text));
    expect(html).toMatch(/^<p>.*<\/p>\n$/s);
    expect(plain(html).trim()).toBe(text);
  });

  test('whatever one line of it is', () => {
    const special = fc.constantFrom(...'\\`*_{}[]()#+-.!|<>~&@:=\'"/ 1ab');
    const line = fc.array(fc.oneof(special, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 30 });
    fc.assert(
      fc.property(line, (pieces) => {
        // The line breaks of other platforms and what Markdown trims are no part of a line.
        const text = pieces
          .join('')
          .replace(/[\s\0]+/g, ' ')
          .trim();
        fc.pre(text !== '');
        expect(plain(markdown.render(escapeMarkdown(text))).trim()).toBe(text);
      }),
    );
  });

  test('stands escaped where it is explained', () => {
    const explanation: Explanation = {
      words: typed,
      corrected: [{ from: '[a](https://evil.example)', to: '<b>' }],
      aliases: [{ from: '*a*', to: '_b_' }],
      unknownWords: typed,
      coverage: 0.5,
      candidates: [{ entry: 'entry' as EntryId, confidence: 0.5, score: 1, matched: typed }],
      outcome: 'unknown',
      thresholds: { settle: 0.6, choose: 0.1 },
    };
    const last = { entry: null, what: null, tapped: false, confidence: 0.5, explanation };
    const html = markdown.render(explainText({ ...newSession(), last }, { entries: new Map() } as unknown as Corpus));
    expect(html).not.toMatch(/<(a|img|script|code|blockquote|h\d|s)\b/);
  });
});
