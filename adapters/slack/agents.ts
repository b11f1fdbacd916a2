import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Agents } from '../../src/triage/agents.ts';
import { agentNamed } from '../../src/triageSettings.ts';
import type { ClientOf } from './clients.ts';
import { isRefused } from './failures.ts';
import { membersOf } from './members.ts';

export interface SlackAgentsDeps {
  /** `triage.agents` of the settings: `slack:T1/S1` is a user group, `slack:T1/C1` a channel; other ids are not looked at. */
  listed: Readonly<Record<string, readonly string[]>>;
  clientOf: ClientOf;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: Pick<Logger, 'warn'>;
}

/** Who joins a group or leaves it counts after so long at the latest. */
const KNOWN_MS = 60_000;
const GROUP = /^S[A-Z0-9]{2,}$/;
const CHANNEL = /^[CG][A-Z0-9]{2,}$/;
/** There is no such group, or we may not see it: nobody is an agent by it. */
const UNSEEN = ['no_such_subteam', 'subteam_not_found', 'missing_scope', 'team_not_found', 'channel_not_found'];

/** Agents by membership: in a user group or a channel of Slack. Rejects where Slack cannot be asked. */
export function createSlackAgents({ listed, clientOf, clock, log }: SlackAgentsDeps): Agents {
  const known = new Map<string, { at: number; members: ReadonlySet<string> }>();

  async function membersIn(tenant: string, id: string): Promise<ReadonlySet<string>> {
    const key = `${tenant}/${id}`;
    const before = known.get(key);
    if (before && clock() - before.at < KNOWN_MS) return before.members;
    const members = await lookUp(await clientOf(tenant), id);
    if (members === null) log.warn({ tenant, id }, 'a user group or channel of agents does not show in Slack');
    const found = members ?? new Set<string>();
    known.set(key, { at: clock(), members: found });
    return found;
  }

  return {
    mayAct: async (person, category) => {
      if (person.platform !== 'slack') return false;
      for (const id of [...(listed.all ?? []), ...(listed[category] ?? [])]) {
        const named = agentNamed(id);
        if (named?.platform !== 'slack') continue;
        const { tenant, user: group } = named;
        if (tenant !== '' && tenant !== person.tenant) continue;
        if (!GROUP.test(group) && !CHANNEL.test(group)) continue;
        if ((await membersIn(person.tenant, group)).has(person.user)) return true;
      }
      return false;
    },
  };
}

async function lookUp(client: webApi.WebClient, id: string): Promise<ReadonlySet<string> | null> {
  try {
    if (CHANNEL.test(id)) return await membersOf(client, id);
    const { users } = await client.usergroups.users.list({ usergroup: id });
    return new Set(users ?? []);
  } catch (error) {
    if (isRefused(error, UNSEEN)) return null;
    throw error;
  }
}
