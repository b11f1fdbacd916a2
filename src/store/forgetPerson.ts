import type { Kysely } from 'kysely';
import { eventWithout, namesIn, wordsIn } from '../triage/forgotten.ts';
import { isActive } from '../triage/states.ts';
import { addressOf, isSame, numberOf, type Person, type Ticket, type TicketEvent, ticketId } from '../triage/ticket.ts';
import { type Counts, createCounts } from './counts.ts';
import { conversationsOf, removeDigests, removeOwn } from './ownRows.ts';
import type { ConversationKey, ForgottenPerson, PersonToForget } from './port.ts';
import type { Schema } from './schema.ts';
import { holds, scrub } from './scrub.ts';
import { ticket as readTicketOf, ticketEvents, writeTickets } from './tickets.ts';
import { tracesOf } from './traces.ts';

/**
 * Inside the caller's transaction. First what is theirs goes: conversations, votes, deliveries, news to them. Then their
 * tickets change as by any other command, so that one under way is a conflict and brings nothing back. At last whatever
 * still names them is masked, in every table. None: a ticket changed meanwhile, and all must be rolled back.
 */
export async function forgetPerson(
  trx: Kysely<Schema>,
  { person, at, without }: Omit<PersonToForget, 'dryRun'>,
): Promise<[ForgottenPerson] | []> {
  const counts = createCounts();
  const known = await ticketsWith(trx, person);
  const names = known.flatMap(({ ticket, events }) => namesIn(ticket, events, person));
  const conversations = await conversationsOf(trx, person);
  const words = [
    ...known.flatMap(({ ticket, events }) => wordsIn(ticket, events, person)),
    ...(await wordsSaid(trx, conversations)),
  ];
  await removeOwn(trx, person, conversations, counts);
  await removeQuestions(trx, words, counts);
  for (const told of known) {
    if (!(await changeTicket(trx, told, { person, at, without, names: new Set(names) }, counts))) return [];
  }
  const own = known.map(({ ticket }) => ticket).filter(({ requester }) => isSame(requester, person));
  const tickets = own.map(({ id }) => id);
  const traces = tracesOf({ person, names, words, tickets });
  await removeDigests(trx, tickets, traces, counts);
  await scrub(trx, traces, counts);
  return [{ ...counts.all(), open: own.filter(({ state }) => isActive(state)).map(({ id }) => id) }];
}

interface Told {
  ticket: Ticket;
  events: TicketEvent[];
}

/** Every ticket that they opened, joined, have or had, or did anything to; oldest first. */
async function ticketsWith(trx: Kysely<Schema>, person: Person): Promise<Told[]> {
  const address = addressOf(person);
  const own = await trx
    .selectFrom('tickets')
    .select('number')
    .where(({ eb, or }) => or([eb('requester', '=', address), eb('assignee', '=', address)]))
    .execute();
  const joined = await trx
    .selectFrom('ticket_followers')
    .select('ticket as number')
    .where('person', '=', address)
    .execute();
  const acted = await trx
    .selectFrom('ticket_events')
    .select('ticket as number')
    .where(holds('body', JSON.stringify(person.user)))
    .execute();
  const numbers = [...new Set([...own, ...joined, ...acted].map(({ number }) => number))].sort(
    (one, other) => one - other,
  );
  const all: Told[] = [];
  for (const number of numbers) {
    const ticket = await readTicketOf(trx, ticketId(number));
    const events = await ticketEvents(trx, ticketId(number));
    if (ticket && namesIn(ticket, events, person).length > 0) all.push({ ticket, events });
  }
  return all;
}

/** What the sessions still know that was typed there. */
async function wordsSaid(trx: Kysely<Schema>, conversations: readonly ConversationKey[]): Promise<string[]> {
  const said: string[] = [];
  for (const { platform, tenant, conversation } of conversations) {
    const row = await trx
      .selectFrom('sessions')
      .select('state')
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where('conversation', '=', conversation)
      .executeTakeFirst();
    if (row) said.push(...textsIn(JSON.parse(row.state), ''));
  }
  return said;
}

/** The dialog's own form is not the store's matter; these keys hold what somebody typed. */
const SAID: ReadonlySet<string> = new Set(['text', 'summary', 'question']);

function textsIn(value: unknown, key: string): string[] {
  if (typeof value === 'string') return SAID.has(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, name));
}

/** The log names nobody: what is known that they typed, and no more, can be found in it. The row stays, without its text. */
async function removeQuestions(trx: Kysely<Schema>, words: readonly string[], { masked }: Counts): Promise<void> {
  for (const text of new Set(words)) {
    masked(
      'questions',
      await trx.updateTable('questions').set({ text: null }).where('text', '=', text).executeTakeFirst(),
    );
  }
}

interface Forgetting extends Omit<PersonToForget, 'dryRun'> {
  names: ReadonlySet<string>;
}

async function changeTicket(
  trx: Kysely<Schema>,
  { ticket, events }: Told,
  { person, at, without, names }: Forgetting,
  { removed, masked }: Counts,
): Promise<boolean> {
  const number = numberOf(ticket.id);
  const command = { id: `forget#${number}#${ticket.revision}`, result: '' };
  if (!(await writeTickets(trx, { command, changes: [without(ticket)], at }))) return false;
  masked('tickets', 1);
  const address = addressOf(person);
  const left = await trx
    .deleteFrom('ticket_followers')
    .where('ticket', '=', number)
    .where('person', '=', address)
    .executeTakeFirst();
  removed('ticket_followers', left);
  for (const event of events) {
    const body = JSON.stringify(eventWithout(event, person, names));
    if (body === JSON.stringify(event)) continue;
    await trx
      .updateTable('ticket_events')
      .set({ body })
      .where('ticket', '=', number)
      .where('revision', '=', event.revision)
      .execute();
    masked('ticket_events', 1);
  }
  const spoke = isSame(ticket.requester, person) || ticket.followers.some((each) => isSame(each.person, person));
  if (spoke) removed('faq_drafts', await trx.deleteFrom('faq_drafts').where(madeOf(ticket)).executeTakeFirst());
  return true;
}

/** Drafts with the words of a ticket. */
function madeOf({ id }: Ticket) {
  return holds('tickets', JSON.stringify(id));
}
