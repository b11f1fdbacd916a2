import type { Kysely } from 'kysely';
import type { ChannelSetting, ChannelStore } from './port.ts';
import type { Schema } from './schema.ts';

export async function saveChannel(db: Kysely<Schema>, setting: ChannelSetting): Promise<void> {
  const { platform, tenant, channel, at } = setting;
  const columns = { listens: setting.listens ? 1 : 0, set_by: setting.by, at };
  await db
    .insertInto('channels')
    .values({ platform, tenant, channel, ...columns })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'tenant', 'channel'])
        .doUpdateSet(columns)
        // Deliveries may be worked out of their order: the newest word counts.
        .where('channels.at', '<=', at),
    )
    .execute();
}

export async function channel(
  db: Kysely<Schema>,
  ...[platform, tenant, id]: Parameters<ChannelStore['channel']>
): ReturnType<ChannelStore['channel']> {
  const row = await db
    .selectFrom('channels')
    .select('listens')
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('channel', '=', id)
    .executeTakeFirst();
  return row ? { listens: row.listens === 1 } : null;
}
