import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From the package's own file: not every package lets its package.json be imported. */
export function versionOf(name: string): string {
  const path = join(import.meta.dirname, '..', 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
