import type { Kysely } from 'kysely';
import type { Installation, InstallationStore } from './port.ts';
import type { Schema } from './schema.ts';

export async function saveInstallation(db: Kysely<Schema>, installation: Installation): Promise<void> {
  const { platform, tenant, sealed, at } = installation;
  await db
    .insertInto('installations')
    .values({ platform, tenant, sealed, at })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'tenant'])
        .doUpdateSet({ sealed, at })
        // Deliveries may be worked out of their order.
        .where('installations.at', '<=', at),
    )
    .execute();
}

export async function installation(db: Kysely<Schema>, platform: string, tenant: string): Promise<string | null> {
  const row = await db
    .selectFrom('installations')
    .select('sealed')
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

export async function resealInstallation(
  db: Kysely<Schema>,
  ...[platform, tenant, { before, sealed }]: Parameters<InstallationStore['resealInstallation']>
): Promise<boolean> {
  const updated = await db
    .updateTable('installations')
    .set({ sealed })
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('sealed', '=', before)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function removeInstallation(db: Kysely<Schema>, platform: string, tenant: string): Promise<void> {
  await db.deleteFrom('installations').where('platform', '=', platform).where('tenant', '=', tenant).execute();
}

export async function installations(
  db: Kysely<Schema>,
  platform: string,
): ReturnType<InstallationStore['installations']> {
  const rows = await db
    .selectFrom('installations')
    .select(['tenant', 'sealed', 'at'])
    .where('platform', '=', platform)
    .orderBy('tenant')
    .execute();
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}
