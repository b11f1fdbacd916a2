import { ELLIPSIS } from '../cutPlain.ts';

/** Mrkdwn in parts that belong together: code, links and entities, each character else by itself, never half a pair. */
const ATOMS = /```[\s\S]*?```|`[^`\n]+`|<[^<>\n]*>|&(?:amp|lt|gt);|[\s\S]/gu;

interface Halves {
  head: string;
  rest: string;
}

/** Shortens mrkdwn to `length` characters at the end of a word, and says so with an ellipsis. Nothing is left half open. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  return halve(text, Math.max(length, 1), ELLIPSIS).head;
}

/** Parts of at most `most` characters each, which is 40 or more, parted where paragraphs end, or else where lines or words do. */
export function splitText(text: string, most: number): string[] {
  // Shorter parts would hold little but the marks that are opened again.
  const length = Math.max(most, 40);
  const parts: string[] = [];
  let current = '';
  for (const paragraph of paragraphsOf(text)) {
    if (current !== '' && current.length + 2 + paragraph.length <= length) {
      current = `${current}\n\n${paragraph}`;
      continue;
    }
    if (current !== '') parts.push(current);
    current = paragraph;
    while (current.length > length) {
      const { head, rest } = halve(current, length, '');
      if (head.trim() !== '') parts.push(head);
      current = rest;
    }
  }
  return current === '' ? parts : [...parts, current];
}

/** Mrkdwn by paragraphs; a code block is one, whatever it holds. */
export function paragraphsOf(text: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  for (const { 0: found, index } of text.matchAll(/```[\s\S]*?```|\n{2,}/g)) {
    if (found.startsWith('`')) continue;
    parts.push(text.slice(begin, index));
    begin = index + found.length;
  }
  return [...parts, text.slice(begin)].filter((part) => part.trim() !== '');
}

/** What a reader sees of mrkdwn, in characters: the address of a link does not count. */
export function visibleLength(text: string): number {
  return text.replace(/<[^<>|\n]*\|([^<>\n]*)>/g, '$1').length;
}

/** Characters of a text inside a JSON payload. */
export function jsonLength(value: unknown): number {
  return JSON.stringify(value).length;
}

/** A place at which a text may be cut, and the marks that are open there. */
interface Place {
  at: number;
  open: string;
}

/** The last places of each sort that were passed. */
interface Places {
  any: Place | null;
  word: Place | null;
  line: Place | null;
}

/** Cuts in two. The head, `end` included, has at most `length` characters; the rest is shorter than the text. */
function halve(text: string, length: number, end: string): Halves {
  let open = '';
  let places: Places = { any: null, word: null, line: null };
  for (const match of text.matchAll(ATOMS)) {
    const [atom] = match;
    const at = match.index;
    const before = text[at - 1] ?? '';
    // A mark right before would open something and hold nothing.
    if (at > 0 && !(open !== '' && open.endsWith(before))) places = passed(places, { at, open }, atom);
    const openAfter = atom === '\n' ? '' : opened(open, atom, before, text[at + atom.length] ?? '');
    if (at + atom.length + openAfter.length + end.length > length) {
      const best = [places.line, places.word].find((place) => place !== null && place.at >= length / 2) ?? places.any;
      if (atom.length > 2 && (best === null || best.at < length / 2)) {
        return inside(text, { at, open }, atom, length, end);
      }
      return best === null ? { head: end, rest: text.slice(at + atom.length) } : part(text, best, end);
    }
    open = openAfter;
  }
  return { head: text, rest: '' };
}

function passed(places: Places, place: Place, atom: string): Places {
  return {
    any: place,
    word: /^\s$/.test(atom) ? place : places.word,
    line: atom === '\n' ? place : places.line,
  };
}

function part(text: string, { at, open }: Place, end: string): Halves {
  const marks = [...open].reverse().join('');
  const rest = text.slice(at);
  const quote = !rest.startsWith('\n') && /(?:^|\n)> [^\n]*$/.test(text.slice(0, at)) ? '> ' : '';
  const begin = rest.trimStart();
  return { head: `${text.slice(0, at).trimEnd()}${end}${marks}`, rest: begin === '' ? '' : `${quote}${open}${begin}` };
}

/** Cuts inside something that is too long to be kept whole: code stays code on both sides, a link becomes its title. */
function inside(text: string, place: Place, atom: string, length: number, end: string): Halves {
  const before = text.slice(0, place.at);
  const after = text.slice(place.at + atom.length);
  const fence = /^```\n?([\s\S]*?)\n?```$/.exec(atom)?.[1];
  const code = fence ?? /^`([^`]+)`$/.exec(atom)?.[1];
  const [begin, close] = fence === undefined ? ['`', '`'] : ['```\n', '\n```'];
  const room = length - place.at - begin.length - close.length - end.length - place.open.length;
  if (code !== undefined && room > 0) {
    const at = codeCut(code, room);
    const marks = [...place.open].reverse().join('');
    const kept = code.slice(at).replace(/^\n/, '');
    return {
      head: `${before}${begin}${code.slice(0, at)}${end}${close}${marks}`,
      rest: `${place.open}${kept === '' ? '' : `${begin}${kept}${close}`}${after}`,
    };
  }
  // A quote sign or a mark alone would be no progress: it comes back before the rest.
  if (before.replace(/^> |[*_~]/g, '').trim() !== '') return part(text, place, end);
  const bare = code ?? atom.replace(/^<(?:[^|>]*\|)?([^>]*)>$/, '$1');
  // An entity that does not fit is the last thing left: it is dropped.
  if (bare === atom) return { head: end, rest: after };
  return halve(`${before}${bare}${after}`, length, end);
}

/** At a line's end where one is near, else at any character, but inside no entity and no pair. */
function codeCut(code: string, room: number): number {
  let any = 0;
  let line = 0;
  for (const { 0: atom, index } of code.matchAll(/&(?:amp|lt|gt);|[\s\S]/gu)) {
    if (index > room) break;
    any = index;
    if (atom === '\n') line = index;
  }
  if (code.length <= room) return code.length;
  return line >= room / 2 ? line : Math.max(any, 1);
}

/** The marks that are open behind one more atom. */
function opened(open: string, atom: string, before: string, after: string): string {
  if (!/^[*_~]$/.test(atom)) return open;
  if (open.includes(atom)) {
    return /\s/.test(before) || /[\p{L}\p{N}]/u.test(after) ? open : open.slice(0, open.indexOf(atom));
  }
  const begins = !/[\p{L}\p{N}]/u.test(before) && after !== '' && !/\s/.test(after);
  return begins ? open + atom : open;
}
