import type { Impact, Priority, Urgency } from './ticket.ts';

/** Priority by impact, then by urgency. */
export type PriorityTable = Readonly<Record<Impact, Readonly<Record<Urgency, Priority>>>>;

/** What ITIL's guides show: the more people and the more pressing, the sooner. */
export const STANDARD_PRIORITIES: PriorityTable = {
  person: { low: 'P4', normal: 'P4', high: 'P3' },
  team: { low: 'P4', normal: 'P3', high: 'P2' },
  everyone: { low: 'P3', normal: 'P2', high: 'P1' },
};

export function priorityOf(table: PriorityTable, impact: Impact, urgency: Urgency): Priority {
  return table[impact][urgency];
}

/** As a person reads them. */
export const IMPACT_WORDS: Readonly<Record<Impact, string>> = {
  person: 'only me',
  team: 'my team',
  everyone: 'everyone',
};

export const URGENCY_WORDS: Readonly<Record<Urgency, string>> = {
  low: 'it can wait',
  normal: 'it slows us down',
  high: 'work has stopped',
};
