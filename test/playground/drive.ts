/**
 * Starts bot, Playground and Chromium, and goes through the steps whose names hold some words:
 * `node drive.ts <the Playground's folder> <folder for pictures> <words, or none for all>`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../browser/chromium.ts';
import { openClient } from './client.ts';
import { BOT, SETTINGS } from './settings.ts';
import { STEPS } from './steps.ts';

const [folder = '', pictures = '', words = ''] = process.argv.slice(2);
const steps = STEPS.filter(({ name }) => name.includes(words));
const root = join(import.meta.dirname, '..', '..');
const HOST = 'http://127.0.0.1';
const [BOT_PORT, PORT] = [3978, 56150];
const READY_MS = 60_000;

const scratch = join(folder, 'work');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
writeFileSync(join(scratch, '.m365agentsplayground.yml'), SETTINGS);

function start(script: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...env } });
  child.stderr?.on('data', (text: Buffer) => process.env.PLAYGROUND_LOG && process.stderr.write(text));
  child.stdout?.on('data', (text: Buffer) => process.env.PLAYGROUND_LOG && process.stderr.write(text));
  return child;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + READY_MS;
  while (child.exitCode === null && Date.now() < until) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${url} does not answer; with PLAYGROUND_LOG=1 both programs say more`);
}

const tell = (line: string) => process.stdout.write(`${line}\n`);

const children: ChildProcess[] = [];
let failed = 0;
try {
  const bot = start(join(root, 'adapters', 'launch.mjs'), ['serve'], root, {
    TEAMS_LOCAL: '1',
    HOST: '127.0.0.1',
    PORT: `${BOT_PORT}`,
    DATABASE_URL: `sqlite:${join(scratch, 'desk.db')}`,
  });
  children.push(bot);
  await ready(`${HOST}:${BOT_PORT}/readyz`, bot);
  const script = join(folder, 'node_modules', '@microsoft', 'm365agentsplayground', 'cli.js');
  const endpoint = `${HOST}:${BOT_PORT}/api/messages`;
  const args = ['start', '-e', endpoint, '-c', 'msteams', '-p', `${PORT}`, '--disable-telemetry'];
  const playground = start(script, args, scratch, { BROWSER: 'none' });
  children.push(playground);
  await ready(`${HOST}:${PORT}/`, playground);

  const browser = await launch();
  const client = await openClient(browser, { url: `${HOST}:${PORT}/`, bot: BOT, pictures });
  for (const { name, run } of steps) {
    try {
      await run(client);
      tell(`  ok  ${name}`);
    } catch (error) {
      failed += 1;
      await client.picture(`failed-${failed}`);
      tell(`FAIL  ${name}\n      ${error instanceof Error ? error.message.split('\n')[0] : error}`);
      await client.back();
    }
  }
  tell(`${steps.length - failed} of ${steps.length} steps; pictures in ${pictures}`);
  await browser.close();
} finally {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    child.kill();
    await once(child, 'exit');
  }
}
process.exit(failed === 0 ? 0 : 1);
