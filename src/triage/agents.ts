import { addressOf, type Person, readAddress, WEBHOOK_PLATFORM } from './ticket.ts';

/** Who may act on tickets. Adapters add their own lookups (members of a group or a team) with `anyOf`. */
export interface Agents {
  mayAct(person: Person, category: string): Promise<boolean>;
}

/**
 * Those that the settings list, by category or below `all`. An id without a tenant (`slack:U1`) is that user of any
 * workspace; where several install the app, name the workspace as well.
 */
export function listedAgents(listed: Readonly<Record<string, readonly string[]>>): Agents {
  return {
    mayAct: async (person, category) => {
      // There nobody has signed in: whoever holds the page's cookie is only ever a requester.
      if (person.platform === 'web') return false;
      const ids = [...(listed.all ?? []), ...(listed[category] ?? [])];
      return ids.some((id) => id === addressOf(person) || isUserOf(id, person));
    },
  };
}

function isUserOf(id: string, person: Person): boolean {
  return readAddress(id) === null && id === `${person.platform}:${person.user}`;
}

/** Everybody in the ticket systems whose signed events are taken. */
export function webhookAgents(sources: readonly string[]): Agents {
  return { mayAct: async ({ platform, tenant }) => platform === WEBHOOK_PLATFORM && sources.includes(tenant) };
}

/** Whoever is an agent by one of them. */
export function anyOf(...agents: readonly Agents[]): Agents {
  return {
    mayAct: async (person, category) => {
      for (const each of agents) if (await each.mayAct(person, category)) return true;
      return false;
    },
  };
}
