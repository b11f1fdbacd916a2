import { openStore } from '../../src/store/open.ts';
import type { UndeliveredDelivery } from '../../src/store/port.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';
import { plain } from './plain.ts';

/** More would not be read on a terminal. */
const MOST = 50;

/** What was given up, newest first; never what somebody typed. Resolves to the exit code. */
export async function undelivered({ env, output }: Cli, options: { json?: boolean }): Promise<number> {
  const store = await openStore(configFrom(env).databaseUrl);
  try {
    const rows = (await store.undelivered(MOST)).map(row);
    if (options.json) output.out(JSON.stringify(rows));
    else if (rows.length === 0) output.out('Nothing was given up.');
    else for (const each of rows) output.out(lines(each));
    return 0;
  } finally {
    await store.close();
  }
}

interface Row {
  /** When it was given up, ISO 8601 in UTC. */
  at: string;
  platform: string;
  id: string;
  attempts: number;
  why: string;
}

function row({ at, platform, id, attempts, why }: UndeliveredDelivery): Row {
  return { at: new Date(at).toISOString(), platform, id, attempts, why };
}

function lines({ at, platform, id, attempts, why }: Row): string {
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return `${at}  ${platform}  ${plain(id)}  ${tried}\n  ${plain(why)}`;
}
