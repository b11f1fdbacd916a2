import type { Kysely } from 'kysely';
import type { Post, PostStore } from './port.ts';
import type { Schema } from './schema.ts';

export async function savePost(db: Kysely<Schema>, post: Post): Promise<void> {
  const { message, at, ...key } = post;
  await db
    .insertInto('posts')
    .values({ ...key, message, at })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'tenant', 'conversation', 'delivery', 'part'])
        .doUpdateSet({ message, at })
        // Deliveries may be worked out of their order.
        .where('posts.at', '<=', at),
    )
    .execute();
}

export async function post(
  db: Kysely<Schema>,
  ...[platform, tenant, conversation, message]: Parameters<PostStore['post']>
): ReturnType<PostStore['post']> {
  const row = await db
    .selectFrom('posts')
    .select(['delivery', 'part'])
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('conversation', '=', conversation)
    .where('message', '=', message)
    // A message that was updated in place shows several deliveries, one after the other.
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function posted(
  db: Kysely<Schema>,
  ...[platform, tenant, conversation, delivery, part]: Parameters<PostStore['posted']>
): Promise<string | null> {
  const row = await db
    .selectFrom('posts')
    .select('message')
    .where('platform', '=', platform)
    .where('tenant', '=', tenant)
    .where('conversation', '=', conversation)
    .where('delivery', '=', delivery)
    .where('part', '=', part)
    .executeTakeFirst();
  return row?.message ?? null;
}
