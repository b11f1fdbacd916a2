import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Store } from '../../src/store/port.ts';
import { listedAgents } from '../../src/triage/agents.ts';
import type { Command } from '../../src/triage/command.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { type AgentAction, createTriage } from '../../src/triage/triage.ts';
import { opening, person, place, RITA, RULES } from './people.ts';

type AgentJob = { id: string; is: 'note' | 'claim' | 'ask' | 'resolve' | 'reopen'; number: number };

/** One thing that somebody does. Done again with the same id it must change nothing. */
export type Job = { id: string; is: 'open' } | { id: string; is: 'comment' | 'reject'; number: number } | AgentJob;

/** Requesters through turns of conversations, agents through `act`. */
export function createWork(store: Store, clock: () => number = Date.now) {
  const agents = listedAgents({ all: ['slack:T1/anna', 'slack:T1/bo'] });
  const corpus = { entries: new Map(), facts: new Map(), sections: [], outside: [], glossary: [], releases: null };
  const triage = createTriage({ store, rules: RULES, agents, corpus, clock });

  /** As the assistant stores what a message does: the turn and the command in one transaction. */
  async function requested(job: Job): Promise<void> {
    const key = { platform: 'slack', tenant: 'T1', conversation: `D-${job.id}` as ConversationId };
    const id = job.id as DeliveryId;
    for (;;) {
      const { session, reply } = await store.load(key, id);
      if (reply !== null) return;
      const ticket = job.is === 'open' ? null : await store.ticket(ticketId(job.number));
      if (job.is !== 'open' && !ticket) return;
      const change = changeOf(ticket, await commandOf(job), RITA, clock(), RULES);
      const saved = await store.saveTurn({
        key,
        session: { state: '{}', startedBy: 'rita' as UserId, revision: (session?.revision ?? 0) + 1 },
        delivery: { id, reply: '{}' },
        question: null,
        tickets: isRefused(change) ? null : { command: { id, result: '{}' }, changes: [change], at: clock() },
        at: clock(),
      });
      if (saved === 'saved') return;
    }
  }

  async function commandOf(job: Job): Promise<Command> {
    if (job.is === 'open')
      return opening({ id: ticketId(await store.takeTicketNumber()), summary: job.id, place: place('D1') });
    return job.is === 'comment' ? { is: 'comment', text: job.id } : { is: 'reject', text: job.id };
  }

  async function acted(job: AgentJob, user: string): Promise<void> {
    const { id, number, is } = job;
    const action: AgentAction = is === 'claim' ? { is } : is === 'reopen' ? { is, text: id } : { is, text: id };
    await triage.act({ ticket: ticketId(number), action, actor: person(user), id });
  }

  return async (job: Job): Promise<void> => {
    switch (job.is) {
      case 'open':
      case 'comment':
      case 'reject':
        return requested(job);
      default:
        return acted(job, job.id.length % 2 === 0 ? 'anna' : 'bo');
    }
  };
}
