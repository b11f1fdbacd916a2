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
