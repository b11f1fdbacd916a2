import { openSite } from '../conversations/desk.ts';
import { createCarrier } from '../support/carrier.ts';
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
  const carrier = createCarrier(site.store.outbox, new Map([['slack', courier]]));
  return {
    slack,
    people,
    async carried() {
      await slack.idle();
      await carrier.carried();
    },
    cards: () => slack.fake.messages(TRIAGE.id).filter(({ thread }) => thread === null),
    async close() {
      await carrier.close();
      await slack.close();
      await site.store.close();
    },
  };
}
