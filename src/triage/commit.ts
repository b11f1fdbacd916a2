import type { Command, TriageError } from './command.ts';
import { decide, isError } from './decide.ts';
import { isForgotten } from './forgotten.ts';
import type { TicketChange } from './port.ts';
import type { Rules } from './rules.ts';
import { ticketTerms } from './similar.ts';
import { breachAt, nextAt } from './sla.ts';
import { isActive } from './states.ts';
import type { Actor, Ticket } from './ticket.ts';

/** A decision with everything the store must know of it; only tickets that somebody works on are found as like another. */
export function changeOf(
  ticket: Ticket | null,
  command: Command,
  actor: Actor,
  now: number,
  rules: Rules,
): TicketChange | TriageError {
  const decision = decide(ticket, command, actor, now, rules);
  if (isError(decision)) return decision;
  const { ticket: after, events, outgoing } = decision;
  const active = isActive(after.state);
  const moved = ticket === null || isActive(ticket.state) !== active || command.is === 'forget';
  const isLeft = active && !isForgotten(after.requester);
  const words = isLeft ? ticketTerms(`${after.summary} ${after.packet.question}`) : [];
  return {
    ticket: after,
    events,
    outgoing,
    breachAt: breachAt(after, rules),
    nextAt: nextAt(after, rules),
    terms: moved ? words : null,
    ...(after.resolution === null && ticket !== null && ticket.resolution !== null ? { draft: null } : {}),
  };
}

export function isRefused(outcome: TicketChange | TriageError): outcome is TriageError {
  return 'code' in outcome;
}
