import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { DESK, PEERS } from './catalogue.ts';
import type { Machine } from './result.ts';
import { ROOT } from './sets.ts';

export function describeMachine(now: Date): Machine {
  const [first] = cpus();
  const versions = [DESK, ...PEERS].map((candidate) => [candidate.package, versionIn(candidate.package)]);
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
    date: now.toISOString().slice(0, 10),
    commit: commit(),
    versions: Object.fromEntries(versions),
  };
}

function versionIn(name: string): string {
  const folder = name === DESK.package ? ROOT : join(import.meta.dirname, 'node_modules', name);
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Over what is measured: each process loads it anew, and a page of two states of it would be worth nothing. */
export function sourceHash(): string {
  const hash = createHash('sha256');
  const files = globSync(['src/**/*.ts', 'knowledge/**/*.yaml', 'bench/*.ts', 'bench/peers/*.ts'], { cwd: ROOT });
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** What was measured may not be committed yet, and a download has no git at all. */
function commit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  const head = git('rev-parse', '--short', 'HEAD');
  if (head.status !== 0) return 'unknown';
  const changed = git('status', '--porcelain', '--', 'src', 'knowledge', 'bench').stdout.trim() !== '';
  return head.stdout.trim() + (changed ? ' with changes' : '');
}
