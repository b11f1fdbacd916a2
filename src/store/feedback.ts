import type { Kysely } from 'kysely';
import { withoutNul } from './dialect.ts';
import type { Feedback } from './port.ts';
import type { Schema } from './schema.ts';

const ASKED = { good: 'good', bad: 'good', solved: 'solved', unsolved: 'solved' } as const satisfies Record<
  Feedback['vote'],
  string
>;

export async function saveFeedback(db: Kysely<Schema>, given: Feedback): Promise<void> {
  const { platform, tenant, conversation, delivery, voter, entry, vote, at } = given;
  const columns = { entry, vote, reason: given.reason === null ? null : withoutNul(given.reason), at };
  await db
    .insertInto('feedback')
    .values({ platform, tenant, conversation, delivery, voter, asked: ASKED[vote], ...columns })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'tenant', 'conversation', 'delivery', 'voter', 'asked'])
        .doUpdateSet(({ eb, ref }) => ({
          ...columns,
          // Whoever taps the same thumb once more takes no word back.
          reason: eb
            .case()
            .when(eb.and([eb('excluded.reason', 'is', null), eb('feedback.vote', '=', vote)]))
            .then(ref('feedback.reason'))
            .else(ref('excluded.reason'))
            .end(),
        }))
        // Deliveries may be worked out of their order: the newest word counts.
        .where('feedback.at', '<=', at),
    )
    .execute();
}

export async function feedback(db: Kysely<Schema>, limit: number): Promise<Feedback[]> {
  const rows = await db
    .selectFrom('feedback')
    .select(['platform', 'tenant', 'conversation', 'delivery', 'voter', 'entry', 'vote', 'reason', 'at'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.max(0, Math.trunc(limit)))
    .execute();
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}
