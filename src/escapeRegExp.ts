/** A text as a pattern that matches it and nothing else, in every mode of regular expressions. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
