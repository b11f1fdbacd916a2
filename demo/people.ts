import type { Person } from '../src/triage/ticket.ts';

/** Everybody in the demo works at a company that does not exist. */

const SLACK = 'T0DEMO';
const TEAMS = '00000000-0000-0000-0000-00000000de30';

function slack(user: string, name: string): Person {
  return { platform: 'slack', tenant: SLACK, user, name };
}

function teams(user: string, name: string): Person {
  return { platform: 'teams', tenant: TEAMS, user, name };
}

export const REQUESTERS = {
  maria: slack('U0MARIA', 'Maria Keller'),
  tom: teams('tom.brandt', 'Tom Brandt'),
  jonas: slack('U0JONAS', 'Jonas Vogel'),
  priya: slack('U0PRIYA', 'Priya Nair'),
  lena: teams('lena.hoff', 'Lena Hoff'),
  karl: slack('U0KARL', 'Karl Winter'),
  sofia: slack('U0SOFIA', 'Sofia Rossi'),
  emil: teams('emil.dahl', 'Emil Dahl'),
  /** The one who types at the prompt of the machine that the demo is on. */
  you: { platform: 'cli', tenant: 'local', user: 'local', name: null },
} as const satisfies Record<string, Person>;
export type Requester = keyof typeof REQUESTERS;

/** `you`: the user that the prompt knows. */
export function requester(who: Requester, you: string): Person {
  return who === 'you' ? { ...REQUESTERS.you, user: you, name: you } : REQUESTERS[who];
}

export const AGENTS = {
  anna: slack('U0ANNA', 'Anna Berg'),
  bo: slack('U0BO', 'Bo Lindqvist'),
} as const satisfies Record<string, Person>;
export type Agent = keyof typeof AGENTS;
