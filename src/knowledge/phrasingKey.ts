/** Two phrasings with the same key are the same one: a corpus has it in one place only. */
export function phrasingKey(phrasing: string): string {
  return phrasing
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
