import { type Kysely, PostgresAdapter } from 'kysely';

/** Whether the database under `db` speaks PostgreSQL's dialect, PGlite included. */
export function isPostgres<Tables>(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** PostgreSQL refuses NUL in text; a stray one in what a person typed or a program said must not cost the row. */
export function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
