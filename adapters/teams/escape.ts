import { remembered } from '../remembered.ts';
import { sound } from '../sound.ts';

/**
 * Teams' desktop client reads CommonMark and its escapes; the phones' parser of cards knows a backslash before `*` and
 * `_` alone and shows every other one (microsoft/AdaptiveCards, MarkDownBlockParser). So a backslash stands only where a
 * character would do something, and a link is broken between `]` and `(`, where both read it.
 */

/** What a person typed, in the text of a card: nothing in it formats, links, mentions or is filled in by the client. */
export function escapeCard(typed: string): string {
  return literalLines(sound(typed));
}

/** What a person typed, in the text of a message: beside all that, no mark of a citation. */
export function escapeText(typed: string): string {
  return escapeCard(typed).replace(/(?<!\\)\[(?=\d+\])/g, '\\[');
}

function literalLines(words: string): string {
  return words
    .split('\n')
    .map((line) => withoutBlockStart(literalPart(line, '', '')))
    .join('\n');
}

/** Words between other parts of a line. `before` and `after` are the neighbouring characters; '' at the line's ends. */
export function literalPart(words: string, before: string, after: string): string {
  // Where a form was dropped between two parts, they stand side by side and could become more together.
  const open = before === ']' && /^[([:]/.test(words) ? '\\' : '';
  const apart = !/[A-Za-z/!?#{*_\\]/.test(after) ? words : words.replace(/[<&{]$/, (last) => LOOKALIKES[last] ?? last);
  return (
    open +
    withoutMentions(apart)
      .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
      .replace(/[*_]+/g, (run: string, at: number, all: string) => {
        const left = at > 0 ? (all[at - 1] ?? '') : before;
        const right = all[at + run.length] ?? after;
        return formats(run, left, right) ? slashed(run) : run;
      })
      .replace(/`|~{2,}/g, slashed)
      .replace(/\](?=[([:])/g, ']\\')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/<(?=[A-Za-z/!?])/g, '\\<')
      // Card clients fill in dates and times that stand in two braces.
      .replace(/\{(?=\{)/g, '{\\')
  );
}

const LOOKALIKES: Readonly<Record<string, string>> = { '<': '‹', '&': '＆', '{': '｛' };

/** No `<at>` of a person's is ever taken for a mention, whatever entities a message has. */
function withoutMentions(words: string): string {
  return words.replace(/<(?=\s*\/?\s*at\b)/gi, '‹');
}

/** Neither inside a word nor around a blank; `*` also inside a word. */
function formats(run: string, left: string, right: string): boolean {
  const alone = left.trim() === '' && right.trim() === '';
  const inWord = !run.includes('*') && /[A-Za-z0-9]/.test(left) && /[A-Za-z0-9]/.test(right);
  return !(alone && left + right !== '') && !inWord;
}

function slashed(characters: string): string {
  return characters.replace(/[\s\S]/g, '\\$&');
}

/** A line that begins like a list, a heading, a quote, a rule or code begins none. */
export function withoutBlockStart(line: string): string {
  return line
    .trimStart()
    .replace(/^(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|=+\s*$|-+\s*$|(?:[-*_]\s*){3,}$|[|:\s-]*-[|:\s-]*$)/, '\\')
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\');
}

/** Labels of buttons, previews and notifications, which no client reads as Markdown: one line. */
export const plainLabel: (text: string) => string = remembered((text) =>
  withoutMentions(sound(text)).replace(/\s+/g, ' ').trim(),
);
