import { pino } from 'pino';
import { createOutbox, type Outbox } from '../../src/triage/outbox.ts';
import type { OutboxStore } from '../../src/triage/port.ts';
import { openSite } from '../conversations/desk.ts';
import { CHANNEL, IM, TEAM } from '../support/slack/defaults.ts';
import type { Message } from '../support/slack/state.ts';
import { type HarnessOptions, OTHER, openSlack, type SlackHarness, WORLD } from './harness.ts';
import { createPeople, type People } from './person.ts';

/** A workspace with agents, a channel of theirs, and what tickets have to say carried there. */

export const AGENT = { id: 'U0AGENT001', name: 'agent', realName: 'Anna Agent' };
export const SECOND = { id: 'U0AGENT002', name: 'second', realName: 'Bo Second' };
export const TRIAGE = {
  id: 'C0TRIAGE01',
  name: 'triage',
  members: [AGENT.id, SECOND.id, OTHER.id, TEAM.botUser],
};

const SETTINGS = {
  agents: { all: [`slack:${TEAM.id}/${AGENT.id}`, `slack:${SECOND.id}`] },
  channels: { all: [`slack:${TEAM.id}/${TRIAGE.id}`], 'identity-data': [`slack:${TEAM.id}/${CHANNEL.id}`] },
  rota: { agents: [`slack:${TEAM.id}/${SECOND.id}`] },
  limits: { ticketsAnHour: 50 },
};

export interface TriageDesk {
  slack: SlackHarness;
  people: People;
  /** Resolves when everything is out. */
  carried(): Promise<void>;
  /** The cards in the agents' channel. */
  cards(): Message[];
  close(): Promise<void>;
}

export async function openTriageDesk(options: HarnessOptions = {}, settings: object = SETTINGS): Promise<TriageDesk> {
  const site = await openSite(undefined, settings);
  const world = {
    users: [...(WORLD.users ?? []), AGENT, SECOND],
    channels: [...(WORLD.channels ?? []), TRIAGE],
  };
  const slack = await openSlack({ site, slack: world, ...options });
  const people = createPeople(slack, [CHANNEL.id, IM.id, TRIAGE.id]);
  const { courier } = slack.mount;
  if (!courier) throw new Error('there is no courier');
  const { store, isEmpty } = watched(site.store.outbox);
  const outbox: Outbox = createOutbox({
    store,
    couriers: new Map([['slack', courier]]),
    clock: Date.now,
    leaseMs: 10_000,
    backoffMs: 20,
    maxAttempts: 4,
    log: pino({ level: 'silent' }),
  });
  return {
    slack,
    people,
    async carried() {
      await slack.idle();
      const end = Date.now() + 8000;
      isEmpty();
      for (outbox.wake(); !isEmpty(); outbox.wake()) {
        if (Date.now() > end) throw new Error('something is still to go out');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    cards: () => slack.fake.messages(TRIAGE.id).filter(({ thread }) => thread === null),
    async close() {
      await outbox.close();
      await slack.close();
      await site.store.close();
    },
  };
}

/** Whether nothing was left the last time that somebody looked, which must be since this was asked last. */
function watched(real: OutboxStore): { store: OutboxStore; isEmpty(): boolean } {
  const open = new Set<string>();
  let seenEmpty = false;
  const done = (id: string) => void open.delete(id);
  const store: OutboxStore = {
    ...real,
    claim: async (lease) => {
      const items = await real.claim(lease);
      for (const { id } of items) open.add(id);
      seenEmpty = items.length === 0;
      return items;
    },
    finish: (id) => real.finish(id).then(() => done(id)),
    giveUp: (id, change) => real.giveUp(id, change).then(() => done(id)),
  };
  return {
    store,
    isEmpty() {
      const was = seenEmpty && open.size === 0;
      seenEmpty = false;
      return was;
    },
  };
}
