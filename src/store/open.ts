import { mkdir, open as openFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { DeskError } from '../errors.ts';
import { createStore } from './createStore.ts';
import { migrate } from './migrations.ts';
import type { Store } from './port.ts';
import { openPostgres } from './postgres.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect, errorCode, whileBusy } from './sqliteDialect.ts';

export interface OpenOptions {
  /** How long to wait while another program writes to the same file, or for a connection, in milliseconds; 5,000 unless given. */
  waitMs?: number;
}

/** SQLite's own waiting blocks the whole process, so it is kept to what a small write takes; `waitMs` does the rest. */
const BLOCKING_WAIT_MS = 10;

const FORMS =
  'Write sqlite:./data/desk.db or another file path after "sqlite:", or postgres://user:password@host:5432/database.';

/**
 * Opens the store that a URL names, making file, folder and tables where they are missing.
 * @param url `sqlite:<path>` (relative to the working directory), `sqlite::memory:`, or `postgres://…`
 * @throws DeskError `config-invalid` for a URL that cannot be used, `store-unavailable` for a place that cannot
 */
export async function openStore(url: string, { waitMs = 5000 }: OpenOptions = {}): Promise<Store> {
  const address = url.trim();
  if (/^postgres(ql)?:/i.test(address)) {
    if (!URL.canParse(address)) throw invalid(`DATABASE_URL cannot be read. ${FORMS}`);
    return openPostgres(address, waitMs);
  }
  return openSqlite(sqlitePath(address), waitMs);
}

async function openSqlite(path: string, waitMs: number): Promise<Store> {
  let database: Database | null = null;
  try {
    if (path !== ':memory:') await makeFile(path);
    const opened = new Database(path, { timeout: BLOCKING_WAIT_MS });
    database = opened;
    await whileBusy(waitMs, () => prepare(opened));
    const db = new Kysely<Schema>({ dialect: createSqliteDialect(opened, waitMs) });
    await migrate(db);
    return createStore(db);
  } catch (error) {
    database?.close();
    if (error instanceof DeskError) throw error;
    throw new DeskError('store-unavailable', `The database ${path} cannot be opened: ${reason(error)}.`, {
      cause: error,
    });
  }
}

/** Never repeats the URL in an error: it may carry a password. */
function sqlitePath(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'sqlite': {
      const path = url.slice('sqlite:'.length);
      if (path === '' || path.includes('\0')) throw invalid(`DATABASE_URL names no file. ${FORMS}`);
      if (path.includes('?')) throw invalid(`DATABASE_URL takes no options after "?". ${FORMS}`);
      if (/^\/\/[^/]/.test(path)) throw invalid(`DATABASE_URL has "//" before the path. ${FORMS}`);
      return path === ':memory:' ? path : resolve(path);
    }
    case undefined:
      throw invalid(`DATABASE_URL has no scheme. ${FORMS}`);
    default:
      throw invalid(`DATABASE_URL begins with "${scheme}:", which is not supported. ${FORMS}`);
  }
}

function invalid(message: string): DeskError {
  return new DeskError('config-invalid', message);
}

/** What is inside is private (texts, secrets), so a new file is for its owner alone; SQLite's side files follow it. */
async function makeFile(path: string): Promise<void> {
  await makeFolder(dirname(path));
  const file = await openFile(path, 'a', 0o600);
  await file.close();
}

/**
 * Folder by folder: Node's own recursive mkdir never returns where a folder can neither be made nor refused for a
 * missing parent, as below /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (parent !== folder && !(await exists(parent))) await makeFolder(parent);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function prepare(database: Database): void {
  database.pragma('journal_mode = WAL');
  // A killed process loses nothing with this; a power cut may take the last turns, never the file's consistency.
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
}

function reason(error: unknown): string {
  const code = errorCode(error);
  switch (code) {
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of its path is a file, not a folder';
    case 'EISDIR':
      return 'it is a folder, not a file';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
      return `this process may not write there (${code})`;
    case 'SQLITE_NOTADB':
      return 'it is not an SQLite database, or its beginning is damaged; restore it from a backup or move it away';
    default:
      if (code.startsWith('SQLITE_CORRUPT')) return 'it is damaged; restore it from a backup or move it away';
      if (code.startsWith('SQLITE_BUSY')) return 'another program keeps it locked';
      return error instanceof Error ? error.message : String(error);
  }
}
