import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { ConversationId } from '../brand.ts';
import type { ConversationKey, Forgotten } from './port.ts';
import type { Schema } from './schema.ts';

type Removed = { numDeletedRows: bigint };

/** In one transaction, sessions first as a turn does: a turn under way comes wholly before or finds nothing. */
export async function forgetConversation(db: Kysely<Schema>, key: ConversationKey): Promise<Forgotten> {
  return await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute((trx) => forgetWithin(trx, key));
}

/** Inside the caller's transaction. */
export async function forgetWithin(trx: Kysely<Schema>, key: ConversationKey): Promise<Forgotten> {
  return {
    sessions: await remove(trx, 'sessions', key),
    deliveries: await remove(trx, 'deliveries', key),
    posts: await remove(trx, 'posts', key),
    references: await remove(trx, 'conversation_references', key),
    marks: await remove(trx, 'marks', key),
    feedback: await remove(trx, 'feedback', key),
    inbox: await empty(trx, key),
  };
}

/** Whose rows belong to a conversation. */
export const TABLES = ['sessions', 'deliveries', 'posts', 'conversation_references', 'marks', 'feedback'] as const;

type Table = (typeof TABLES)[number];

async function remove(trx: Kysely<Schema>, table: Table, key: ConversationKey): Promise<number> {
  const { numDeletedRows }: Removed = await trx
    .deleteFrom(table)
    .where('platform', '=', key.platform)
    .where('tenant', '=', key.tenant)
    .where('conversation', '=', key.conversation)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** A delivery without its content; what was under way ends. */
export function emptied({ fn }: ExpressionBuilder<Schema, 'inbox'>) {
  return {
    body: null,
    why: null,
    due: null,
    tenant: null,
    conversation: null,
    ended_at: fn.coalesce('ended_at', 'received_at'),
  };
}

/**
 * Ends what is unfinished and drops what was given up. The ids stay: a late retry of one would begin the conversation
 * anew. In two statements, each with the conditions of a partial index of the few rows that have not been finished.
 */
async function empty(trx: Kysely<Schema>, key: ConversationKey): Promise<number> {
  const inConversation = () =>
    trx
      .updateTable('inbox')
      .set(emptied)
      .where('platform', '=', key.platform)
      .where('tenant', '=', key.tenant)
      .where('conversation', '=', key.conversation);
  const unfinished = await inConversation().where('due', 'is not', null).executeTakeFirst();
  const givenUp = await inConversation().where('due', 'is', null).where('body', 'is not', null).executeTakeFirst();
  return Number(unfinished.numUpdatedRows + givenUp.numUpdatedRows);
}

export async function conversationsNamed(db: Kysely<Schema>, conversation: ConversationId): Promise<ConversationKey[]> {
  const found = new Map<string, ConversationKey>();
  for (const table of [...TABLES, 'inbox'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['platform', 'tenant'])
      .distinct()
      .where('conversation', '=', conversation)
      .execute();
    for (const { platform, tenant } of rows) {
      if (platform === null || tenant === null) continue;
      found.set(JSON.stringify([platform, tenant]), { platform, tenant, conversation });
    }
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, key]) => key);
}

export async function conversationsUnder(
  db: Kysely<Schema>,
  { platform, tenant, conversation }: ConversationKey,
): Promise<ConversationId[]> {
  const found = new Set<string>();
  const length = [...conversation].length;
  for (const table of TABLES) {
    const rows = await db
      .selectFrom(table)
      .select('conversation')
      .distinct()
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where(sql<string>`substr(conversation, 1, ${sql.lit(length)})`, '=', conversation)
      .execute();
    for (const row of rows) if (row.conversation !== null) found.add(row.conversation);
  }
  return [...found].sort() as ConversationId[];
}
