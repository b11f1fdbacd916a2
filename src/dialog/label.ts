/** Characters that a label has at most: what fits on every platform's buttons. */
const LABEL = 75;

/** A text as a label, cut with an ellipsis where it is too long. */
export function labelOf(text: string): string {
  if (text.length <= LABEL) return text;
  // Half of a surrogate pair is no character.
  return `${text.slice(0, LABEL - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
