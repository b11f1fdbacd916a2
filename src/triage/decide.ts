import { maskSecrets } from '../mask.ts';
import type { Command, Decision, Learnt, OpenCommand, TriageError } from './command.ts';
import { detailsOf } from './details.ts';
import { withoutPerson } from './forgotten.ts';
import { cut, LIMITS } from './limits.ts';
import { outgoingOf } from './outgoing.ts';
import { priorityOf } from './priority.ts';
import { invalid, notAllowed, taken, wrongRole, wrongState, wrongWay } from './refusals.ts';
import type { Rules } from './rules.ts';
import { newClock, wound } from './sla.ts';
import { isActive, nextState, TRANSITIONS } from './states.ts';
import {
  type Actor,
  addressOf,
  type Packet,
  type Person,
  type State,
  type Ticket,
  type TicketEvent,
} from './ticket.ts';
import { webhooksOf } from './webhookEvent.ts';

/**
 * What a command makes of a ticket: pure, the same in, the same out. Whether somebody who says to be an agent is one was
 * asked before. `ticket` null: it is opened.
 */
export function decide(
  ticket: Ticket | null,
  command: Command,
  actor: Actor,
  now: number,
  rules: Rules,
): Decision | TriageError {
  const given = cleaned(command);
  if ('code' in given) return given;
  if (given.is === 'open') return ticket ? invalid(`${ticket.id} is there already.`) : opened(given, actor, now, rules);
  if (!ticket) return invalid('There is no ticket to do that to.');
  const refused = wrongRole(ticket, given, actor);
  if (refused) return refused;
  if (given.is === 'claim' && ticket.assignee && isActive(ticket.state)) return taken(ticket, actor);
  const assignee = takes(given, ticket, actor, now, rules);
  const to = nextState(given.is, ticket.state, assignee !== null);
  if (to === null) return wrongState(ticket, given);
  const wrong = wrongWay(ticket, given, actor, assignee, rules);
  if (wrong) return wrong;
  return settled(
    ticket,
    given,
    { ...ticket, ...changes(ticket, given, actor, now, rules), state: to },
    actor,
    now,
    rules,
  );
}

export function isError(outcome: Decision | TriageError): outcome is TriageError {
  return 'code' in outcome;
}

/** Completes a change: what follows from the state alone, the history row, and what is to be told. */
function settled(before: Ticket, command: Command, changed: Ticket, actor: Actor, now: number, rules: Rules): Decision {
  const moved = changed.state !== before.state;
  const { because = null } = TRANSITIONS[command.is];
  const closed = changed.state === 'closed';
  const after: Ticket = {
    ...changed,
    revision: before.revision + 1,
    stateSince: moved || RENEWS[command.is]?.(before.state) ? now : before.stateSince,
    askedAt: isActive(changed.state) ? changed.askedAt : null,
    closedBecause: closed ? (moved ? because : before.closedBecause) : null,
    duplicateOf: closed ? changed.duplicateOf : null,
  };
  const ticket = { ...after, clocks: wound(after, now, rules) };
  const event: TicketEvent = {
    ticket: ticket.id,
    revision: ticket.revision,
    at: now,
    by: actor,
    what: command.is,
    from: command.is === 'open' ? null : before.state,
    to: ticket.state,
    details: detailsOf(before, ticket, command),
  };
  const outgoing = [...outgoingOf(before, ticket, command, actor, rules), ...webhooksOf(ticket, event, rules)];
  return { ticket, events: [event], outgoing };
}

/** What gives the requester, or those who look after the ticket, the whole of the days once more. */
const RENEWS: Partial<Record<Command['is'], (state: State) => boolean>> = {
  ask: () => true,
  answer: () => true,
  // Whoever has something to say has not accepted the resolution in silence.
  comment: (state) => state === 'resolved',
};

function opened(command: OpenCommand, actor: Actor, now: number, rules: Rules): Decision | TriageError {
  if (actor.role === 'desk') return notAllowed('A ticket has a requester.');
  const priority = priorityOf(rules.priorities, command.impact, command.urgency);
  const { responseMs, resolutionMs } = rules.sla[priority];
  const ticket: Ticket = {
    id: command.id,
    revision: 0,
    state: 'new',
    closedBecause: null,
    duplicateOf: null,
    requester: known(actor.person),
    place: command.place,
    summary: command.summary,
    packet: command.packet,
    category: rules.categories.has(command.category) ? command.category : 'other',
    categoryConfidence: command.categoryConfidence,
    impact: command.impact,
    urgency: command.urgency,
    priority,
    assignee: null,
    resolution: null,
    rating: null,
    clocks: { response: newClock(responseMs), resolution: newClock(resolutionMs) },
    respondedAt: null,
    askedAt: null,
    createdAt: now,
    stateSince: now,
    fired: {},
    followers: [],
  };
  return settled(ticket, command, ticket, actor, now, rules);
}

/** Texts as they are kept: masked for secrets, within their limits. */
function cleaned(command: Command): Command | TriageError {
  if (command.is === 'open') {
    const summary = cut(maskSecrets(command.summary).replace(/\s+/g, ' ').trim(), LIMITS.summary);
    return summary === '' ? invalid('A ticket needs a summary.') : { ...command, summary };
  }
  if (command.is === 'rate') {
    const isRating = Number.isInteger(command.stars) && command.stars >= 1 && command.stars <= 5;
    return isRating ? command : invalid('A rating is a whole number from 1 to 5.');
  }
  if (command.is === 'join') return { ...command, text: joining(command.text ?? '') };
  // An entry's answer comes from the corpus and not from a person.
  if (command.is === 'answer' || !('text' in command) || command.text === null) return command;
  const text = maskSecrets(command.text).trim();
  if (text === '') return isOptional(command) ? { ...command, text: null } : invalid('There are no words in it.');
  if (text.length > LIMITS.text) {
    return invalid(`The text has ${text.length} characters, a ticket takes at most ${LIMITS.text} at a time.`);
  }
  return { ...command, text };
}

/** What a draft said goes along as far as it is short: the ticket that is joined has its own words. */
function joining(words: string): string | null {
  const text = cut(maskSecrets(words).replace(/\s+/g, ' ').trim(), LIMITS.message);
  return text === '' ? null : text;
}

function isOptional(command: Command): command is Extract<Command, { is: 'reject' | 'reopen' }> {
  return command.is === 'reject' || command.is === 'reopen';
}

/** Who has the ticket afterwards; an agent who turns to the requester takes what nobody has. */
function takes(command: Command, ticket: Ticket, actor: Actor, now: number, rules: Rules): Person | null {
  switch (command.is) {
    case 'assign':
      return command.to === null ? rules.onCall(now) : known(command.to);
    case 'hand-over':
      return null;
    case 'claim':
    case 'ask':
    case 'answer':
    case 'resolve':
      return ticket.assignee ?? (actor.role === 'agent' ? known(actor.person) : null);
    default:
      return ticket.assignee;
  }
}

const RESPONSES: ReadonlySet<string> = new Set(['claim', 'ask', 'tell', 'answer', 'resolve', 'duplicate']);

function changes(ticket: Ticket, command: Command, actor: Actor, now: number, rules: Rules): Partial<Ticket> {
  const assignee = takes(command, ticket, actor, now, rules);
  const responded = RESPONSES.has(command.is) ? { respondedAt: ticket.respondedAt ?? now } : {};
  return { assignee, ...responded, ...own(ticket, command, actor, now, rules) };
}

function own(ticket: Ticket, command: Command, actor: Actor, now: number, rules: Rules): Partial<Ticket> {
  switch (command.is) {
    case 'classify': {
      const impact = command.impact ?? ticket.impact;
      const urgency = command.urgency ?? ticket.urgency;
      const weighed = command.impact !== undefined || command.urgency !== undefined;
      const byTable = weighed ? priorityOf(rules.priorities, impact, urgency) : ticket.priority;
      const category = command.category === undefined ? {} : { category: command.category, categoryConfidence: null };
      return { impact, urgency, priority: command.priority ?? byTable, ...category };
    }
    case 'comment':
      return { askedAt: null, ...(command.learnt ? { packet: withLearnt(ticket.packet, command.learnt) } : {}) };
    case 'ask':
    case 'answer':
      return { askedAt: now };
    case 'hand-over':
      return { category: command.category, categoryConfidence: null };
    case 'resolve':
      return { resolution: command.text };
    case 'reject':
    case 'reopen':
      // It solved nothing; the history keeps its words.
      return { resolution: null, askedAt: null };
    case 'duplicate':
      return { duplicateOf: command.of };
    case 'rate':
      return { rating: command.stars };
    case 'join':
      return actor.role === 'desk'
        ? {}
        : { followers: [...ticket.followers, { person: known(actor.person), place: command.place }] };
    case 'adopt':
      return { followers: adopted(ticket, command.people) };
    case 'forget':
      return withoutPerson(ticket, command.person);
    case 'remind':
    case 'expire':
      return { fired: { ...ticket.fired, [command.timer]: command.mark } };
    default:
      return {};
  }
}

function withLearnt(packet: Packet, { facts, version }: Learnt): Packet {
  return { ...packet, facts: { ...packet.facts, ...facts }, version: version ?? packet.version };
}

function adopted(ticket: Ticket, people: Extract<Command, { is: 'adopt' }>['people']): Ticket['followers'] {
  const known = new Set([ticket.requester, ...ticket.followers.map(({ person }) => person)].map(addressOf));
  const fresh = people.filter(({ person }) => !known.has(addressOf(person)));
  return [...ticket.followers, ...fresh].slice(0, LIMITS.followers);
}

function known(person: Person): Person {
  return { ...person, name: person.name === null ? null : cut(person.name, LIMITS.name) };
}
