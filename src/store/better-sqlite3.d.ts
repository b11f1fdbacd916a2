/** The few parts of better-sqlite3 13 that this folder uses; the published typings stop at older versions. */
declare module 'better-sqlite3' {
  import type { SqliteDatabase } from 'kysely';

  interface Database extends SqliteDatabase {
    readonly inTransaction: boolean;
    pragma(source: string): unknown;
  }

  const Database: new (filename: string, options: { timeout: number }) => Database;
  export default Database;
}
