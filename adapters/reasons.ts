/** What may be wrong with an answer: what a person picks, by the value that is stored of it. */
export const REASONS = {
  wrong: 'It is wrong',
  'not-my-question': 'It does not answer my question',
  unclear: 'It is too long or unclear',
  outdated: 'It is outdated',
} as const;

type Reason = keyof typeof REASONS;

/** What is stored of a form: the reason that was picked and what was written beside it, a line each. null for neither. */
export function reasonText(picked: string | null, written: string | null): string | null {
  const label = picked !== null && isReason(picked) ? REASONS[picked] : null;
  const parts = [label, written].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\n');
}

function isReason(value: string): value is Reason {
  return Object.hasOwn(REASONS, value);
}
