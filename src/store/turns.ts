import { type Kysely, sql } from 'kysely';
import { withoutNul } from './dialect.ts';
import type { QuestionRecord, Store, StoredSession, Turn } from './port.ts';
import type { Schema } from './schema.ts';
import { writeTickets } from './tickets.ts';

/** Session and stored reply in one round trip: a row is there even when neither is. */
export async function load(db: Kysely<Schema>, key: Turn['key'], delivery: string | null): ReturnType<Store['load']> {
  const row = await db
    .selectFrom(db.selectNoFrom(sql<number>`1`.as('one')).as('base'))
    .leftJoin('sessions', (join) =>
      join
        .on('sessions.platform', '=', key.platform)
        .on('sessions.tenant', '=', key.tenant)
        .on('sessions.conversation', '=', key.conversation),
    )
    // A null id equals nothing in SQL, so a turn without a delivery finds no reply.
    .leftJoin('deliveries', (join) =>
      join
        .on('deliveries.platform', '=', key.platform)
        .on('deliveries.tenant', '=', key.tenant)
        .on('deliveries.conversation', '=', key.conversation)
        .on('deliveries.delivery', '=', delivery),
    )
    .select(['sessions.state', 'sessions.started_by', 'sessions.revision', 'deliveries.reply'])
    .executeTakeFirstOrThrow();
  const { state, started_by: startedBy, revision, reply } = row;
  const missing = state === null || startedBy === null || revision === null;
  const session: StoredSession | null = missing ? null : { state, startedBy, revision };
  return { session, reply };
}

/** Inside the caller's transaction. False: somebody else was first, and all of it must be rolled back. */
export async function writeTurn(trx: Kysely<Schema>, turn: Turn): Promise<boolean> {
  if (!(await writeSession(trx, turn)) || !(await writeDelivery(trx, turn))) return false;
  if (turn.tickets && !(await writeTickets(trx, turn.tickets))) return false;
  if (turn.question) await writeQuestion(trx, turn.question, turn.at);
  return true;
}

async function writeSession(on: Kysely<Schema>, { key, session, at }: Turn): Promise<boolean> {
  const columns = { started_by: session.startedBy, state: session.state, revision: session.revision, updated_at: at };
  if (session.revision === 1) {
    const inserted = await on
      .insertInto('sessions')
      .values({ platform: key.platform, tenant: key.tenant, conversation: key.conversation, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await on
    .updateTable('sessions')
    .set(columns)
    .where('platform', '=', key.platform)
    .where('tenant', '=', key.tenant)
    .where('conversation', '=', key.conversation)
    .where('revision', '=', session.revision - 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

async function writeDelivery(on: Kysely<Schema>, { key, delivery, at }: Turn): Promise<boolean> {
  if (!delivery) return true;
  const { platform, tenant, conversation } = key;
  const inserted = await on
    .insertInto('deliveries')
    .values({ platform, tenant, conversation, delivery: delivery.id, reply: delivery.reply, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

async function writeQuestion(on: Kysely<Schema>, question: QuestionRecord, at: number): Promise<void> {
  const { platform, outcome, entry, confidence, corpusVersion } = question;
  const text = question.text === null ? null : withoutNul(question.text);
  await on
    .insertInto('questions')
    .values({ at, platform, text, outcome, entry, confidence, corpus_version: corpusVersion })
    .execute();
}

export async function questions(db: Kysely<Schema>, limit: number): ReturnType<Store['questions']> {
  const rows = await db
    .selectFrom('questions')
    .select(['at', 'platform', 'text', 'outcome', 'entry', 'confidence', 'corpus_version as corpusVersion'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.max(0, Math.trunc(limit)))
    .execute();
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}
