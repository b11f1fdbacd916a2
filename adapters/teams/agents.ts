import type { Logger } from 'pino';
import { DeskError } from '../../src/errors.ts';
import type { Agents } from '../../src/triage/agents.ts';
import type { Person } from '../../src/triage/ticket.ts';
import { agentNamed } from '../../src/triageSettings.ts';
import type { Member, Roster } from './members.ts';

export interface TeamsAgentsDeps {
  /** `triage.agents` of the settings: `teams:TENANT/19:…@thread.tacv2` is a team; other ids are people. */
  listed: Readonly<Record<string, readonly string[]>>;
  roster: Roster;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: Pick<Logger, 'warn'>;
}

export interface TeamsAgents extends Agents {
  /**
   * Who may be given a ticket of a category in a tenant: the people that the settings list, then the members of teams,
   * each once. A team that does not show, or cannot be asked about now, is left out.
   */
  peopleFor(tenant: string, category: string): Promise<Person[]>;
}

/** Who joins a team or leaves it counts after so long at the latest. */
const KNOWN_MS = 60_000;
/** A team goes by the id of its first channel; older ones have another ending. */
const TEAM = /^19:[^/\s]+@thread\.(?:tacv2|skype)$/;

/**
 * Agents by membership in a team. Rejects with a DeskError `busy` where Teams cannot be asked: nobody is an agent then by
 * what was known before.
 */
export function createTeamsAgents({ listed, roster, clock, log }: TeamsAgentsDeps): TeamsAgents {
  const known = new Map<string, { at: number; members: readonly Member[] }>();

  async function membersOf(tenant: string, team: string): Promise<readonly Member[]> {
    const key = `${tenant}/${team}`;
    const before = known.get(key);
    if (before && clock() - before.at < KNOWN_MS) return before.members;
    const members = await asked(tenant, team);
    if (members === null) {
      log.warn(
        { tenant, team },
        'a team of agents does not show in Teams: nobody is an agent by it; is the app in it?',
      );
    }
    const found = members ?? [];
    known.set(key, { at: clock(), members: found });
    return found;
  }

  async function asked(tenant: string, team: string): Promise<readonly Member[] | null> {
    try {
      return await roster(tenant, team);
    } catch (cause) {
      throw new DeskError('busy', 'Teams does not say at the moment who is in the team of agents.', { cause });
    }
  }

  /** Those that the settings name for a category, as far as they are of this tenant. */
  function namedFor(tenant: string, category: string): Person[] {
    const ids = [...(listed.all ?? []), ...(listed[category] ?? [])];
    return ids.flatMap((each) => {
      const named = agentNamed(each);
      const isHere = named?.platform === 'teams' && (named.tenant === '' || named.tenant === tenant);
      return isHere ? [{ ...named, tenant }] : [];
    });
  }

  return {
    mayAct: async (person, category) => {
      if (person.platform !== 'teams') return false;
      for (const { user: team } of namedFor(person.tenant, category)) {
        if (!TEAM.test(team)) continue;
        const members = await membersOf(person.tenant, team);
        if (members.some(({ ids }) => ids.includes(person.user))) return true;
      }
      return false;
    },
    async peopleFor(tenant, category) {
      const people = new Map<string, Person>();
      const named = namedFor(tenant, category);
      for (const each of named) if (!TEAM.test(each.user)) people.set(each.user, each);
      for (const { user: team } of named.filter(({ user }) => TEAM.test(user))) {
        const members = await membersOf(tenant, team).catch(() => []);
        for (const { ids, name } of members) {
          const [user] = ids;
          if (user !== undefined) people.set(user, { platform: 'teams', tenant, user, name });
        }
      }
      return [...people.values()];
    },
  };
}
