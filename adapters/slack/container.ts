import type { App } from '@slack/bolt';
import type { Reply, ReplyKind } from '../../src/reply.ts';
import { plain } from './blocks.ts';
import type { Case, SlackDeps } from './deps.ts';
import { LIMITS, READING } from './limits.ts';
import { isDirect, threadConversation } from './receive.ts';
import type { Target } from './send.ts';

/** Slack shows four at most. */
const PROMPTS = 4;

/**
 * The pane for agents is the app's Messages tab: whenever somebody opens it, it offers the corpus' examples to tap. What is
 * tapped comes as a message.
 */
export function listenToContainer(app: App, { corpus }: SlackDeps): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'messages') return;
    const [first, ...more] = corpus.examples.slice(0, PROMPTS).map((example) => ({
      title: plain(example, LIMITS.optionText).text,
      message: example,
    }));
    if (!first) return;
    // Without a thread they belong to the tab: Slack's agent messaging knows no thread that has no question yet.
    await client.assistant.threads.setSuggestedPrompts({ channel_id: event.channel, prompts: [first, ...more] });
  });
}

/** What the pane shows about a thread; nothing where a message stands elsewhere. */
interface Pane {
  /** Something is under way; what is posted takes the place of it. */
  working(): Promise<void>;
  /** Names the thread after the first question in it. */
  title(text: string, reply: Reply): Promise<void>;
}

const NO_PANE: Pane = { working: async () => {}, title: async () => {} };
const QUESTIONS: ReadonlySet<ReplyKind> = new Set(['answer', 'ask', 'clarify', 'unknown', 'version']);

export function paneOf({ channel, thread }: Target, { client, sender, delivery }: Case, deps: SlackDeps): Pane {
  if (!isDirect(channel) || thread === null) return NO_PANE;
  const place = { channel_id: channel, thread_ts: thread };
  /** Outside the pane, in any other thread of a direct message, Slack refuses; the answer comes all the same. */
  const tried = async (what: string, call: () => Promise<unknown>) => {
    try {
      await call();
    } catch (error) {
      deps.log.debug({ err: error }, `could not show the ${what} of a thread`);
    }
  };
  return {
    working: () =>
      tried('status', () => client.assistant.threads.setStatus({ ...place, status: 'is looking that up…' })),
    async title(text, reply) {
      if (!QUESTIONS.has(reply.kind)) return;
      const key = `${sender.tenant} ${threadConversation(channel, thread)}`;
      if (!(await deps.store.mark({ name: 'slack: titled', key, at: deps.clock(), by: delivery }))) return;
      await tried('title', () =>
        client.assistant.threads.setTitle({ ...place, title: plain(text, READING.threadTitle).text }),
      );
    },
  };
}
