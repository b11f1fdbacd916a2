import type MarkdownIt from 'markdown-it';
import { escapeText, literalPart, lookalikes, withoutQuotes } from './escape.ts';
import { READING } from './limits.ts';

export type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

type Mark = '*' | '_' | '~';

type Piece =
  | { is: 'words'; text: string }
  | { is: 'code'; text: string }
  | { is: 'link'; url: string; label: string }
  | { is: 'mark'; mark: Mark; open: boolean }
  | { is: 'break' };

const MARKS: Readonly<Record<string, { mark: Mark; open: boolean }>> = {
  strong_open: { mark: '*', open: true },
  strong_close: { mark: '*', open: false },
  em_open: { mark: '_', open: true },
  em_close: { mark: '_', open: false },
  s_open: { mark: '~', open: true },
  s_close: { mark: '~', open: false },
};

/** One run of inline tokens as mrkdwn; lines are parted by hard breaks only. `bold`: the whole of it. */
export function inlineMrkdwn(tokens: readonly Token[], bold = false): string {
  const inner = pieces(tokens);
  const all: Piece[] = bold
    ? [{ is: 'mark', mark: '*', open: true }, ...inner, { is: 'mark', mark: '*', open: false }]
    : inner;
  return withoutQuotes(write(withoutMisfits(codeInWordsAsWords(all))));
}

/** The words alone, escaped, without marks and addresses. */
export function inlinePlain(tokens: readonly Token[]): string {
  const words = pieces(tokens).map((piece) => (piece.is === 'break' ? '\n' : visible(piece)));
  return withoutQuotes(literalPart(words.join(''), '', ''));
}

function pieces(tokens: readonly Token[]): Piece[] {
  const out: Piece[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.type !== 'link_open') {
      if (token) out.push(piece(token));
      continue;
    }
    // Slack formats nothing inside a link: its title is the words between the two tokens.
    const end = tokens.findIndex((each, i) => i > at && each.type === 'link_close');
    const inside = tokens
      .slice(at + 1, end)
      .map(piece)
      .map(visible)
      .join('');
    out.push(link(token.attrGet('href'), inside));
    at = end;
  }
  return merged(out);
}

function piece(token: Token): Piece {
  const mark = MARKS[token.type];
  if (mark) return { is: 'mark', ...mark };
  switch (token.type) {
    case 'code_inline':
      return { is: 'code', text: token.content };
    case 'softbreak':
      return { is: 'words', text: ' ' };
    case 'hardbreak':
      return { is: 'break' };
    case 'image':
      return link(token.attrGet('src'), token.content);
    default:
      return { is: 'words', text: token.content };
  }
}

function link(url: string | number | null, label: string): Piece {
  const address = String(url ?? '');
  const words = label.trim() === '' ? address : label;
  const fits = address.length <= READING.linkUrl && /^(https?:|mailto:)[^\s<>|]+$/i.test(address);
  return fits ? { is: 'link', url: address, label: words } : { is: 'words', text: words };
}

function visible(piece: Piece): string {
  if (piece.is === 'link') return piece.label;
  if (piece.is === 'break') return ' ';
  return piece.is === 'mark' ? '' : piece.text;
}

function merged(all: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const each of all) {
    const last = out.at(-1);
    if (last?.is === 'words' && each.is === 'words') out[out.length - 1] = { is: 'words', text: last.text + each.text };
    else out.push(each);
  }
  return out;
}

/** The character that a reader sees before (`step` -1) or after (1) a piece; '' at the ends of a line. */
function neighbour(all: readonly Piece[], from: number, step: -1 | 1): string {
  for (let at = from + step; at >= 0 && at < all.length; at += step) {
    const each = all[at];
    if (!each || each.is === 'break') return '';
    const characters = [...visible(each)];
    if (characters.length > 0) return (step < 0 ? characters.at(-1) : characters[0]) ?? '';
  }
  return '';
}

const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);

/** Slack knows code at the ends of words only; elsewhere the backticks would show. */
function codeInWordsAsWords(all: readonly Piece[]): Piece[] {
  const out = all.map((each, at): Piece => {
    if (each.is !== 'code') return each;
    const bare = each.text.trim() === '' || isWord(neighbour(all, at, -1)) || isWord(neighbour(all, at, 1));
    return bare ? { is: 'words', text: each.text } : each;
  });
  return merged(out);
}

/** Drops pairs of marks that Slack would show instead of using: inside a word, empty, or twice the same. */
function withoutMisfits(all: readonly Piece[]): Piece[] {
  const dropped = new Set<number>();
  const opened: { mark: Mark; at: number; nested: boolean }[] = [];
  for (const [at, each] of all.entries()) {
    if (each.is !== 'mark') continue;
    if (each.open) {
      opened.push({ mark: each.mark, at, nested: opened.some(({ mark }) => mark === each.mark) });
      continue;
    }
    const begin = opened.pop();
    if (!begin) continue;
    const inside = all
      .slice(begin.at + 1, at)
      .map(visible)
      .join('');
    const sits = !isWord(neighbour(all, begin.at, -1)) && !isWord(neighbour(all, at, 1));
    if (begin.nested || !sits || inside === '' || inside !== inside.trim()) dropped.add(begin.at).add(at);
  }
  return all.filter((_, at) => !dropped.has(at));
}

/** Marks are written as late and closed as early as can be: none is empty, none spans two lines. */
function write(all: readonly Piece[]): string {
  let out = '';
  let wanted: Mark[] = [];
  let written: Mark[] = [];
  const close = (keep: number) => {
    out += written.slice(keep).reverse().join('');
    written = written.slice(0, keep);
  };
  for (const [at, each] of all.entries()) {
    if (each.is === 'mark') {
      wanted = each.open ? [...wanted, each.mark] : wanted.slice(0, -1);
      close(Math.min(written.length, wanted.length));
    } else if (each.is === 'break') {
      close(0);
      out = `${out.trimEnd()}\n`;
    } else {
      const text = writePiece(each, all, at);
      if (text === '') continue;
      out += wanted.slice(written.length).join('');
      written = [...wanted];
      out += text;
    }
  }
  return out;
}

function writePiece(each: Exclude<Piece, { is: 'mark' | 'break' }>, all: readonly Piece[], at: number): string {
  switch (each.is) {
    case 'words':
      return literalPart(each.text, edge(all[at - 1]), edge(all[at + 1]));
    case 'code':
      return `\`${escapeText(each.text.replaceAll('`', 'ˋ'))}\``;
    case 'link':
      return each.label === each.url
        ? `<${escapeText(each.url)}>`
        : `<${escapeText(each.url)}|${linkTitle(each.label)}>`;
    default:
      return each satisfies never;
  }
}

function linkTitle(label: string): string {
  return escapeText(lookalikes(label).replaceAll('|', '∣').replace(/\s+/g, ' ').trim());
}

/** What stands beside words: nothing at a line's ends, else something that lets a mark format. */
function edge(piece: Piece | undefined): string {
  return piece === undefined || piece.is === 'break' ? '' : '|';
}
