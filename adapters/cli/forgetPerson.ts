import { DeskError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open.ts';
import type { ForgottenPerson } from '../../src/store/port.ts';
import { changeOf, isRefused } from '../../src/triage/commit.ts';
import { type Person, readAddress, type Ticket } from '../../src/triage/ticket.ts';
import { rulesFrom } from '../../src/triageSettings.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';
import { plain } from './plain.ts';

export interface ForgetPersonOptions {
  dryRun?: boolean;
  json?: boolean;
}

export const PERSON_FORMS = 'such as slack:T0123ABCD/U0123ABCD, teams:<tenant>/<user>, web:<id> or cli:alice';

/** There everybody is of this installation. */
const LOCAL: ReadonlySet<string> = new Set(['web', 'cli']);
const PLATFORMS: ReadonlySet<string> = new Set(['slack', 'teams', 'webhook', ...LOCAL]);

/** Null: the words name nobody in full. */
export function readPerson(words: string): Person | null {
  const [, local, user] = /^(web|cli):([^\s/]+)$/.exec(words) ?? [];
  if (local !== undefined && user !== undefined) return { platform: local, tenant: 'local', user, name: null };
  const address = readAddress(words.trim());
  if (!address || address.tenant === '' || !PLATFORMS.has(address.platform)) return null;
  return { platform: address.platform, tenant: address.tenant, user: address.id, name: null };
}

/** Removes or masks a person everywhere and says how much that was. Resolves to the exit code. */
export async function forgetPerson(
  cli: Cli,
  words: string,
  { dryRun = false, json = false }: ForgetPersonOptions,
  refuse: (error: string) => never,
): Promise<number> {
  const person = readPerson(words);
  if (!person) return refuse(`error: ${plain(words)} names nobody in full; write ${PERSON_FORMS}`);
  const config = configFrom(cli.env);
  // Titles of categories are the corpus' matter, and none is needed here: a broken corpus keeps nobody from being forgotten.
  const rules = rulesFrom(
    config.triage,
    [],
    config.webhooks.endpoints.map(({ id }) => id),
  );
  const at = cli.now?.() ?? Date.now();
  const without = (ticket: Ticket) => {
    const change = changeOf(ticket, { is: 'forget', person }, { role: 'desk' }, at, rules);
    if (isRefused(change)) throw new DeskError(change.code, change.message);
    return change;
  };
  const store = await openStore(config.databaseUrl);
  try {
    const { removed, masked, open } = await store.forgetPerson({ person, at, dryRun, without });
    const report = { removed, masked, open };
    cli.output.out(json ? JSON.stringify({ person: words, dryRun, ...report }) : reportText(words, dryRun, report));
    return 0;
  } finally {
    await store.close();
  }
}

/** What the rows of a table are, for people. */
const ROWS: Readonly<Record<string, string>> = {
  sessions: 'sessions',
  deliveries: 'stored replies',
  questions: 'texts of the question log',
  inbox: 'deliveries',
  marks: 'marks',
  channels: 'channel settings',
  feedback: 'votes on answers',
  posts: 'notes of what was posted',
  conversation_references: 'references for messages unasked',
  tickets: 'tickets',
  ticket_events: 'rows of the history of tickets',
  ticket_followers: 'people who joined tickets',
  ticket_commands: 'results of commands on tickets',
  outbox: 'items on their way out',
  faq_drafts: 'drafts for the FAQ',
};

function reportText(words: string, dryRun: boolean, { removed, masked, open }: ForgottenPerson): string {
  const row =
    (what: string) =>
    (of: readonly [string, number]): string =>
      `  ${String(of[1]).padStart(6)}  ${ROWS[of[0]] ?? of[0]} ${what}`;
  const rows = [...Object.entries(removed).map(row('removed')), ...Object.entries(masked).map(row('masked'))];
  if (rows.length === 0) return `Nothing is kept of ${plain(words)}.`;
  const head = dryRun ? `Would forget ${plain(words)}; nothing was changed:` : `Forgot ${plain(words)}:`;
  const left =
    open.length === 0 ? [] : [`Tickets of theirs that are still open, for an agent to end: ${open.join(', ')}`];
  return [head, ...rows, ...left].join('\n');
}
