import { decide, isError } from '../../src/triage/decide.ts';
import type { TicketFile } from '../../src/triage/triage.ts';
import { MONDAY, opening, RITA, RULES } from '../triage/people.ts';

/** A ticket that was just opened, for an agent's eyes. */
export function ticketFile(more: Parameters<typeof opening>[0] = {}): TicketFile {
  const opened = decide(null, opening(more), RITA, MONDAY, RULES);
  if (isError(opened)) throw new Error(opened.message);
  const { ticket, events } = opened;
  const known = Object.entries(ticket.packet.facts).map(([name, value]) => `${name} ${value}`);
  return { ticket, events, breachAt: MONDAY, known, channels: [], onCall: null };
}
