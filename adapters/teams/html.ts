/** HTML of a message as a person reads it. The result is plain text: whoever shows it escapes it as typed words. */

/** More of a message is not read; the core takes less. */
const LONGEST = 20_000;

/** What stands in them is not for reading, or is not the writer's own: Teams quotes in a `blockquote`. */
const UNREAD: ReadonlySet<string> = new Set(['blockquote', 'head', 'script', 'style', 'title']);
const BREAKS: ReadonlySet<string> = new Set(['br', 'div', 'h1', 'h2', 'h3', 'li', 'p', 'pre', 'tr']);

export function htmlText(html: string): string {
  let text = '';
  const unread: string[] = [];
  for (const [part, close = '', name, rest = ''] of html.slice(0, LONGEST).matchAll(PARTS)) {
    const tag = name?.toLowerCase();
    if (tag !== undefined && UNREAD.has(tag) && !rest.endsWith('/')) passOver(unread, tag, close !== '');
    else if (unread.length === 0) text += tag === undefined ? words(part) : inPlaceOf(tag, close !== '');
  }
  return tidy(text);
}

/** Keeps which unread elements are open. */
function passOver(unread: string[], tag: string, closes: boolean): void {
  if (!closes) unread.push(tag);
  else if (unread.includes(tag)) unread.length = unread.lastIndexOf(tag);
}

/** Words, a stray bracket, or a comment. */
function words(part: string): string {
  return part.startsWith('<!') ? '' : decodeEntities(part.replace(/\s+/g, ' '));
}

function inPlaceOf(tag: string, closes: boolean): string {
  if (BREAKS.has(tag)) return '\n';
  return tag === 'at' && !closes ? '@' : '';
}

/** A tag, what merely looks like one, or words up to the next bracket. Each takes time in proportion to its length. */
const PARTS = /<(\/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>|<[^<>]*>|<|[^<]+/g;

/** The entities that Teams writes; each once, so that `&amp;lt;` stays what somebody typed. */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, (all: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : all;
  });
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|apos|gt|lt|nbsp|quot));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', nbsp: ' ', quot: '"' };

/** Blanks of every kind as one, lines without blanks at their ends. */
export function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
