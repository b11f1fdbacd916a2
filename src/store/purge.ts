import { setImmediate as nextTick } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Store } from './port.ts';
import type { Schema } from './schema.ts';

/** Rows that one statement removes: few enough that requests get their turn in between. */
const STEP = 500;

/**
 * Removes what is older than the given times, in steps. Each step states the age twice: the inner one finds the rows,
 * the outer one spares a row that another replica has touched since.
 */
export async function purge(db: Kysely<Schema>, before: number, logBefore: number): ReturnType<Store['purge']> {
  return {
    sessions: await inSteps(() => sessionStep(db, before)),
    deliveries: await inSteps(() => deliveryStep(db, before)),
    questions: await inSteps(() => questionStep(db, logBefore)),
    // What is unfinished and was claimed by nobody for so long has nobody left to work it.
    inbox:
      (await inSteps(() => inboxStep(db, 'ended_at', before))) + (await inSteps(() => inboxStep(db, 'due', before))),
    marks: await inSteps(() => markStep(db, before)),
    feedback: await inSteps(() => feedbackStep(db, logBefore)),
    posts: await inSteps(() => postStep(db, before)),
    references: await inSteps(() => referenceStep(db, before)),
  };
}

async function inSteps(step: () => Promise<{ numDeletedRows: bigint }>): Promise<number> {
  for (let total = 0; ; ) {
    const removed = Number((await step()).numDeletedRows);
    total += removed;
    if (removed === 0) return total;
    await nextTick();
  }
}

function sessionStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('sessions')
    .where('updated_at', '<', before)
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('platform', 'tenant', 'conversation'),
        'in',
        selectFrom('sessions')
          .select(['platform', 'tenant', 'conversation'])
          .where('updated_at', '<', before)
          .limit(STEP)
          .$asTuple('platform', 'tenant', 'conversation'),
      ),
    )
    .executeTakeFirst();
}

function deliveryStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('deliveries')
    .where('at', '<', before)
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('platform', 'tenant', 'conversation', 'delivery'),
        'in',
        selectFrom('deliveries')
          .select(['platform', 'tenant', 'conversation', 'delivery'])
          .where('at', '<', before)
          .limit(STEP)
          .$asTuple('platform', 'tenant', 'conversation', 'delivery'),
      ),
    )
    .executeTakeFirst();
}

function questionStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('questions')
    .where('id', 'in', (query) => query.selectFrom('questions').select('id').where('at', '<', before).limit(STEP))
    .executeTakeFirst();
}

function inboxStep(db: Kysely<Schema>, column: 'ended_at' | 'due', before: number) {
  return db
    .deleteFrom('inbox')
    .where(column, '<', before)
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('platform', 'id'),
        'in',
        selectFrom('inbox')
          .select(['platform', 'id'])
          .where(column, '<', before)
          .limit(STEP)
          .$asTuple('platform', 'id'),
      ),
    )
    .executeTakeFirst();
}

function markStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('marks')
    .where('at', '<', before)
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('name', 'key'),
        'in',
        selectFrom('marks').select(['name', 'key']).where('at', '<', before).limit(STEP).$asTuple('name', 'key'),
      ),
    )
    .executeTakeFirst();
}

function feedbackStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('feedback')
    .where('at', '<', before)
    .where('id', 'in', (query) => query.selectFrom('feedback').select('id').where('at', '<', before).limit(STEP))
    .executeTakeFirst();
}

function postStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('posts')
    .where('at', '<', before)
    .where('id', 'in', (query) => query.selectFrom('posts').select('id').where('at', '<', before).limit(STEP))
    .executeTakeFirst();
}

/** An adapter need not write a reference with every turn, so the session's time counts as well. */
function referenceStep(db: Kysely<Schema>, before: number) {
  return db
    .deleteFrom('conversation_references')
    .where('at', '<', before)
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('platform', 'tenant', 'conversation'),
        'in',
        selectFrom('conversation_references as old')
          .select(['old.platform', 'old.tenant', 'old.conversation'])
          .where('old.at', '<', before)
          .where(({ not, exists, selectFrom: younger }) =>
            not(
              exists(
                younger('sessions')
                  .select('sessions.revision')
                  .whereRef('sessions.platform', '=', 'old.platform')
                  .whereRef('sessions.tenant', '=', 'old.tenant')
                  .whereRef('sessions.conversation', '=', 'old.conversation')
                  .where('sessions.updated_at', '>=', before),
              ),
            ),
          )
          .limit(STEP)
          .$asTuple('platform', 'tenant', 'conversation'),
      ),
    )
    .executeTakeFirst();
}
