import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A real PostgreSQL server on a socket in a folder of its own, which nobody else can reach. */
export interface PostgresServer {
  /** For DATABASE_URL. */
  url: string;
  /** Empties the database. */
  clear(): Promise<void>;
  /** Ends it at once, as a power cut would, and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';

/** Debian keeps each version in a folder of its own, and none of them in the path. */
async function binFolder(): Promise<string> {
  const versions = (await readdir(DEBIAN)).sort((one, other) => Number(other) - Number(one));
  if (versions[0] === undefined) throw new Error(`No PostgreSQL in ${DEBIAN}.`);
  return join(DEBIAN, versions[0], 'bin');
}

/** PostgreSQL refuses to run as root: then its own user runs it. */
async function owner(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const idOf = async (which: string) => Number((await run('id', [which, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = await binFolder();
  const by = await owner();
  const folder = await mkdtemp(join(tmpdir(), 'desk-pg-'));
  if (by) await chown(folder, by.uid, by.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...by };
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'desk', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'], options);
  const url = `postgresql://desk@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const asked = ['-D', data, '-k', folder, '-c', 'listen_addresses='];

  async function query(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(text).finally(() => client.end());
  }

  async function start() {
    const child = spawn(join(bin, 'postgres'), asked, { ...options, stdio: 'ignore' });
    for (let tries = 0; ; tries += 1) {
      try {
        await query('select 1');
        return child;
      } catch (error) {
        if (tries > 300 || child.exitCode !== null) throw error;
        await sleep(100);
      }
    }
  }

  let server = await start();

  /** SIGQUIT: at once, without a word to clients and without a checkpoint. SIGINT: clients are cut off, all is stored. */
  async function end(signal: 'SIGQUIT' | 'SIGINT'): Promise<void> {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  return {
    url,
    clear: () => query('drop schema public cascade; create schema public;'),
    async crash() {
      await end('SIGQUIT');
      server = await start();
    },
    async stop() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
