import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open.ts';
import type { FaqDraft } from '../../src/triage/ticket.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';
import { plain } from './plain.ts';

/** `desk drafts`: what was proposed for the FAQ. For whoever keeps the corpus, so it asks for no agent. */

/** Resolves to the exit code. */
export async function drafts(cli: Cli, options: { json?: boolean }): Promise<number> {
  const all = await read(cli);
  if (options.json) cli.output.out(JSON.stringify(all.map((draft) => ({ ...draft, at: timeOf(draft) }))));
  else if (all.length === 0) cli.output.out("Nothing was proposed. 'desk ticket DESK-142 propose' does that.");
  else for (const draft of all) cli.output.out(lines(draft));
  return 0;
}

function timeOf({ at }: FaqDraft): string {
  return new Date(at).toISOString();
}

function lines(draft: FaqDraft): string {
  return `${draft.ticket}  ${timeOf(draft)}  from ${draft.tickets.join(', ')}\n  ${plain(draft.question)}`;
}

interface Planned {
  path: string;
  body: string;
  /** What stands in the file; null: there is none. */
  before: string | null;
}

/**
 * Writes each draft as a file of its own and says what it wrote. Throws a DeskError `drafts-unwritable`, before anything is
 * written where files that hold something else are in the way.
 */
export async function exportDrafts(cli: Cli, folder: string, options: { force?: boolean }): Promise<number> {
  const all = await read(cli);
  if (all.length === 0) {
    cli.output.out('Nothing was proposed, so nothing was written.');
    return 0;
  }
  const planned = await Promise.all(
    all.map(async ({ ticket, body }): Promise<Planned> => {
      const path = join(folder, `${ticket.toLowerCase()}.yaml`);
      return { path, body, before: await contentOf(path) };
    }),
  );
  const inTheWay = planned.filter(({ body, before }) => before !== null && before !== body);
  if (inTheWay.length > 0 && !options.force) {
    const problems = inTheWay.map(({ path }) => `${path}: is there already`);
    throw new DeskError('drafts-unwritable', 'Nothing was written, since files are in the way:', { problems });
  }
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => refuse(folder, cause));
  for (const { path, body, before } of planned) {
    if (before === body) {
      cli.output.out(`${plain(path)} was written before.`);
      continue;
    }
    // Whoever made the file in the meantime keeps it, too.
    const flag = options.force ? 'w' : 'wx';
    await writeFile(path, body, { flag }).catch((cause: unknown) => refuse(path, cause));
    cli.output.out(`${before === null ? 'Wrote' : 'Overwrote'} ${plain(path)}.`);
  }
  return 0;
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    return refuse(path, cause);
  }
}

function refuse(path: string, cause: unknown): never {
  const code = codeOf(cause);
  throw new DeskError('drafts-unwritable', `${path} cannot be used${code === null ? '' : ` (${code})`}.`, { cause });
}

function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
}

async function read({ env }: Cli): Promise<FaqDraft[]> {
  const store = await openStore(configFrom(env).databaseUrl);
  try {
    return await store.faqDrafts();
  } finally {
    await store.close();
  }
}
