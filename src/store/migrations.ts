import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { DeskError } from '../errors.ts';
import { createFaqDrafts } from './faqDrafts.ts';
import { createTickets } from './migrateTickets.ts';
import { numbered } from './numbered.ts';
import type { Schema } from './schema.ts';

/**
 * Every step the tables took, by name; names sort in the order they run.
 * Forward only: a step that was released is never edited, the next one corrects it.
 */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first-tables': { up: createFirstTables },
  '0002-inbox-and-installations': { up: createInboxAndInstallations },
  '0003-posts-and-references': { up: createPostsAndReferences },
  '0004-tickets': { up: createTickets },
  '0005-faq-drafts': { up: createFaqDrafts },
};

async function createFirstTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('started_by', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sessions_key', ['platform', 'tenant', 'conversation'])
    .execute();
  await db.schema.createIndex('sessions_by_time').on('sessions').column('updated_at').execute();

  await db.schema
    .createTable('deliveries')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text', (column) => column.notNull())
    .addColumn('reply', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('deliveries_key', ['platform', 'tenant', 'conversation', 'delivery'])
    .execute();
  await db.schema.createIndex('deliveries_by_time').on('deliveries').column('at').execute();

  await db.schema
    .createTable('questions')
    .addColumn('id', numbered(db), (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('text', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('entry', 'text')
    .addColumn('confidence', 'double precision')
    .addColumn('corpus_version', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('questions_by_time').on('questions').columns(['at', 'id']).execute();

  await db.schema
    .createTable('secrets')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

async function createInboxAndInstallations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inbox')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('due', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('why', 'text')
    .addPrimaryKeyConstraint('inbox_key', ['platform', 'id'])
    .execute();
  // Partial, so that what arrives pays for little and what has ended weighs nothing.
  const inboxIndex = (name: string) => db.schema.createIndex(name).on('inbox');
  const [due, body, endedAt] = [sql.ref('due'), sql.ref('body'), sql.ref('ended_at')];
  await inboxIndex('inbox_unfinished').columns(['platform', 'received_at', 'id']).where(due, 'is not', null).execute();
  await inboxIndex('inbox_ended').column('ended_at').where(endedAt, 'is not', null).execute();
  await inboxIndex('inbox_given_up')
    .columns(['ended_at', 'received_at', 'id'])
    .where(due, 'is', null)
    .where(body, 'is not', null)
    .execute();

  await db.schema
    .createTable('marks')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('marks_key', ['name', 'key'])
    .execute();
  await db.schema.createIndex('marks_by_name').on('marks').columns(['name', 'at']).execute();
  await db.schema.createIndex('marks_by_time').on('marks').column('at').execute();

  await db.schema
    .createTable('installations')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('installations_key', ['platform', 'tenant'])
    .execute();

  await db.schema
    .createTable('channels')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('listens', 'integer', (column) => column.notNull())
    .addColumn('set_by', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('channels_key', ['platform', 'tenant', 'channel'])
    .execute();

  await db.schema
    .createTable('feedback')
    .addColumn('id', numbered(db), (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text', (column) => column.notNull())
    .addColumn('voter', 'text', (column) => column.notNull())
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('entry', 'text')
    .addColumn('vote', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('feedback_key', ['platform', 'tenant', 'conversation', 'delivery', 'voter', 'asked'])
    .execute();
  await db.schema.createIndex('feedback_by_time').on('feedback').columns(['at', 'id']).execute();
}

async function createPostsAndReferences(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('posts')
    .addColumn('id', numbered(db), (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('posts_key', ['platform', 'tenant', 'conversation', 'delivery', 'part'])
    .execute();
  await db.schema
    .createIndex('posts_by_message')
    .on('posts')
    .columns(['platform', 'tenant', 'conversation', 'message'])
    .execute();
  await db.schema.createIndex('posts_by_time').on('posts').column('at').execute();

  await db.schema
    .createTable('conversation_references')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('conversation_references_key', ['platform', 'tenant', 'conversation'])
    .execute();

  // No index on the inbox's: those that are not finished are few, and found by the indexes that are there.
  for (const name of ['tenant', 'conversation']) await db.schema.alterTable('inbox').addColumn(name, 'text').execute();
  for (const name of ['platform', 'tenant', 'conversation']) {
    await db.schema.alterTable('marks').addColumn(name, 'text').execute();
  }
  await db.schema
    .createIndex('marks_by_conversation')
    .on('marks')
    .columns(['platform', 'tenant', 'conversation'])
    .where(sql.ref('conversation'), 'is not', null)
    .execute();
}

/**
 * Brings the tables up to date; does nothing when they are. Two processes may start at once: each dialect here runs
 * the steps in one transaction under a lock of the database, so the second one finds the work done.
 * @throws DeskError `store-unavailable` when a newer release has written the database; the driver's error otherwise.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = await stepsOfNewerRelease(db);
  if (unknown.length > 0) {
    throw new DeskError(
      'store-unavailable',
      `A newer release of Connect Desk has changed this database (${unknown.join(', ')}). Start that release, or point DATABASE_URL elsewhere.`,
      { cause: error },
    );
  }
  throw error;
}

/** Kysely says the same in its error's text alone, and texts change; hence the table is asked. */
async function stepsOfNewerRelease(db: Kysely<Schema>): Promise<string[]> {
  try {
    const done = await db
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom('kysely_migration')
      .select('name')
      .execute();
    return done.map((row) => row.name).filter((name) => !(name in MIGRATIONS));
  } catch {
    return [];
  }
}
