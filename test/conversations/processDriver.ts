import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { HELPDESK, ROOT, STAFFED } from './desk.ts';
import { type DriverKind, jsonTurns } from './driver.ts';
import { createLines, type Lines } from './lines.ts';

interface Chat {
  child: ChildProcessWithoutNullStreams;
  lines: Lines;
}

/**
 * `desk chat --json` as a process of its own, over a database file. One process serves conversation after
 * conversation; a restart is a `kill -9`.
 */
export function commandLineProcess(): DriverKind {
  let folder = '';
  let running: Chat | null = null;
  let count = 0;

  function begin(): Chat {
    const env = {
      ...process.env,
      DATABASE_URL: `sqlite:${join(folder, 'desk.db')}`,
      DESK_CONFIG: join(folder, 'desk.yaml'),
      LOG_LEVEL: 'silent',
    };
    const child = spawn(process.execPath, ['adapters/launch.mjs', 'chat', '--json'], { cwd: ROOT, env });
    const lines = createLines();
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk;
    });
    createInterface({ input: child.stdout }).on('line', lines.push);
    child.on('close', (code, signal) => lines.end(`desk chat has ended with ${code ?? signal}: ${complaint}`));
    // A write to a process that has ended is told by the line that never comes.
    child.stdin.on('error', () => {});
    return { child, lines };
  }

  async function kill(): Promise<void> {
    const chat = running;
    running = null;
    if (!chat || chat.child.exitCode !== null) return;
    chat.child.kill('SIGKILL');
    await once(chat.child, 'close');
  }

  return {
    cannot: { after: 'a process of its own goes by the real clock', edit: 'a line that was sent stays as it is' },
    start: async () => {
      folder = await mkdtemp(join(tmpdir(), 'desk-conversations-'));
      await writeFile(join(folder, 'desk.yaml'), stringify({ helpdesk: HELPDESK, triage: STAFFED }));
    },
    open: async () => {
      const conversation = `process-${count++}`;
      return {
        ...jsonTurns(async (body) => {
          running ??= begin();
          running.child.stdin.write(`${JSON.stringify({ conversation, ...body })}\n`);
          return JSON.parse(await running.lines.next());
        }),
        wait: () => {
          throw new Error('The clock of a process cannot be moved.');
        },
        restart: kill,
        close: async () => {},
      };
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
