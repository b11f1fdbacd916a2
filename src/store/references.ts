import type { Kysely } from 'kysely';
import type { Reference, ReferenceStore } from './port.ts';
import type { Schema } from './schema.ts';

export async function saveReference(db: Kysely<Schema>, reference: Reference): Promise<void> {
  const { platform, tenant, conversation, user, sealed, at } = reference;
  await db
    .insertInto('conversation_references')
    .values({ platform, tenant, conversation, user_id: user, sealed, at })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'tenant', 'conversation'])
        .doUpdateSet({ user_id: user, sealed, at })
        // Deliveries may be worked out of their order.
        .where('conversation_references.at', '<=', at),
    )
    .execute();
}

export async function reference(
  db: Kysely<Schema>,
  ...[platform, tenant, conversation]: Parameters<ReferenceStore['reference']>
): Promise<string | null> {
  const row = await db
    .selectFrom('conversation_references')
    .select('sealed')
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

export async function references(db: Kysely<Schema>, platform: string): ReturnType<ReferenceStore['references']> {
  return await db
    .selectFrom('conversation_references')
    .select(['tenant', 'conversation', 'sealed'])
    .where('platform', '=', platform)
    .orderBy('tenant')
    .orderBy('conversation')
    .execute();
}

export async function resealReference(
  db: Kysely<Schema>,
  ...[platform, tenant, conversation, { before, sealed }]: Parameters<ReferenceStore['resealReference']>
): Promise<boolean> {
  const updated = await db
    .updateTable('conversation_references')
    .set({ sealed })
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('conversation', '=', conversation)
    .where('sealed', '=', before)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function removeReference(
  db: Kysely<Schema>,
  ...[platform, tenant, conversation]: Parameters<ReferenceStore['removeReference']>
): Promise<void> {
  await db
    .deleteFrom('conversation_references')
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('conversation', '=', conversation)
    .execute();
}
