import type { Command, TriageError } from './command.ts';
import { LIMITS } from './limits.ts';
import type { Rules } from './rules.ts';
import { TRANSITIONS } from './states.ts';
import { type Actor, isSame, nameOf, type Person, type Ticket } from './ticket.ts';

/** Why a command changes nothing, in words for the one who tried. */

/** Why somebody may not do it at all. */
export function wrongRole(ticket: Ticket, command: Command, actor: Actor): TriageError | null {
  const { by } = TRANSITIONS[command.is];
  const isTheirs = actor.role === 'requester' && isSame(actor.person, ticket.requester);
  if (by === 'requester' && !isTheirs) return notAllowed(`Only the one who opened ${ticket.id} can do that.`);
  if (by === 'agent' && actor.role !== 'agent') return notAllowed('Only an agent can do that.');
  return by === 'desk' && actor.role !== 'desk' ? notAllowed('Only the desk itself does that.') : null;
}

/** Why it may not be done so, in a state in which it may be done. `assignee`: who would have it afterwards. */
export function wrongWay(
  ticket: Ticket,
  command: Command,
  actor: Actor,
  assignee: Person | null,
  rules: Rules,
): TriageError | null {
  switch (command.is) {
    case 'assign':
      return assignee ? null : invalid('There is no rota: say who is to have it.');
    case 'classify':
    case 'hand-over':
      return command.category === undefined || rules.categories.has(command.category)
        ? null
        : invalid(`There is no category ${command.category}; there are ${[...rules.categories.keys()].join(', ')}.`);
    case 'duplicate':
      return command.of === ticket.id ? invalid('A ticket is no duplicate of itself.') : null;
    case 'propose':
      return ticket.resolution === null ? invalid(`${ticket.id} has no resolution that the FAQ could learn.`) : null;
    case 'join':
      return actor.role === 'desk' ? notAllowed('Only a person can join a ticket.') : cannotJoin(ticket, actor.person);
    default:
      return null;
  }
}

function cannotJoin(ticket: Ticket, person: Person): TriageError | null {
  if (isSame(person, ticket.requester)) return invalid(`${ticket.id} is your own ticket.`);
  if (isFollower(ticket, person)) return invalid(`You are told about ${ticket.id} already.`);
  if (ticket.followers.length < LIMITS.followers) return null;
  return {
    code: 'ticket-limit',
    message: `${ticket.id} has as many followers as a ticket can have. Ask for it by its number.`,
  };
}

function isFollower({ followers }: Ticket, person: Person): boolean {
  return followers.some((each) => isSame(each.person, person));
}

/** Two at once: the second one is told who has it. */
export function taken({ id, state, assignee }: Ticket, actor: Actor): TriageError {
  if (assignee && actor.role !== 'desk' && isSame(assignee, actor.person)) {
    return { code: 'ticket-taken', message: `You have ${id} already.` };
  }
  return { code: 'ticket-taken', message: `${nameOf(assignee)} has ${id} already; it is ${state}.` };
}

/** Why it may not be done in this state. */
export function wrongState({ id, state }: Ticket, command: Command): TriageError {
  const states = Object.keys(TRANSITIONS[command.is].to);
  return {
    code: 'ticket-state',
    message: `${id} is ${state}; '${command.is}' needs it to be ${states.join(' or ')}.`,
  };
}

export function invalid(message: string): TriageError {
  return { code: 'ticket-invalid', message };
}

export function notAllowed(message: string): TriageError {
  return { code: 'not-allowed', message };
}
