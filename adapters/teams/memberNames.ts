import { TeamsInfo } from 'botbuilder';
import type { ConversationId } from '../../src/brand.ts';
import { type Person, readAddress } from '../../src/triage/ticket.ts';
import type { TicketFile, Triage } from '../../src/triage/triage.ts';
import { cutPlain } from '../cutPlain.ts';
import { plainLabel } from './escape.ts';
import { failureOf } from './failures.ts';
import { READING } from './limits.ts';
import type { Proactive } from './proactive.ts';
import type { Address } from './receive.ts';

/** A name is asked for again after so long; who was not found, too. */
const KNOWN_MS = 600_000;
/** Names remembered. */
const REMEMBERED = 1_000;

/**
 * Tickets as Teams shows them: the settings list agents by their ids, and the channel of the agents knows their names.
 * Nothing depends on it: where Teams does not say, the id stands there.
 */
export function namedTriage(triage: Triage, { ask }: Pick<Proactive, 'ask'>, clock: () => number): Triage {
  const known = new Map<string, { at: number; name: string | null }>();

  const member = (of: Address, user: string) => ask(of, (context) => TeamsInfo.getMember(context, user));

  async function nameIn(channel: string, { tenant, user }: Person): Promise<string | null> {
    const key = `${tenant} ${user}`;
    const before = known.get(key);
    if (before && clock() - before.at < KNOWN_MS) return before.name;
    const of = { tenant, conversation: channel as ConversationId };
    let found: Awaited<ReturnType<typeof member>>;
    try {
      found = await member(of, user);
    } catch (error) {
      // What passes by itself says nothing about the name: the next card asks again.
      if (failureOf(error).passing) return null;
      found = null;
    }
    const name = cutPlain(plainLabel(found?.answer.name ?? ''), READING.name) || null;
    known.delete(key);
    known.set(key, { at: clock(), name });
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return name;
  }

  async function named<Given extends Person | null>(person: Given, channels: readonly string[]): Promise<Given> {
    if (person === null || person.platform !== 'teams' || person.name !== null) return person;
    const here = channels.map(readAddress).find((at) => at?.platform === 'teams' && at.tenant === person.tenant);
    return here ? { ...person, name: await nameIn(here.id, person) } : person;
  }

  async function filled(file: TicketFile): Promise<TicketFile> {
    const { ticket, onCall, channels } = file;
    const assignee = await named(ticket.assignee, channels);
    return { ...file, ticket: { ...ticket, assignee }, onCall: await named(onCall, channels) };
  }

  return {
    ...triage,
    file: async (id) => {
      const file = await triage.file(id);
      return file && filled(file);
    },
  };
}
