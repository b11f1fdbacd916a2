import type { Kysely } from 'kysely';
import type { ConversationId, UserId } from '../brand.ts';
import { FORGOTTEN } from '../triage/forgotten.ts';
import { addressOf, type Person, type TicketId } from '../triage/ticket.ts';
import type { Counts } from './counts.ts';
import { emptied, forgetWithin, TABLES } from './forget.ts';
import type { ConversationKey } from './port.ts';
import type { Schema } from './schema.ts';
import { holds, holdsAny } from './scrub.ts';
import { isDistinct, isFrom, isMadeOf, type Traces, tells } from './traces.ts';

/**
 * Rows that are a person's own, and go as a whole. The database finds what may be theirs; that an id stands there for
 * itself, and is no piece of somebody else's, is looked at here.
 */

/** Those that they began, in which they spoke last, or whose id is made of theirs. */
export async function conversationsOf(trx: Kysely<Schema>, person: Person): Promise<ConversationKey[]> {
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
  const isTheirs = isMadeOf(user);
  for (const table of isDistinct(user) ? TABLES : []) {
    const rows = await trx
      .selectFrom(table)
      .select('conversation')
      .distinct()
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where(holds('conversation', user))
      .execute();
    add(rows.filter(({ conversation }) => conversation !== null && isTheirs(conversation)));
  }
  return [...found.values()];
}

export async function removeOwn(
  trx: Kysely<Schema>,
  person: Person,
  conversations: readonly ConversationKey[],
  counts: Counts,
): Promise<void> {
  const { platform, tenant, user } = person;
  const { removed, masked } = counts;
  await emptyInbox(trx, person, counts);
  for (const key of conversations) {
    const { references, inbox, ...rows } = await forgetWithin(trx, key);
    for (const [table, count] of Object.entries({ ...rows, conversation_references: references }))
      removed(table, count);
    masked('inbox', inbox);
    const began = `${addressOf(key)}#`;
    await removeCommands(trx, began, (id) => id.startsWith(began), counts);
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
  await removeMarks(trx, person, counts);
  const isTheirs = isMadeOf(user);
  const place = addressOf({ platform, tenant, conversation: '' });
  await removeCommands(trx, user, (id) => id.startsWith(place) && isTheirs(id), counts);
}

/** As `outgoingOf` writes it: the person stands in the body as it stands on the ticket. */
function toThem({ platform, tenant, user }: Person) {
  return holds('body', JSON.stringify({ platform, tenant, user }).slice(1, -1));
}

/** What they sent and is not finished; whoever only names them has their own words masked. */
async function emptyInbox(trx: Kysely<Schema>, person: Person, { masked }: Counts): Promise<void> {
  const { platform, tenant, user } = person;
  const rows = await trx
    .selectFrom('inbox')
    .select(['id', 'tenant', 'body'])
    .where('platform', '=', platform)
    .where(holds('body', JSON.stringify(user)))
    .execute();
  for (const { id, tenant: known, body } of rows) {
    if (body === null || !isFrom(tenant, known, body) || !tells(body, user)) continue;
    masked(
      'inbox',
      await trx
        .updateTable('inbox')
        .set(emptied)
        .where('platform', '=', platform)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
  }
}

/** Their names begin with the platform; most say in which conversation they are. */
async function removeMarks(trx: Kysely<Schema>, person: Person, { removed }: Counts): Promise<void> {
  const { platform, tenant, user } = person;
  const isTheirs = isMadeOf(user);
  const rows = await trx
    .selectFrom('marks')
    .select(['name', 'key', 'tenant'])
    .where(holdsAny(['name', 'key'], [user]))
    .execute();
  for (const { name, key, tenant: known } of rows) {
    if (!name.startsWith(`${platform}: `) || (known !== null && known !== tenant)) continue;
    if (!isTheirs(name) && !isTheirs(key)) continue;
    removed('marks', await trx.deleteFrom('marks').where('name', '=', name).where('key', '=', key).executeTakeFirst());
  }
}

async function removeCommands(
  trx: Kysely<Schema>,
  sought: string,
  isTheirs: (id: string) => boolean,
  { removed }: Counts,
): Promise<void> {
  const rows = await trx.selectFrom('ticket_commands').select('id').where(holds('id', sought)).execute();
  for (const { id } of rows) {
    if (isTheirs(id)) {
      removed('ticket_commands', await trx.deleteFrom('ticket_commands').where('id', '=', id).executeTakeFirst());
    }
  }
}

/** A digest that is still on its way may tell what their ticket is about; the next day's is made without it. */
export async function removeDigests(
  trx: Kysely<Schema>,
  tickets: readonly TicketId[],
  traces: Traces,
  { removed }: Counts,
): Promise<void> {
  if (tickets.length === 0) return;
  const rows = await trx
    .selectFrom('outbox')
    .select(['id', 'body'])
    .where('kind', '=', 'digest')
    .where(holdsAny(['body'], tickets))
    .execute();
  for (const { id, body } of rows) {
    if (traces.isAboutTheirs(body)) {
      removed('outbox', await trx.deleteFrom('outbox').where('id', '=', Number(id)).executeTakeFirst());
    }
  }
}
