import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { DeskError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { deliveryId, key, temporaryFolder, turn } from './site.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'desk.db');
});
afterEach(() => folder.remove());

async function failure(opening: Promise<unknown>): Promise<DeskError> {
  const error = await opening.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeskError)) throw new Error(`not a DeskError: ${String(error)}`);
  return error;
}

describe('a URL that cannot be used', () => {
  test.each([
    ['postgres://desk:hunter2@db:port/desk', 'cannot be read'],
    ['postgresql://[desk', 'cannot be read'],
    ['mysql://desk:hunter2@db/desk', 'begins with "mysql:"'],
    ['./data/desk.db', 'no scheme'],
    ['hunter2', 'no scheme'],
    ['', 'no scheme'],
    ['sqlite:', 'names no file'],
    ['sqlite:./hunter2\0.db', 'names no file'],
    ['sqlite://hunter2/desk.db', '"//"'],
    ['sqlite:./hunter2.db?mode=ro', 'no options'],
  ])('%j', async (url, part) => {
    const error = await failure(openStore(url));
    expect([error.code, error.message]).toEqual(['config-invalid', expect.stringContaining(part)]);
    expect(error.message).not.toContain('hunter2');
  });
});

describe('a place that cannot be used', () => {
  test('below a regular file', async () => {
    await writeFile(file, 'text');
    for (const path of [join(file, 'desk.db'), join(file, 'deeper', 'desk.db')]) {
      const error = await failure(openStore(`sqlite:${path}`));
      expect(error.code).toBe('store-unavailable');
      expect(error.message).toContain(`${path} cannot be opened: a part of its path is a file`);
      expect(error.cause).toBeDefined();
    }
  });

  test('a folder', async () => {
    const error = await failure(openStore(`sqlite:${folder.path}`));
    expect([error.code, error.message]).toEqual(['store-unavailable', expect.stringContaining('it is a folder')]);
  });

  const root = process.getuid?.() === 0;
  (root ? test.skip : test)('a folder without the right to write', async () => {
    await mkdir(join(folder.path, 'closed'));
    await chmod(join(folder.path, 'closed'), 0o500);
    const error = await failure(openStore(`sqlite:${join(folder.path, 'closed', 'desk.db')}`));
    expect([error.code, error.message]).toEqual(['store-unavailable', expect.stringContaining('may not write')]);
  });

  test('a file of another kind is refused and stays as it was', async () => {
    const text = 'no database '.repeat(1000);
    await writeFile(file, text);
    const error = await failure(openStore(`sqlite:${file}`));
    expect([error.code, error.message]).toEqual(['store-unavailable', expect.stringContaining('not an SQLite')]);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('a database with damaged pages', async () => {
    await (await openStore(`sqlite:${file}`)).close();
    const bytes = await readFile(file);
    bytes.fill(0xa5, 100, 4096);
    await writeFile(file, bytes);
    const error = await failure(openStore(`sqlite:${file}`));
    expect([error.code, error.message]).toEqual(['store-unavailable', expect.stringContaining('it is damaged')]);
  });

  test('a database that a newer release has changed', async () => {
    await (await openStore(`sqlite:${file}`)).close();
    const other = new Database(file, { timeout: 0 });
    other.prepare("insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')").run([]);
    other.close();
    const error = await failure(openStore(`sqlite:${file}`));
    expect(error.code).toBe('store-unavailable');
    expect(error.message).toContain('newer release');
    expect(error.message).toContain('9999-later');
  });

  test('a database of another program is left alone', async () => {
    const other = new Database(file, { timeout: 0 });
    other.prepare('create table secrets (mine text)').run([]);
    const error = await failure(openStore(`sqlite:${file}`));
    expect(error.code).toBe('store-unavailable');
    expect(other.prepare("select name from sqlite_master where name = 'sessions'").all([])).toEqual([]);
    other.close();
  });
});

describe('a place that can be used', () => {
  test('folders and file are made, for their owner alone', async () => {
    const path = join(folder.path, 'a', 'b', 'desk.db');
    const store = await openStore(`  sqlite:${path}\n`);
    await store.saveTurn(turn(key('C1'), 1, 'd1'));
    for (const each of [path, `${path}-wal`]) expect((await stat(each)).mode & 0o077).toBe(0);
    expect((await stat(join(folder.path, 'a'))).mode & 0o077).toBe(0);
    await store.close();
  });

  test('SQLite is set up for a server: write-ahead log, synchronous normal', async () => {
    const store = await openStore(`sqlite:${file}`);
    const other = new Database(file, { timeout: 0 });
    expect(other.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    other.close();
    await store.close();
  });

  test('two that open a new file at once share it', async () => {
    const [one, two] = await Promise.all([openStore(`sqlite:${file}`), openStore(`sqlite:${file}`)]);
    expect(await one.saveTurn(turn(key('C1'), 1, 'd1'))).toBe('saved');
    expect((await two.load(key('C1'), deliveryId('d1'))).reply).not.toBeNull();
    await Promise.all([one.close(), two.close()]);
  });
});

describe('another program that writes', () => {
  test('is waited for without stopping this process', async () => {
    const store = await openStore(`sqlite:${file}`);
    const other = new Database(file, { timeout: 0 });
    other.prepare('begin immediate').run([]);
    const saving = store.saveTurn(turn(key('C1'), 1, 'd1'));
    // This timer could not fire if the store waited inside SQLite.
    await new Promise((resolve) => setTimeout(resolve, 100));
    other.prepare('rollback').run([]);
    expect(await saving).toBe('saved');
    other.close();
    await store.close();
  });

  test('is not waited for longer than was said, and the store works on afterwards', async () => {
    const store = await openStore(`sqlite:${file}`, { waitMs: 50 });
    const other = new Database(file, { timeout: 0 });
    other.prepare('begin immediate').run([]);
    await expect(store.saveTurn(turn(key('C1'), 1, 'd1'))).rejects.toMatchObject({ code: 'store-unavailable' });
    expect((await store.load(key('C1'), null)).session).toBeNull();
    other.prepare('rollback').run([]);
    expect(await store.saveTurn(turn(key('C1'), 1, 'd1'))).toBe('saved');
    other.close();
    await store.close();
  });

  test('locks a database while it is opened: a clear error', async () => {
    const other = new Database(file, { timeout: 0 });
    other.prepare('begin exclusive').run([]);
    const error = await failure(openStore(`sqlite:${file}`, { waitMs: 20 }));
    expect([error.code, error.message]).toEqual(['store-unavailable', expect.stringContaining('keeps it locked')]);
    other.close();
  });
});
