export const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text that no client parses, cut at a word. Length in UTF-16 units. */
export function cutPlain(text: string, length: number): string {
  if (text.length <= length) return text;
  // The ellipsis takes the place of the character there, and no half of one stays before it.
  const cut = text.slice(0, graphemes.segment(text).containing(length - 1)?.index ?? 0);
  const word = cut.replace(/\s+\S*$/u, '');
  return `${(word.length > length / 2 ? word : cut).trimEnd()}${ELLIPSIS}`;
}
