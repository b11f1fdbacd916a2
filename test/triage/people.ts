import type { OpenCommand } from '../../src/triage/command.ts';
import type { Rules } from '../../src/triage/rules.ts';
import { type Actor, type Packet, type Person, type Place, ticketId } from '../../src/triage/ticket.ts';
import { rulesFrom, type TriageConfig, triageSection } from '../../src/triageSettings.ts';

/** People, rules and a ticket for tests. */

export function person(user: string, platform = 'slack'): Person {
  return { platform, tenant: 'T1', user, name: `${user} Example` };
}

export function place(conversation: string, platform = 'slack'): Place {
  return { platform, tenant: 'T1', conversation };
}

export const RITA = { role: 'requester', person: person('rita') } as const satisfies Actor;
export const ANNA: Actor = { role: 'agent', person: person('anna') };
export const BO: Actor = { role: 'agent', person: person('bo') };
export const DESK: Actor = { role: 'desk' };

const SECTIONS = [
  { id: 'auto-upgrade', title: 'Auto upgrade' },
  { id: 'identity-data', title: 'Identity data' },
];

export function rulesWith(config: object = {}): Rules {
  const parsed: TriageConfig = triageSection.parse(config);
  return rulesFrom(parsed, SECTIONS);
}

/** One channel for everything, two people on call. */
export const RULES = rulesWith({
  channels: { all: ['slack:T1/C9'] },
  rota: { agents: ['slack:T1/anna', 'slack:T1/bo'], start: '2026-11-23', days: 7 },
});

/** Monday, 10:00 UTC. */
export const MONDAY = Date.parse('2026-11-23T10:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const PACKET: Packet = {
  question: 'my sync stopped',
  facts: {},
  branches: [],
  offered: [],
  version: null,
  messages: null,
};

export function opening(more: Partial<OpenCommand> = {}): OpenCommand {
  return {
    is: 'open',
    id: ticketId(1),
    place: place('D1'),
    summary: 'My sync stopped',
    packet: PACKET,
    category: 'auto-upgrade',
    categoryConfidence: 0.6,
    impact: 'team',
    urgency: 'normal',
    ...more,
  };
}
