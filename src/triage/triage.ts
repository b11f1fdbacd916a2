import type { EntryId } from '../brand.ts';
import { DeskError } from '../errors.ts';
import { entryText } from '../knowledge/entryText.ts';
import type { Corpus } from '../knowledge/types.ts';
import type { Agents } from './agents.ts';
import type { Command, TriageError } from './command.ts';
import { changeOf, isRefused } from './commit.ts';
import type { LearningCorpus } from './commonKnowledge.ts';
import { createDigest, type Digest } from './digest.ts';
import { createLearning } from './learning.ts';
import { LIMITS } from './limits.ts';
import { knownOf } from './packet.ts';
import type { QueueCursor, QueueFilter, QueuePage, TicketChange, TicketStore } from './port.ts';
import { invalid, notAllowed } from './refusals.ts';
import type { Rules } from './rules.ts';
import { breachAt } from './sla.ts';
import { isActive } from './states.ts';
import { createSweep } from './sweep.ts';
import { type Actor, nameOf, type Person, type Ticket, type TicketEvent, type TicketId } from './ticket.ts';
import { type TicketView, viewOf } from './view.ts';

/** What an agent does. Of an answer only the entry is named: its text comes from the corpus. */
export type AgentAction =
  | { is: 'propose' }
  | Extract<Command, { is: 'claim' | 'assign' | 'classify' | 'duplicate' | 'hand-over' }>
  | { is: 'ask' | 'tell' | 'resolve' | 'note'; text: string }
  | { is: 'reopen'; text: string | null }
  | { is: 'answer'; entry: EntryId };

interface AgentRequest {
  ticket: TicketId;
  /** Or what to do to the ticket as it stands when it is done; null: nothing, which is remembered as any result is. */
  action: AgentAction | ((ticket: Ticket) => AgentAction | null);
  /** The person on their platform; whether they are an agent is asked here. */
  actor: Person;
  /** The platform's own id of the delivery or the tap, the same on every retry. */
  id: string;
}

/** `error.message` is for the one who tried; `ticket` is as it stands (null: there is none), so that a card can be corrected. */
type Acted =
  | {
      ok: true;
      ticket: TicketView;
      /** For the one who did it, in plain words, where the ticket alone does not show what came of it. */
      said?: string;
    }
  | { ok: false; error: TriageError; ticket: TicketView | null };

/** A ticket for an agent's eyes: everything, the packet and internal notes included. */
export interface TicketFile {
  ticket: Ticket;
  /** Oldest first. */
  events: TicketEvent[];
  /** When the next SLA clock runs out, in milliseconds since 1970; null: none runs. */
  breachAt: number | null;
  /** What is known of the requester's installation, in words. */
  known: readonly string[];
  /** Addresses of the channels whose card shows it; any other one that shows it had it before. */
  channels: readonly string[];
  /** Who has it after `assign` to null; null: there is no rota. */
  onCall: Person | null;
}

/**
 * The agents' side, beside the assistant. Adapters call `act` from buttons and forms, draw cards from `file`, and lists
 * from `queue`; `actionsFor('agent', state)` of states.ts says which buttons a card shows. Every method rejects with a
 * DeskError `store-unavailable` when the store does, `act` also with `busy`: then nothing has changed.
 */
export interface Triage {
  /** Never throws for what the agent asked. Repeated with the same id it changes nothing and returns what it returned. */
  act(request: AgentRequest): Promise<Acted>;
  mayAct(person: Person, category: string): Promise<boolean>;
  file(id: TicketId): Promise<TicketFile | null>;
  /** What is to be worked on, soonest breach first. */
  queue(filter: QueueFilter, page?: { limit?: number; after?: QueueCursor | null }): Promise<QueuePage>;
  /** Known categories by id, with their titles. */
  categories: ReadonlyMap<string, string>;
  /** Does what has fallen due by `now`: reminders and closing. Of several replicas one does each. Resolves to how many it did. */
  sweep(now: number): Promise<number>;
  /** What each channel is told once a working day; to be called as often as `sweep`. */
  digest: Digest;
}

export interface TriageDeps {
  store: TicketStore;
  rules: Rules;
  agents: Agents;
  corpus: LearningCorpus & Pick<Corpus, 'facts'>;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Told when something new is to go out. */
  wake?: () => void;
  /** Whether somebody may be given a ticket; as `agents` says unless given. */
  mayHave?: Agents['mayAct'];
}

/** How often a command is repeated that another one overtook. */
const ATTEMPTS = 20;

export function createTriage({
  store,
  rules,
  agents,
  corpus,
  clock,
  wake = () => undefined,
  mayHave = agents.mayAct,
}: TriageDeps): Triage {
  const { propose } = createLearning(store, corpus);

  async function act(request: AgentRequest): Promise<Acted> {
    const id = `agent#${request.id}`;
    if (id.length > LIMITS.commandId)
      return failure({ code: 'ticket-invalid', message: 'The id of the command is too long.' }, null);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const known = await store.commandResult(id);
      if (known !== null) return JSON.parse(known) as Acted;
      const { changes, result } = await attemptOf(request);
      // What is not there, or is none of their business, leaves no trace.
      if (changes === null) return result;
      const saved = await store.saveTickets({ command: { id, result: JSON.stringify(result) }, changes, at: clock() });
      if (saved === 'conflict') continue;
      if (changes.length > 0) wake();
      return result;
    }
    throw new DeskError('busy', 'This ticket is being changed elsewhere at the same moment.');
  }

  async function attemptOf({
    ticket: id,
    action: wanted,
    actor,
  }: AgentRequest): Promise<{ changes: TicketChange[] | null; result: Acted }> {
    const ticket = await store.ticket(id);
    if (!ticket)
      return { changes: null, result: failure({ code: 'ticket-unknown', message: `There is no ticket ${id}.` }, null) };
    if (!(await agents.mayAct(actor, ticket.category))) {
      return { changes: null, result: failure(notAllowed(`You are no agent for ${titleOf(ticket)}.`), null) };
    }
    const action = typeof wanted === 'function' ? wanted(ticket) : wanted;
    if (action === null) return { changes: [], result: { ok: true, ticket: viewOf(ticket) } };
    if (action.is === 'assign' && action.to && !(await mayHave(action.to, ticket.category))) {
      const why = `${nameOf(action.to)} is no agent for ${titleOf(ticket)}.`;
      return { changes: [], result: failure(invalid(why), ticket) };
    }
    const by = { role: 'agent', person: actor } as const;
    if (action.is === 'propose') {
      const proposed = await propose(ticket, by, clock(), rules);
      if ('code' in proposed) return { changes: [], result: failure(proposed, ticket) };
      const { change, said } = proposed;
      return { changes: [change], result: { ok: true, ticket: viewOf(change.ticket), said } };
    }
    const outcome = await changesOf(ticket, action, by);
    if ('code' in outcome) return { changes: [], result: failure(outcome, ticket) };
    const [own] = outcome;
    return { changes: outcome, result: { ok: true, ticket: viewOf(own.ticket) } };
  }

  function titleOf({ category }: Ticket): string {
    return rules.categories.get(category) ?? category;
  }

  async function changesOf(
    ticket: Ticket,
    action: Exclude<AgentAction, { is: 'propose' }>,
    actor: Actor & { role: 'agent' },
  ): Promise<[TicketChange, ...TicketChange[]] | TriageError> {
    const command = commandOf(action);
    if ('code' in command) return command;
    const own = changeOf(ticket, command, actor, clock(), rules);
    if (isRefused(own)) return own;
    if (command.is !== 'duplicate') return [own];
    const other = await adopting(ticket, command.of, actor.person);
    return 'code' in other ? other : [own, other];
  }

  /** The other ticket takes over everybody who waited for this one. */
  async function adopting(ticket: Ticket, of: TicketId, by: Person): Promise<TicketChange | TriageError> {
    const other = await store.ticket(of);
    if (!other) return { code: 'ticket-unknown', message: `There is no ticket ${of}.` };
    if (!(await agents.mayAct(by, other.category))) {
      return notAllowed(`You are no agent for ${titleOf(other)}, where ${of} is.`);
    }
    const people = [{ person: ticket.requester, place: ticket.place }, ...ticket.followers];
    return changeOf(other, { is: 'adopt', people, from: ticket.id }, { role: 'desk' }, clock(), rules);
  }

  function commandOf(action: Exclude<AgentAction, { is: 'propose' }>): Command | TriageError {
    if (action.is !== 'answer') return action;
    const entry = corpus.entries.get(action.entry);
    if (!entry) return { code: 'ticket-invalid', message: `The FAQ has no entry ${action.entry}.` };
    const { answer } = entry;
    // What depends on a fact is asked in the conversation, where the entry is offered below.
    const text =
      answer.kind === 'leaf'
        ? entryText(entry, corpus.facts)
        : 'The answer depends on a question or two: open it below.';
    return { is: 'answer', entry: entry.id, title: entry.shortTitle, text };
  }

  /** What it writes is to go out. */
  function waking(work: (now: number) => Promise<number>) {
    return async (now: number) => {
      const did = await work(now);
      if (did > 0) wake();
      return did;
    };
  }

  return {
    act,
    sweep: waking(createSweep({ store, rules })),
    digest: waking(createDigest({ store, rules })),
    categories: rules.categories,
    mayAct: (person, category) => agents.mayAct(person, category),
    queue: (filter, { limit = LIMITS.page, after = null } = {}) =>
      store.queue(filter, { limit: Math.min(limit, LIMITS.page), after }),
    file: async (id) => {
      const ticket = await store.ticket(id);
      if (!ticket) return null;
      const at = isActive(ticket.state) ? breachAt(ticket, rules) : null;
      return {
        ticket,
        events: await store.ticketEvents(id),
        breachAt: at,
        known: knownOf(ticket.packet, corpus.facts),
        channels: rules.channelsFor(ticket.category),
        onCall: rules.onCall(clock()),
      };
    },
  };
}

function failure(error: TriageError, ticket: Ticket | null): Acted {
  return { ok: false, error, ticket: ticket && viewOf(ticket) };
}
