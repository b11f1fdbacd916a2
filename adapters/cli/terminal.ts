import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false });

type Token = ReturnType<typeof markdown.parse>[number];

/** What has been written so far, and where the next line begins. */
interface Page {
  lines: string[];
  styled: boolean;
  quotes: number;
  /** One counter an open list; null: bullets. */
  lists: (number | null)[];
  /** The bullet or number that the next line begins with. */
  marker: string;
}

/**
 * CommonMark for a terminal: paragraphs, indented lists, quotes behind a bar, links as `title <address>`. Control
 * characters that could steer the terminal are dropped.
 */
export function terminalText(text: string, styled: boolean): string {
  const page: Page = { lines: [], styled, quotes: 0, lists: [], marker: '' };
  for (const token of markdown.parse(withoutControls(text), {})) BLOCKS[token.type]?.(page, token);
  const lines = page.lines.map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const BLOCKS: Readonly<Record<string, (page: Page, token: Token) => void>> = {
  bullet_list_open: (page) => page.lists.push(null),
  ordered_list_open: (page, token) => page.lists.push(Number(token.attrGet('start') ?? 1)),
  bullet_list_close: closeList,
  ordered_list_close: closeList,
  list_item_open: openItem,
  blockquote_open: (page) => {
    page.quotes++;
  },
  blockquote_close: (page) => {
    page.quotes--;
    // The bar below the last paragraph of a quote belongs to nothing.
    if (page.lines.at(-1) === '│'.repeat(page.quotes + 1)) page.lines.pop();
    page.lines.push('');
  },
  inline: (page, token) => write(page, inline(token.children ?? [], page.styled)),
  fence: (page, token) => write(page, token.content.trimEnd()),
  code_block: (page, token) => write(page, token.content.trimEnd()),
  paragraph_close: (page) => {
    if (page.lists.length === 0) page.lines.push('│'.repeat(page.quotes));
  },
};

function closeList(page: Page): void {
  page.lists.pop();
  page.marker = '';
  if (page.lists.length === 0) page.lines.push('');
}

function openItem(page: Page): void {
  const count = page.lists.at(-1) ?? null;
  page.marker = count === null ? '• ' : `${count}. `;
  if (count !== null) page.lists[page.lists.length - 1] = count + 1;
}

function write(page: Page, content: string): void {
  const bar = '│ '.repeat(page.quotes);
  const indent = '  '.repeat(Math.max(page.lists.length - 1, 0));
  for (const [i, line] of content.split('\n').entries()) {
    const lead = i === 0 ? page.marker : ' '.repeat(page.marker.length);
    page.lines.push(`${bar}${indent}${lead}${line}`);
  }
  page.marker = ' '.repeat(page.marker.length);
  if (page.lists.length === 0) page.marker = '';
}

function inline(tokens: readonly Token[], styled: boolean): string {
  const open: string[] = [];
  return tokens
    .map((token) => {
      if (token.type === 'link_open') open.push(String(token.attrGet('href') ?? ''));
      return token.type === 'link_close' ? ` <${open.pop()}>` : spanText(token, styled);
    })
    .join('');
}

const BOLD = { strong_open: '\u001b[1m', strong_close: '\u001b[22m' } as const;

function spanText(token: Token, styled: boolean): string {
  switch (token.type) {
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return '\n';
    case 'strong_open':
    case 'strong_close':
      return styled ? BOLD[token.type] : '';
    default:
      return token.content;
  }
}

/** What a platform made up, or somebody typed, on one line: nothing in it steers the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}
