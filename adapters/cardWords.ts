/** Words and signs on agents' cards, the same on every platform. */

/** How pressing a ticket is, at a glance. */
export const MARKS = { P1: '🔴', P2: '🟠', P3: '🟡', P4: '⚪' } as const;

/** What somebody did, by the action of the history; what has no words here is seen in how the ticket stands. */
export const VERBS: Readonly<Record<string, string>> = {
  comment: 'wrote',
  reject: 'says it is not solved',
  ask: 'asked',
  tell: 'wrote to the requester',
  answer: 'sent an answer',
  note: 'noted',
  reopen: 'opened it again',
  propose: 'proposed it as an entry of the FAQ',
};
