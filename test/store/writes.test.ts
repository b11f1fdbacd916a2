import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely } from 'kysely';
import { migrate } from '../../src/store/migrations.ts';
import type { Schema } from '../../src/store/schema.ts';
import { createSqliteDialect } from '../../src/store/sqliteDialect.ts';
import { createWrites, type Writes } from '../../src/store/writes.ts';

let db: Kysely<Schema>;
let writes: Writes;
/** Every transaction that began. */
let begun = 0;

beforeEach(async () => {
  const database = new Database(':memory:', { timeout: 10 });
  const dialect = createSqliteDialect(database, 100);
  db = new Kysely<Schema>({
    dialect: {
      ...dialect,
      createDriver: () => {
        const driver = dialect.createDriver();
        return {
          ...driver,
          beginTransaction: (...given) => {
            begun += 1;
            return driver.beginTransaction(...given);
          },
        };
      },
    },
  });
  await migrate(db);
  writes = createWrites(db);
  begun = 0;
});
afterEach(() => db.destroy());

const put = (name: string) => (on: Kysely<Schema>) => on.insertInto('secrets').values({ name, value: name }).execute();

async function names(): Promise<string[]> {
  const rows = await db.selectFrom('secrets').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

test('writes that come together share a transaction, and those that come meanwhile the next one', async () => {
  const first = ['a', 'b', 'c'].map((name) => writes.one(put(name)));
  const later = first.map((each, n) => each.then(() => writes.whole(put(`d${n}`))));
  await Promise.all(later);
  expect(await names()).toEqual(['a', 'b', 'c', 'd0', 'd1', 'd2']);
  expect(begun).toBe(2);
});

test('one that fails takes back what it did itself, and nothing of the others', async () => {
  const failing = async (on: Kysely<Schema>) => {
    await put('half')(on);
    throw new Error('changed my mind');
  };
  const outcomes = await Promise.allSettled([
    writes.one(put('a')),
    writes.whole(failing),
    // The same key twice: SQLite refuses the second.
    writes.one(put('a')),
    writes.one(put('b')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: { message: 'changed my mind' } });
  expect(await names()).toEqual(['a', 'b']);
  expect(begun).toBe(1);
});

test.each(['one', 'whole'] as const)(
  'where %s loses the whole transaction nobody is told of success, and the next one is stored',
  async (manner) => {
    // As SQLite does by itself when the disk is full.
    const lost = async (on: Kysely<Schema>) => {
      await on.executeQuery(CompiledQuery.raw('rollback'));
      throw new Error('disk is full');
    };
    const outcomes = await Promise.allSettled([writes.one(put('a')), writes[manner](lost), writes.one(put('b'))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await names()).toEqual([]);
    await writes.one(put('c'));
    expect(await names()).toEqual(['c']);
  },
);

test('more than fifty are stored in several transactions', async () => {
  await Promise.all(Array.from({ length: 120 }, (_, n) => writes.one(put(`n${n}`))));
  expect(await names()).toHaveLength(120);
  expect(begun).toBe(3);
});
