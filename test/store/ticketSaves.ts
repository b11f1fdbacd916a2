import type { Command } from '../../src/triage/command.ts';
import { decide, isError } from '../../src/triage/decide.ts';
import type { TicketChange, TicketSave } from '../../src/triage/port.ts';
import { breachAt, nextAt } from '../../src/triage/sla.ts';
import { type Actor, type Outgoing, type Ticket, ticketId } from '../../src/triage/ticket.ts';
import { MONDAY, opening, RITA, RULES } from '../triage/people.ts';

/** Commands as the store sees them: what `decide` made of them, and what follows. */

export function change(ticket: Ticket | null, command: Command, actor: Actor = RITA, at = MONDAY): TicketChange {
  const outcome = decide(ticket, command, actor, at, RULES);
  if (isError(outcome)) throw new Error(outcome.message);
  const { ticket: after, events, outgoing } = outcome;
  return {
    ticket: after,
    events,
    outgoing,
    breachAt: breachAt(after, RULES),
    nextAt: nextAt(after, RULES),
    terms: null,
  };
}

/** A new ticket; `more` changes what is written of it. */
export function newTicket(
  number: number,
  more: Partial<TicketChange> = {},
  actor: Actor = RITA,
  at = MONDAY,
): TicketChange {
  return { ...change(null, opening({ id: ticketId(number) }), actor, at), ...more };
}

export function save(id: string, changes: readonly TicketChange[], at = MONDAY): TicketSave {
  return { command: { id, result: JSON.stringify({ did: id }) }, changes, at };
}

export function item(target: string, body = '{}'): Outgoing {
  return { kind: 'news', target, body };
}
