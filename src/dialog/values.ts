import type { EntryId, FactName } from '../brand.ts';

/**
 * The values that our own buttons carry. A value names the question that it answers, so that an old button can never
 * answer a newer question. One place writes and reads them.
 */
export const VALUES = {
  why: 'why',
  cancel: 'cancel',
  help: 'help',
  browse: 'browse',
  helpdesk: 'helpdesk',
  entry: (id: EntryId) => `entry:${id}`,
  section: (id: string) => `section:${id}`,
  /** Answers an entry's question for a fact: a version, a range of versions, the id of a value, or `unknown`. */
  fact: (entry: EntryId, fact: FactName, value: string) => `fact:${entry}:${fact}=${value}`,
  /** 'None of these' in the choice between these entries. */
  none: (entries: readonly EntryId[]) => `none:${entries.join(',')}`,
  /** Goes to a step of a walk, counted from 1. */
  step: (entry: EntryId, number: number) => `step:${number}:${entry}`,
  /** Drops a fact and says the entry anew. */
  forget: (fact: FactName, entry: EntryId) => `forget:${fact}:${entry}`,
  /** A question in words, such as an example. */
  ask: (text: string) => `ask:${text}`,
} as const;

/** 'None of these' in whichever choice waits: typed by a script, or on a button of an earlier release. */
export const BARE_NONE = 'none';

/** What a fact's value is when the person does not know it. */
export const UNKNOWN = 'unknown';

export type Tapped =
  | { is: 'entry'; id: string }
  | { is: 'section'; id: string }
  /** `id` null: the value names no entry, as those of earlier releases and of scripts do. */
  | { is: 'fact'; id: string | null; fact: FactName; value: string }
  | { is: 'none'; ids: string[] }
  | { is: 'step'; number: number; id: string }
  | { is: 'forget'; fact: FactName; id: string }
  | { is: 'ask'; text: string }
  | { is: 'plain'; value: string };

export function readValue(value: string): Tapped {
  const [, id, name, fact] = /^(?:fact:([^:=]+):)?([A-Za-z]\w*)=(.+)$/.exec(value) ?? [];
  if (name !== undefined && fact !== undefined) {
    return { is: 'fact', id: id ?? null, fact: name as FactName, value: fact };
  }
  const at = value.indexOf(':');
  const rest = value.slice(at + 1);
  const [first = '', second = ''] = rest.split(':');
  switch (at < 0 ? '' : value.slice(0, at)) {
    case 'entry':
      return { is: 'entry', id: rest };
    case 'section':
      return { is: 'section', id: rest };
    case 'step':
      return { is: 'step', number: Number(first), id: second };
    case 'forget':
      return { is: 'forget', fact: first as FactName, id: second };
    case 'none':
      return { is: 'none', ids: rest.split(',') };
    case 'ask':
      return { is: 'ask', text: rest };
    default:
      return { is: 'plain', value };
  }
}
