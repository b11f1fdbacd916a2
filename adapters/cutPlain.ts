export const ELLIPSIS = '…';

/** Text that no client parses, cut at a word. Length in UTF-16 units. */
export function cutPlain(text: string, length: number): string {
  if (text.length <= length) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (cut.length + segment.length + 1 > length) break;
    cut += segment;
  }
  const word = cut.replace(/\s+\S*$/u, '');
  return `${(word.length > length / 2 ? word : cut).trimEnd()}${ELLIPSIS}`;
}
