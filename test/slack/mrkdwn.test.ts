import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeText, literalText } from '../../adapters/slack/escape.ts';
import { plainText, toMrkdwn } from '../../adapters/slack/mrkdwn.ts';
import { escapeMarkdown } from '../../src/markdown.ts';
import { hostile } from '../replies/hostile.ts';
import { smuggled } from './checker.ts';

/** How far a list is indented in another. */
const IN = '\u00a0'.repeat(4);

describe('CommonMark to mrkdwn', () => {
  test.each([
    ['bold and italic', '**bold** and *italic* and __both__', '*bold* and _italic_ and *both*'],
    ['one in the other', '**a *b* c**', '*a _b_ c*'],
    ['bold in bold is bold once', '**a __b__ c**', '*a b c*'],
    ['strike-through', '~~gone~~', '~gone~'],
    ['bold across a hard break', '**a\\\nb**', '*a*\n*b*'],
    ['code', 'run `Get-X -Y <z>`', 'run `Get-X -Y &lt;z&gt;`'],
    ['code with a backtick', '`` a`b ``', '`aˋb`'],
    ['code block', '```powershell\nGet-X | Y\n\n  <z>\n```', '```\nGet-X | Y\n\n  &lt;z&gt;\n```'],
    ['code block that would end early', '~~~\na```b\n~~~', '```\naˋˋˋb\n```'],
    ['link', '[a & b](https://x.example/?a=1&b=2)', '<https://x.example/?a=1&amp;b=2|a &amp; b>'],
    ['link by mail', '[write](mailto:a@b.example)', '<mailto:a@b.example|write>'],
    ['link with markup in its title', '[**a** `b_` | c](https://x.example)', '<https://x.example|a bˍ ∣ c>'],
    ['bold link', '**[a](https://x.example)**', '*<https://x.example|a>*'],
    ['bare link', '<https://x.example/a_b>', '<https://x.example/a_b>'],
    ['link without a title', '[](https://x.example)', '<https://x.example>'],
    [
      'no other scheme',
      '[a](javascript:alert(1)) [b](ftp://x) [c](/d)',
      '[a](javascript:alert(1)) [b](ftp://x) [c](/d)',
    ],
    ['picture', '![a chart](https://x.example/a.png)', '<https://x.example/a.png|a chart>'],
    ['heading', '## What to do', '*What to do*'],
    ['heading with bold', '# a **b**', '*a b*'],
    ['soft break', 'a\nb', 'a b'],
    ['hard break', 'a  \nb', 'a\nb'],
    ['paragraphs', 'a\n\n\n\nb', 'a\n\nb'],
    ['rule', 'a\n\n---\n\nb', 'a\n\n———\n\nb'],
    ['bullets', '- a\n- b', '• a\n• b'],
    ['numbers', '3. a\n4. b', '3. a\n4. b'],
    ['lists in lists', '1. a\n   - b\n     - c\n2. d', `1. a\n${IN}◦ b\n${IN}${IN}▪ c\n2. d`],
    ['list with paragraphs', '- a\n\n  b', `• a\n${IN}b`],
    ['list with code', '- a\n  ```\n  x\n    y\n  ```', '• a\n```\nx\n  y\n```'],
    ['quote', '> a\n> b\n>\n> c', '> a b\n>\n> c'],
    ['quote in a quote', '> a\n> > b', '> a\n>\n> b'],
    ['quote in a list', '- a\n  > b', '• a\n> b'],
    ['code in a quote', '> ```\n> a `b`\n>\n> c\n> ```', '> `a ˋbˋ`\n>\n> `c`'],
    ['list in a quote', '> - a\n>   - b', `> • a\n> ${IN}◦ b`],
    ['table', '| a | b |\n|---|---|\n| 1 | `2` |', '*a* | *b*\n1 | `2`'],
    ['raw HTML', 'a <b onclick="x">c</b>', 'a &lt;b onclick="x"&gt;c&lt;/b&gt;'],
    ['control characters', 'a\u0000\u0007b\r\nc', 'ab c'],
    ['nothing', '', ''],
  ])('%s', (_, commonMark, mrkdwn) => {
    expect(toMrkdwn(commonMark)).toBe(mrkdwn);
  });

  test.each([
    ['escaped stars', '\\*not bold\\*', '∗not bold∗'],
    ['escaped underscores', '\\_not italic\\_ \\~x\\~', 'ˍnot italicˍ ∼x∼'],
    ['escaped backticks', '\\`not code\\`', 'ˋnot codeˋ'],
    ['full-width signs', '＊a＊ ＿b＿ ｀c｀', '﹡a﹡ ˍbˍ ˋcˋ'],
    ['names with underscores stay as they are', 'ms_DS_x and 2 * 3 * 4', 'ms_DS_x and 2 * 3 * 4'],
    ['bold inside a word is given up', 'foo**bar**baz', 'foobarbaz'],
    ['code inside a word is given up', 'foo`bar_`baz', 'foobar_baz'],
    ['bold beside letters of other scripts', '漢字**太字**漢字', '漢字太字漢字'],
    ['a quote sign is no quote', '\\> 1.1 \\\n\\> 2', '\u00ad&gt; 1.1\n\u00ad&gt; 2'],
    ['a full-width quote sign', '＞ a', '\u00ad＞ a'],
  ])('what is no markup stays none: %s', (_, commonMark, mrkdwn) => {
    expect(toMrkdwn(commonMark)).toBe(mrkdwn);
  });

  test.each(['<!channel>', '<!here|here>', '<@U1>', '<#C1|x>', '<!subteam^S1>', '<!date^1^{date}|x>', '<tel:1|x>'])(
    '%s is text, wherever it stands',
    (bad) => {
      for (const around of ['T', '**T**', '`T`', '> T', '- T', '# T', '[T](https://x.example)', '```\nT\n```']) {
        const mrkdwn = toMrkdwn(around.replace('T', bad));
        expect(smuggled(mrkdwn)).toEqual([]);
        expect(mrkdwn).toContain('&lt;');
      }
    },
  );

  test('the words of an entity are not decoded into markup', () => {
    expect(toMrkdwn('&lt;!channel&gt; &amp;lt;')).toBe('&lt;!channel&gt; &amp;lt;');
  });
});

describe('words as they are', () => {
  test('escapeText escapes three characters', () => {
    expect(escapeText('<a> & "b" *c*')).toBe('&lt;a&gt; &amp; "b" *c*');
  });

  test('literalText leaves nothing that formats', () => {
    expect(literalText('*a* _b_ `c` ~d~ <!here> & e\n> f')).toBe('∗a∗ ˍbˍ ˋcˋ ∼d∼ &lt;!here&gt; &amp; e\n\u00ad&gt; f');
  });

  test('plainText keeps the words alone', () => {
    const commonMark = '## A\n\n**b** `c` [d](https://x.example) <e>\n\n> f\n\n1. g\n   - h\n\n```\ni\n```';
    expect(plainText(commonMark)).toBe(`A\n\nb c d &lt;e&gt;\n\nf\n\n1. g\n${IN}◦ h\n\ni`);
  });
});

const html = new MarkdownIt({ html: false, linkify: false });
html.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url);

/** The letters that a browser would show: another way to the same words. */
function lettersOf(commonMark: string): string {
  const page = html.render(commonMark.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, ''));
  return letters(page.replace(/<img[^>]* alt="([^"]*)"[^>]*>/g, '$1').replace(/<[^>]*>/g, ''));
}

function lettersShown(mrkdwn: string): string {
  return letters(mrkdwn.replace(/<(?:[^<>|\n]*\|)?([^<>\n]*)>/g, '$1'));
}

function letters(escaped: string): string {
  const text = escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  return (text.replaceAll('&amp;', '&').match(/[A-Za-z]/g) ?? []).join('');
}

describe('whatever the input', () => {
  const runs = { numRuns: 400 };

  test('nothing between angle brackets but our own links', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(smuggled(toMrkdwn(text))).toEqual([]);
        expect(plainText(text)).not.toMatch(/[<>]/);
      }),
      runs,
    );
  });

  test('every word survives, in order', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(lettersShown(toMrkdwn(text))).toBe(lettersOf(text));
      }),
      runs,
    );
  });

  test('what a person typed never formats', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const flat = text.replace(/\s+/g, ' ').trim();
        const mrkdwn = toMrkdwn(escapeMarkdown(flat));
        expect(mrkdwn).not.toMatch(/`|<|(^|\s)[*_~](?=\S)[^\n]*\S[*_~](?=\s|$)/);
      }),
      runs,
    );
  });
});
