import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { DeskError } from '../src/errors.ts';

/** Where the demo lies: a folder with a database, settings, and a file that says who made them. */
export interface Place {
  folder: string;
  /** For DATABASE_URL. */
  database: string;
  /** For DESK_CONFIG. */
  settings: string;
}

const DATABASE = 'desk.db';
const SETTINGS = 'desk.yaml';
const MADE = 'made-by-demo.txt';
const SAYS =
  'npm run demo made the files beside this one, and makes them anew each time. Nothing in them is worth keeping.\n';

/**
 * Makes room for a new demo: what an earlier one left is removed.
 * @throws DeskError `config-invalid` where a database lies that no demo made
 */
export function takePlace(folder: string, settings: object): Place {
  const path = resolve(folder);
  const file = (name: string) => join(path, name);
  const taken = [DATABASE, SETTINGS].filter((name) => existsSync(file(name)));
  if (taken.length > 0 && !existsSync(file(MADE))) {
    throw new DeskError(
      'config-invalid',
      `${path} holds ${taken.join(' and ')} that npm run demo did not make, so nothing was changed. Name another folder: npm run demo -- --out FOLDER.`,
    );
  }
  mkdirSync(path, { recursive: true });
  for (const name of [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`]) rmSync(file(name), { force: true });
  writeFileSync(file(MADE), SAYS);
  writeFileSync(file(SETTINGS), `# Made by npm run demo.\n${stringify(settings)}`);
  return { folder: path, database: file(DATABASE), settings: file(SETTINGS) };
}
