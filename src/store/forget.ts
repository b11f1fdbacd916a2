import type { Kysely, Transaction } from 'kysely';
import type { ConversationId } from '../brand.ts';
import type { ConversationKey, Forgotten } from './port.ts';
import type { Schema } from './schema.ts';

type Removed = { numDeletedRows: bigint };

/** In one transaction, sessions first as a turn does: a turn under way comes wholly before or finds nothing. */
export async function forgetConversation(db: Kysely<Schema>, key: ConversationKey): Promise<Forgotten> {
  return await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (trx) => ({
      sessions: await remove(trx, 'sessions', key),
      deliveries: await remove(trx, 'deliveries', key),
      posts: await remove(trx, 'posts', key),
      references: await remove(trx, 'conversation_references', key),
      marks: await remove(trx, 'marks', key),
      feedback: await remove(trx, 'feedback', key),
      inbox: await empty(trx, key),
    }));
}

const TABLES = ['sessions', 'deliveries', 'posts', 'conversation_references', 'marks', 'feedback'] as const;

type Table = (typeof TABLES)[number];

async function remove(trx: Transaction<Schema>, table: Table, key: ConversationKey): Promise<number> {
  const { numDeletedRows }: Removed = await trx
    .deleteFrom(table)
    .where('platform', '=', key.platform)
    .where('tenant', '=', key.tenant)
    .where('conversation', '=', key.conversation)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/**
 * Ends what is unfinished and drops what was given up. The ids stay: a late retry of one would begin the conversation
 * anew. In two statements, each with the conditions of a partial index of the few rows that have not been finished.
 */
async function empty(trx: Transaction<Schema>, key: ConversationKey): Promise<number> {
  const inConversation = () =>
    trx
      .updateTable('inbox')
      .set(({ fn }) => ({
        body: null,
        why: null,
        due: null,
        tenant: null,
        conversation: null,
        ended_at: fn.coalesce('ended_at', 'received_at'),
      }))
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
