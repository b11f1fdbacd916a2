import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import { numbered } from './numbered.ts';

/** The step `0004-tickets`. Partial indexes, so that what is closed or delivered weighs nothing. */
export async function createTickets(db: Kysely<unknown>): Promise<void> {
  await createTicketTable(db);
  await db.schema
    .createTable('ticket_events')
    .addColumn('ticket', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_events_key', ['ticket', 'revision'])
    .execute();
  await db.schema
    .createTable('ticket_followers')
    .addColumn('ticket', 'integer', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('place_in_line', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_followers_key', ['ticket', 'person'])
    .execute();
  await db.schema.createIndex('ticket_followers_by_person').on('ticket_followers').column('person').execute();
  await db.schema
    .createTable('ticket_terms')
    .addColumn('term', 'text', (column) => column.notNull())
    .addColumn('ticket', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_terms_key', ['term', 'ticket'])
    .execute();
  await db.schema.createIndex('ticket_terms_by_ticket').on('ticket_terms').column('ticket').execute();
  await db.schema
    .createTable('ticket_commands')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('ticket_commands_by_time').on('ticket_commands').column('at').execute();
  await createOutbox(db);
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute();
}

async function createTicketTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tickets')
    .addColumn('number', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('requester', 'text', (column) => column.notNull())
    .addColumn('assignee', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('breach_at', 'bigint')
    .addColumn('next_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  const open = sql<boolean>`${sql.ref('breach_at')} is not null`;
  const index = (name: string) => db.schema.createIndex(name).on('tickets');
  await index('tickets_queue').columns(['breach_at', 'number']).where(open).execute();
  await index('tickets_by_assignee').columns(['assignee', 'breach_at', 'number']).where(open).execute();
  await index('tickets_by_category').columns(['category', 'breach_at', 'number']).where(open).execute();
  await index('tickets_by_requester').columns(['requester', 'number']).execute();
  await index('tickets_due')
    .columns(['next_at', 'number'])
    .where(sql<boolean>`${sql.ref('next_at')} is not null`)
    .execute();
  await index('tickets_closed')
    .column('closed_at')
    .where(sql<boolean>`${sql.ref('closed_at')} is not null`)
    .execute();
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    // Never given twice, also once its row is gone: couriers know by it what they have posted.
    .addColumn('id', numbered(db), (column) =>
      isPostgres(db) ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('ticket', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('why', 'text')
    .execute();
  const waits = sql<boolean>`${sql.ref('due')} is not null`;
  await db.schema.createIndex('outbox_due').on('outbox').column('due').where(waits).execute();
  await db.schema.createIndex('outbox_in_line').on('outbox').columns(['ticket', 'target', 'id']).where(waits).execute();
  await db.schema
    .createIndex('outbox_failed')
    .on('outbox')
    .columns(['ended_at', 'id'])
    .where(sql<boolean>`${sql.ref('due')} is null`)
    .execute();
}
