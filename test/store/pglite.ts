import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { createStore } from '../../src/store/createStore.ts';
import { migrate } from '../../src/store/migrations.ts';
import type { Schema } from '../../src/store/schema.ts';
import type { SiteKind } from './site.ts';

/** PostgreSQL inside this process; one instance serves a whole suite, since its start takes seconds. */
export function pgliteKind(): { kind: SiteKind; start(): Promise<void>; stop(): Promise<void> } {
  let instance: PGlite | null = null;

  return {
    kind: {
      name: 'PostgreSQL (PGlite)',
      opensOnce: false,
      fresh: async () => {
        const server = instance;
        if (!server) throw new Error('Call start before the suite.');
        await server.exec('drop schema public cascade; create schema public;');
        return {
          open: async () => {
            const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite: withoutClose(server) }) });
            await migrate(db);
            return createStore(db);
          },
          remove: async () => {},
        };
      },
    },
    start: async () => {
      instance = await PGlite.create();
    },
    stop: async () => {
      await instance?.close();
    },
  };
}

/** A store that closes must not take the shared instance with it. */
export function withoutClose(
  server: PGlite,
): Pick<PGlite, 'query' | 'transaction' | 'ready' | 'closed' | 'close' | 'waitReady'> {
  return {
    query: server.query.bind(server),
    transaction: server.transaction.bind(server),
    waitReady: server.waitReady,
    ready: true,
    closed: false,
    close: async () => {},
  };
}
