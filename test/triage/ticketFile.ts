import { decide, isError } from '../../src/triage/decide.ts';
import type { TicketFile } from '../../src/triage/triage.ts';
import { MONDAY, opening, RITA, RULES } from './people.ts';

/** A ticket that was just opened, for an agent's eyes. */
export function ticketFile(more: Parameters<typeof opening>[0] = {}): TicketFile {
  const opened = decide(null, opening(more), RITA, MONDAY, RULES);
  if (isError(opened)) throw new Error(opened.message);
  const { ticket, events } = opened;
  const known = Object.entries(ticket.packet.facts).map(([name, value]) => `${name} ${value}`);
  return { ticket, events, breachAt: MONDAY, known, channels: [], onCall: null };
}

/** Everything as long as the domain lets it be, and as nasty. */
export function hostileFile(text: string, user: string): TicketFile {
  const long = text
    .repeat(Math.ceil(4000 / text.length))
    .slice(0, 4000)
    .toWellFormed();
  const offered = Array.from({ length: 40 }, () => ({ entry: 'e', title: long, confidence: 1, why: long }));
  const facts = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${long.slice(0, 50)}${i}`, long]));
  const packet = { question: long, facts, branches: [long], offered, version: long, messages: Array(8).fill(long) };
  const file = ticketFile({ summary: long, packet });
  const by = { role: 'agent', person: { platform: 'slack', tenant: 'T1', user, name: long } } as const;
  const [opened] = file.events;
  if (!opened) throw new Error('a ticket has a history');
  const events = ['note', 'ask', 'comment', 'answer', 'reject'].map((what) => ({
    ...opened,
    by,
    what,
    details: { text: long, entry: long },
  }));
  const known = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return {
    ...file,
    known,
    onCall: by.person,
    events: [...file.events, ...events],
    ticket: { ...file.ticket, resolution: long, assignee: by.person },
  };
}
