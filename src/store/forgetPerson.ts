import type { Kysely } from 'kysely';
import type { ConversationId, UserId } from '../brand.ts';
import { eventWithout, FORGOTTEN, namesIn, wordsIn } from '../triage/forgotten.ts';
import { isActive } from '../triage/states.ts';
import { addressOf, isSame, numberOf, type Person, type Ticket, type TicketEvent, ticketId } from '../triage/ticket.ts';
import { type Counts, createCounts } from './counts.ts';
import { emptied, forgetWithin, TABLES } from './forget.ts';
import type { ConversationKey, ForgottenPerson, PersonToForget } from './port.ts';
import type { Schema } from './schema.ts';
import { holds, holdsAny, scrub } from './scrub.ts';
import { ticket as readTicketOf, ticketEvents, writeTickets } from './tickets.ts';
import { isDistinct, tracesOf } from './traces.ts';

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
  // A digest that is still on its way may tell what their ticket is about; the next day's is made without it.
  if (tickets.length > 0) {
    const digests = trx
      .deleteFrom('outbox')
      .where('kind', '=', 'digest')
      .where(holdsAny(['body'], tickets));
    counts.removed('outbox', await digests.executeTakeFirst());
  }
  await scrub(trx, tracesOf({ person, names, words, tickets }), counts);
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

/** Those that they began, in which they spoke last, or whose id is made of theirs. */
async function conversationsOf(trx: Kysely<Schema>, person: Person): Promise<ConversationKey[]> {
  const { platform, tenant, user } = person;
  const found = new Map<string, ConversationKey>();
  const add = (rows: readonly { conversation: string | null }[]) => {
    for (const { conversation } of rows) {
      if (conversation === null) continue;
      found.set(conversation, { platform, tenant, conversation: conversation as ConversationId });
    }
  };
  add(
    await trx
      .selectFrom('sessions')
      .select('conversation')
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where(({ or, eb }) => or([eb('started_by', '=', user as UserId), holds('state', JSON.stringify(user))]))
      .execute(),
  );
  add(
    await trx
      .selectFrom('conversation_references')
      .select('conversation')
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where('user_id', '=', user)
      .execute(),
  );
  for (const table of isDistinct(user) ? TABLES : []) {
    add(
      await trx
        .selectFrom(table)
        .select('conversation')
        .where('platform', '=', platform)
        .where('tenant', '=', tenant)
        .where(holds('conversation', user))
        .execute(),
    );
  }
  return [...found.values()];
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

async function removeOwn(
  trx: Kysely<Schema>,
  person: Person,
  conversations: readonly ConversationKey[],
  { removed, masked }: Counts,
): Promise<void> {
  const { platform, tenant, user } = person;
  const inBody = isDistinct(user) ? holds('body', user) : holds('body', JSON.stringify(user));
  masked(
    'inbox',
    await trx.updateTable('inbox').set(emptied).where('platform', '=', platform).where(inBody).executeTakeFirst(),
  );
  for (const key of conversations) {
    const { references, inbox, ...rows } = await forgetWithin(trx, key);
    for (const [table, count] of Object.entries({ ...rows, conversation_references: references }))
      removed(table, count);
    masked('inbox', inbox);
    removed(
      'ticket_commands',
      await trx
        .deleteFrom('ticket_commands')
        .where(holds('id', `${addressOf(key)}#`))
        .executeTakeFirst(),
    );
    removed(
      'outbox',
      await trx.deleteFrom('outbox').where('target', '=', addressOf(key)).where('kind', '=', 'news').executeTakeFirst(),
    );
  }
  removed(
    'feedback',
    await trx
      .deleteFrom('feedback')
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where('voter', '=', user)
      .executeTakeFirst(),
  );
  masked(
    'channels',
    await trx
      .updateTable('channels')
      .set({ set_by: FORGOTTEN })
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where('set_by', '=', user)
      .executeTakeFirst(),
  );
  // There is nobody left to be told.
  removed('outbox', await trx.deleteFrom('outbox').where('kind', '=', 'news').where(toThem(person)).executeTakeFirst());
  if (!isDistinct(user)) return;
  removed(
    'marks',
    await trx
      .deleteFrom('marks')
      .where(holdsAny(['name', 'key'], [user]))
      .executeTakeFirst(),
  );
  removed('ticket_commands', await trx.deleteFrom('ticket_commands').where(holds('id', user)).executeTakeFirst());
}

/** As `outgoingOf` writes it: the person stands in the body as it stands on the ticket. */
function toThem({ platform, tenant, user }: Person) {
  return holds('body', JSON.stringify({ platform, tenant, user }).slice(1, -1));
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
