import type MarkdownIt from 'markdown-it';
import { READING } from './limits.ts';

export type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** Words of one form. Code within a line has no form of its own in cards: it is bold, so that one sees where it ends. */
export interface Run {
  text: string;
  bold: boolean;
  italic: boolean;
  /** Where a link leads: http, https or mailto; null: it is none. */
  url: string | null;
}

/** What holds for the words that are read. */
interface Form {
  bold: number;
  italic: number;
  url: string | null;
}

/** Inline tokens in runs, a list of them for each line that a hard break begins. */
export function runsOf(tokens: readonly Token[]): Run[][] {
  const lines: Run[][] = [[]];
  const form: Form = { bold: 0, italic: 0, url: null };
  for (const token of tokens) {
    if (token.type === 'hardbreak') lines.push([]);
    else if (!changes(form, token)) say(lines.at(-1) ?? [], token, form);
  }
  return lines.map((runs) => runs.map((run) => ({ ...run, text: run.text.replace(/\s+/g, ' ') })));
}

/** Whether the token changes the form of what follows instead of saying something. */
function changes(form: Form, token: Token): boolean {
  switch (token.type) {
    case 'strong_open':
    case 'strong_close':
      form.bold += token.nesting;
      return true;
    case 'em_open':
    case 'em_close':
      form.italic += token.nesting;
      return true;
    case 'link_open':
    case 'link_close':
      form.url = token.nesting > 0 ? address(token.attrGet('href')) : null;
      return true;
    default:
      return false;
  }
}

function say(line: Run[], token: Token, form: Form): void {
  const { text, url } = wordsOf(token, form.url);
  const run = { text, bold: form.bold > 0 || token.type === 'code_inline', italic: form.italic > 0, url };
  const last = line.at(-1);
  if (text === '') return;
  if (last && last.bold === run.bold && last.italic === run.italic && last.url === url) last.text += text;
  else line.push(run);
}

function wordsOf(token: Token, url: string | null): { text: string; url: string | null } {
  if (token.type === 'softbreak') return { text: ' ', url };
  if (token.type !== 'image') return { text: token.content, url };
  const source = address(token.attrGet('src'));
  return { text: token.content.trim() === '' ? (source ?? '') : token.content, url: url ?? source };
}

function address(url: string | number | null): string | null {
  const written = String(url ?? '');
  const fits = written.length <= READING.linkUrl && /^(https?:\/\/|mailto:)[^\s<>\\]+$/i.test(written);
  // Round brackets would end the link, whatever stands in them.
  return fits ? written.replace(/[()[\]]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16).toUpperCase()}`) : null;
}
