// Installs the bench's own packages where they are missing or not those of the lock file, then runs it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const stamp = join(folder, 'node_modules', '.lock-hash');
const lock = createHash('sha256')
  .update(readFileSync(join(folder, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  process.stderr.write('installing the libraries of the bench (npm ci in bench/)\n');
  // On Windows, npm is a script that only a shell can start.
  const npm = spawnSync('npm ci --no-audit --no-fund', { cwd: folder, shell: true, stdio: ['ignore', 2, 2] });
  if (npm.status !== 0) {
    process.stderr.write('npm ci in bench/ failed: the bench needs its libraries.\n');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}
await import('./run.ts');
