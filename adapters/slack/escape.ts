import { sound } from '../sound.ts';

/**
 * Slack has three control characters that can be escaped, and no escape for `*`, `_`, `~` and the backtick
 * (slackhq/slack-api-docs issue 34: only spaces around them, or code, keep them from formatting). A zero-width space
 * beside them does the opposite, it makes them format inside a word. So where one of them could format, a character
 * of the same look stands in its place; the full-width forms format, too.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  '＊': '﹡',
  '＿': 'ˍ',
  '｀': 'ˋ',
};

/** Slack hides a soft hyphen, and a quote sign behind it begins no quote. Neither `&gt;` nor `＞` is safe at a line's start. */
const SOFT_HYPHEN = '\u00ad';

/** `&`, `<` and `>` only: what Slack reads as mentions, links and dates. */
export function escapeText(typed: string): string {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Words in mrkdwn that show as they are: nothing in them formats, links, mentions or quotes. */
export function literalText(typed: string): string {
  return withoutQuotes(literalPart(sound(typed), '', ''));
}

/**
 * Words between other parts of a line. `before` and `after` are the neighbouring characters; '' at the line's ends.
 */
export function literalPart(words: string, before: string, after: string): string {
  const harmless = words.replace(/[*_~`＊＿｀]+/g, (run, at: number) => {
    const left = at > 0 ? (words[at - 1] ?? '') : before;
    const right = words[at + run.length] ?? after;
    return formats(run, left, right) ? lookalikes(run) : run;
  });
  return escapeText(harmless);
}

/** Slack formats neither inside a word nor around a blank. Code it does, whatever stands beside the backticks. */
function formats(run: string, left: string, right: string): boolean {
  const inWord = /[A-Za-z0-9]/.test(left) && /[A-Za-z0-9]/.test(right);
  const alone = left.trim() === '' && right.trim() === '';
  return /[`｀]/.test(run) || !(inWord || alone);
}

/** Every character that could format, whatever stands beside it: for the title of a link. */
export function lookalikes(words: string): string {
  return words.replace(/[*_~`＊＿｀]/g, (character) => LOOKALIKES[character] ?? character);
}

/** Lines that begin with a quote sign of their own begin no quote. */
export function withoutQuotes(mrkdwn: string): string {
  return mrkdwn.replace(/^([ \t]*)(&gt;|＞)/gm, `$1${SOFT_HYPHEN}$2`);
}

/** Text of a plain_text object, which Slack does not parse; on one line, and free of what would look like a mention. */
export function plainLabel(text: string): string {
  return sound(text)
    .replace(/\s+/g, ' ')
    .replace(/<(?=[!@#])/g, '‹')
    .trim();
}
