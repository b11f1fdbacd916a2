/**
 * Drives the bot in the Microsoft 365 Agents Playground, a real client that needs no account:
 *
 *     npm exec -- node test/playground/main.ts [folder for pictures [words of the steps' names]]
 *
 * The Playground is under a licence for evaluation, so it is no dependency: it is installed into a temporary folder (or
 * into PLAYGROUND_DIR, to have it again). It listens on all interfaces: everything runs in a network namespace of its
 * own, which has a loopback and nothing else. For Linux, with unshare and ip.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PACKAGE = '@microsoft/m365agentsplayground@0.2.28';

const pictures = resolve(process.argv[2] ?? join(tmpdir(), 'desk-playground'));
const folder = resolve(process.env.PLAYGROUND_DIR ?? mkdtempSync(join(tmpdir(), 'playground-')));
mkdirSync(folder, { recursive: true });
mkdirSync(pictures, { recursive: true });

function run(command: string, args: readonly string[], cwd?: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(folder, 'node_modules'))) {
  run('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--silent', PACKAGE]);
}
const drive = [process.execPath, join(import.meta.dirname, 'drive.ts'), folder, pictures, process.argv[3] ?? ''];
// A user of its own in the namespace may bring the loopback up without being root outside.
run('unshare', ['--map-root-user', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...drive]);
