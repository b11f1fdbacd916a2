import type { EntryId, FactName } from '../brand.ts';

/** The values that our own buttons carry, besides those of a fact's cases. One place writes and reads them. */
export const VALUES = {
  next: 'next',
  back: 'back',
  unknown: 'unknown',
  none: 'none',
  why: 'why',
  cancel: 'cancel',
  help: 'help',
  browse: 'browse',
  helpdesk: 'helpdesk',
  entry: (id: EntryId) => `entry:${id}`,
  section: (id: string) => `section:${id}`,
  forget: (fact: FactName) => `forget:${fact}`,
  /** A question in words, such as an example. */
  ask: (text: string) => `ask:${text}`,
} as const;

export type Tapped =
  | { is: 'entry'; id: string }
  | { is: 'section'; id: string }
  | { is: 'forget'; fact: FactName }
  | { is: 'ask'; text: string }
  | { is: 'plain'; value: string };

export function readValue(value: string): Tapped {
  const at = value.indexOf(':');
  const rest = value.slice(at + 1);
  switch (at < 0 ? '' : value.slice(0, at)) {
    case 'entry':
      return { is: 'entry', id: rest };
    case 'section':
      return { is: 'section', id: rest };
    case 'forget':
      return { is: 'forget', fact: rest as FactName };
    case 'ask':
      return { is: 'ask', text: rest };
    default:
      return { is: 'plain', value };
  }
}
