import { TeamsInfo } from 'botbuilder';
import type { Person } from '../../src/triage/ticket.ts';
import type { Case } from './deps.ts';

/** The one who acts, with the name that Teams gives. */
export function personOf({ sender: { tenant, user, name } }: Case): Person {
  return { platform: 'teams', tenant, user, name: name ?? null };
}

/** People whose names are asked for at once. */
const MOST = 20;

/** With a name where Teams knows one here: the settings list people by their ids. */
export async function named({ context }: Case, people: readonly Person[]): Promise<Person[]> {
  let asked = 0;
  return Promise.all(
    people.map(async (person) => {
      if (person.name !== null || asked >= MOST) return person;
      asked += 1;
      try {
        const { name } = await TeamsInfo.getMember(context, person.user);
        return { ...person, name: name || null };
      } catch {
        // Nothing depends on it: people are told apart by their ids.
        return person;
      }
    }),
  );
}
