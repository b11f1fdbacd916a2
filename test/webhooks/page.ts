import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'webhooks.md'), 'utf8');

/** A block of docs/webhooks.md, as it stands there. */
export function block(name: string): string {
  return new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\`\\n<!-- /${name} -->`).exec(page)?.[1] ?? '';
}

/** What its code exports: what the page tells receivers and senders to do. */
export async function moduleOf(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'desk-recipe-'));
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, block(name));
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
