import { openSite } from '../conversations/desk.ts';
import { createCarrier } from '../support/carrier.ts';
import { APP, CHANNEL, OTHER, PERSONAL, PERSONAL_OTHER, type Person, TENANT, USER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { type HarnessOptions, openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, type Outcome, type People } from './person.ts';

/** A tenant with agents, a channel of theirs, and what tickets have to say carried there. */

export const AGENT: Person = {
  id: '29:anna',
  aadObjectId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
  name: 'Anna Agent',
};
export const SECOND: Person = {
  id: '29:bo',
  aadObjectId: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd',
  name: 'Bo Second',
};
export const TRIAGE = '19:triage@thread.tacv2';
/** The team that the channel belongs to. */
export const EXPERTS = '19:experts@thread.tacv2';
export const AGENT_CHAT = 'a:1personal-anna';
export const SECOND_CHAT = 'a:1personal-bo';

export const SETTINGS = {
  agents: { all: [`teams:${TENANT}/${AGENT.aadObjectId}`, `teams:${TENANT}/${EXPERTS}`] },
  channels: { all: [`teams:${TENANT}/${TRIAGE}`], 'identity-data': [`teams:${TENANT}/${CHANNEL}`] },
  rota: { agents: [`teams:${TENANT}/${SECOND.aadObjectId}`] },
};

export interface TriageDesk {
  teams: TeamsHarness;
  people: People;
  /** What came of it once everything is out. */
  doing(act: () => Promise<Outcome>): Promise<Outcome>;
  /** The cards in the agents' channel. */
  cards(): Posted[];
  /** The one of this ticket, as it stands. */
  card(ticket: string): Posted;
  close(): Promise<void>;
}

export interface Settings {
  agents: Record<string, string[]>;
  channels: Record<string, string[]>;
  rota?: { agents: string[] };
}

export async function openTriageDesk(options: HarnessOptions = {}, settings: Settings = SETTINGS): Promise<TriageDesk> {
  const site = await openSite(undefined, settings);
  const { mount, ...rest } = options;
  const teams = await openTeams({ site, agentIds: settings.agents, ...rest, ...(mount ? { mount } : {}) });
  const { fake } = teams;
  for (const each of [TRIAGE, AGENT_CHAT, SECOND_CHAT]) fake.conversations.add(each);
  const account = ({ id, aadObjectId: objectId, name }: Person) => ({ id, objectId, name });
  fake.rosters.set(EXPERTS, [AGENT, SECOND, { id: APP.account, aadObjectId: APP.id, name: APP.name }].map(account));
  fake.rosters.set(TRIAGE, [AGENT, SECOND].map(account));
  fake.direct.set(USER.id, PERSONAL);
  fake.direct.set(OTHER.id, PERSONAL_OTHER);
  const people = createPeople(teams);
  const { courier } = teams.mount;
  if (!courier) throw new Error('there is no courier');
  const carrier = createCarrier(site.store.outbox, new Map([['teams', courier]]));
  const cards = () => fake.postedIn(TRIAGE);
  return {
    teams,
    people,
    async doing(act) {
      const before = new Map(fake.posted.map((each) => [each, each.edits]));
      const { status, answer } = await act();
      await carrier.carried();
      const after = [...fake.posted];
      return {
        status,
        answer,
        posted: after.filter((each) => !before.has(each)).map((each) => structuredClone(each)),
        changed: after
          .filter((each) => before.has(each) && before.get(each) !== each.edits)
          .map((each) => structuredClone(each)),
      };
    },
    cards,
    card(ticket) {
      const found = cards().findLast(({ activity }) => JSON.stringify(activity).includes(`${ticket} ·`));
      if (!found) throw new Error(`there is no card of ${ticket}`);
      return found;
    },
    async close() {
      await carrier.close();
      await teams.close();
      await site.store.close();
    },
  };
}
