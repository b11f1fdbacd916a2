import type { ConversationId } from '../../src/brand.ts';
import { openStore } from '../../src/store/open.ts';
import type { ConversationKey, Forgotten } from '../../src/store/port.ts';
import { configFrom } from '../desk.ts';
import type { Cli } from './commands.ts';
import { type ForgetPersonOptions, forgetPerson, PERSON_FORMS } from './forgetPerson.ts';
import { plain } from './plain.ts';

export interface ForgetOptions extends ForgetPersonOptions {
  conversation?: string;
  platform?: string;
  tenant?: string;
}

/** One way of saying for each table: a new one does not compile without. */
const WORDS: { readonly [Kind in keyof Forgotten]: (removed: Forgotten) => readonly [count: number, words: string] } = {
  sessions: ({ sessions }) => [sessions, 'sessions'],
  deliveries: ({ deliveries }) => [deliveries, 'stored replies'],
  posts: ({ posts }) => [posts, 'notes of what was posted'],
  references: ({ references }) => [references, 'references for messages unasked'],
  marks: ({ marks }) => [marks, 'marks'],
  feedback: ({ feedback }) => [feedback, 'votes on answers'],
  inbox: ({ inbox }) => [inbox, 'deliveries that were not done'],
};

/**
 * Removes what is kept of a person or of one conversation, and says how much that was. Resolves to the exit code; `refuse`
 * ends the command with an error of the command line.
 */
export async function forget(
  cli: Cli,
  user: string | undefined,
  asked: ForgetOptions,
  refuse: (error: string) => never,
): Promise<number> {
  const { env, output } = cli;
  const { conversation, platform, tenant } = asked;
  if (user !== undefined && [conversation, platform, tenant].some((each) => each !== undefined)) {
    return refuse('error: a person is forgotten everywhere: leave out --conversation, --platform and --tenant');
  }
  if (user !== undefined) return forgetPerson(cli, user, asked, refuse);
  if (!conversation) {
    return refuse(`error: say whom to forget, ${PERSON_FORMS}, or which conversation, with --conversation`);
  }
  if (asked.dryRun) return refuse('error: --dry-run goes with a person alone');
  const store = await openStore(configFrom(env).databaseUrl);
  try {
    const named = await store.conversationsNamed(conversation as ConversationId);
    const found = named.filter(
      (key) => (platform ?? key.platform) === key.platform && (tenant ?? key.tenant) === key.tenant,
    );
    if (found.length > 1) {
      return refuse(`error: several conversations have this id; nothing was removed. Say which one:${places(found)}`);
    }
    const [key] = found;
    if (key) {
      const removed = await store.forgetConversation(key);
      const forgotten = { platform: key.platform, tenant: key.tenant, removed };
      output.out(asked.json ? JSON.stringify({ conversation, forgotten }) : report(key, removed));
    } else {
      output.out(asked.json ? JSON.stringify({ conversation, forgotten: null }) : nothing(asked, named));
    }
    return 0;
  } finally {
    await store.close();
  }
}

function report(key: ConversationKey, removed: Forgotten): string {
  const rows = Object.values(WORDS)
    .map((say) => say(removed))
    .filter(([count]) => count > 0)
    .map(([count, words]) => `  ${String(count).padStart(6)}  ${words}`);
  return [`Forgot ${plain(key.conversation)} of ${plain(key.platform)}, tenant ${plain(key.tenant)}:`, ...rows].join(
    '\n',
  );
}

function nothing(asked: ForgetOptions, named: readonly ConversationKey[]): string {
  const where = [asked.platform, asked.tenant && `tenant ${asked.tenant}`].filter(Boolean).join(', ');
  const what = `Nothing is kept of ${plain(`${asked.conversation}${where && ` of ${where}`}`)}.`;
  return named.length === 0 ? what : `${what} That id is known here:${places(named)}`;
}

/** The options that name each, a line each. */
function places(keys: readonly ConversationKey[]): string {
  return keys.map((key) => `\n  --platform ${plain(key.platform)} --tenant ${plain(key.tenant)}`).join('');
}
