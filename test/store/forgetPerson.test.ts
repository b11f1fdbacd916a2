import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll } from '@jest/globals';
import Database from 'better-sqlite3';
import { Kysely, PGliteDialect } from 'kysely';
import { createStore } from '../../src/store/createStore.ts';
import { migrate } from '../../src/store/migrations.ts';
import type { Schema } from '../../src/store/schema.ts';
import { createSqliteDialect } from '../../src/store/sqliteDialect.ts';
import { forgettingPeople } from './contractForgetPerson.ts';
import { withoutClose } from './pglite.ts';

let server: PGlite;
beforeAll(async () => {
  server = await PGlite.create();
}, 60_000);
afterAll(() => server.close());

async function over(db: Kysely<Schema>) {
  await migrate(db);
  return { store: createStore(db), db };
}

forgettingPeople('SQLite', () =>
  over(new Kysely<Schema>({ dialect: createSqliteDialect(new Database(':memory:', { timeout: 0 }), 1000) })),
);
forgettingPeople('PostgreSQL', async () => {
  await server.exec('drop schema public cascade; create schema public;');
  return over(new Kysely<Schema>({ dialect: new PGliteDialect({ pglite: withoutClose(server) }) }));
});
