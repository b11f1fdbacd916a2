import type { App, types } from '@slack/bolt';
import { inTurn } from '../../src/inTurn.ts';
import type { Message } from '../../src/message.ts';
import { isChannelAllowed } from './allowed.ts';
import { paneOf } from './container.ts';
import { type Case, caseOf, type SlackDeps } from './deps.ts';
import { once } from './once.ts';
import { isForOthers, linksOf, mentions, threadConversation, written } from './receive.ts';
import { post, type Target, whisper } from './send.ts';
import type { Turns } from './turn.ts';

const HOUR = 3_600_000;

type Written = Pick<types.GenericMessageEvent, 'channel' | 'ts'> & {
  user: string;
  text: string;
  links: string[];
  thread: string | null;
};

/** Mentions, direct messages, threads that it answers in, and help channels. */
export function listenToMessages(app: App, deps: SlackDeps, turns: Turns): void {
  const inChannel = inTurn();
  app.event('app_mention', async ({ event, context, client }) => {
    const { channel, ts, text, thread_ts: thread = null, user } = event;
    if (user === undefined || event.bot_id !== undefined || user === context.botUserId) return;
    if (!isChannelAllowed(deps, channel)) return;
    const at = caseOf({ context, client }, user);
    // An edit brings the mention once more, under another event id.
    const key = `${at.sender.tenant} ${channel} ${ts}`;
    const isFirst = await deps.store.mark({ name: 'slack: mentioned', key, at: deps.clock(), by: at.delivery });
    if (isFirst)
      await answer({ channel, ts, text, links: linksOf(event), thread: thread ?? ts, user }, at, deps, turns);
  });

  app.event('message', async ({ event, context, client }) => {
    const message = readMessage(event);
    if (!message || message.user === context.botUserId) return;
    const at = caseOf({ context, client }, message.user);
    if (event.channel_type === 'im') {
      await answer(message, at, deps, turns);
      return;
    }
    // The mention comes as an event of its own.
    if (mentions(message.text, at.bot) || !isChannelAllowed(deps, message.channel)) return;
    // One after the other, so that the noise budget of a channel holds.
    if (message.thread === null) await inChannel(message.channel, () => overhear(message, at, deps, turns));
    else await followThread(message, message.thread, at, deps, turns);
  });
}

/** Null for what a bot wrote, and for changes to messages. */
function readMessage(event: types.MessageEvent): Written | null {
  if (event.subtype !== undefined && event.subtype !== 'file_share' && event.subtype !== 'thread_broadcast')
    return null;
  if (!('user' in event) || typeof event.user !== 'string' || ('bot_id' in event && event.bot_id)) return null;
  const { channel, ts, user, text = '' } = event;
  return { channel, ts, user, text, links: linksOf(event), thread: event.thread_ts ?? null };
}

async function answer(message: Written, at: Case, deps: SlackDeps, turns: Turns): Promise<void> {
  const target: Target = { channel: message.channel, thread: message.thread };
  const conversation = threadConversation(message.channel, message.thread);
  const said = written(at.sender, conversation, message, at.bot);
  // Only its name: somebody wants to know who that is.
  const isCall = said.text === '' && mentions(message.text, at.bot);
  const pane = paneOf(target, at, deps);
  await pane.working();
  await turns.take(
    isCall ? { ...said, text: 'help' } : said,
    { ephemeral: false },
    at,
    async (shown, reply) => {
      await post(at.client, target, shown, at);
      await pane.title(said.text, reply);
    },
    (why) => once(deps, at, 'refused', () => whisper(at.client, target, message.user, why)),
  );
}

/**
 * A thread that it has answered in goes on without a mention, unless people talk to each other. What a bystander says may
 * be put to anybody: it counts where it is an answer, or a question that has one.
 */
async function followThread(message: Written, thread: string, at: Case, deps: SlackDeps, turns: Turns): Promise<void> {
  if (isForOthers(message.text, at.bot)) return;
  const target: Target = { channel: message.channel, thread };
  const conversation = threadConversation(message.channel, thread);
  const { tenant } = at.sender;
  const key = { platform: 'slack', tenant, conversation: conversation as Message['conversation'] };
  const { session } = await deps.store.load(key, null);
  if (!session) return;
  await turns.take(
    written(at.sender, conversation, message, at.bot),
    { ephemeral: false, overheard: session.startedBy !== message.user },
    at,
    (shown) => post(at.client, target, shown, at),
    (why) => once(deps, at, 'refused', () => whisper(at.client, target, message.user, why)),
  );
}

/** A help channel: what is certain is answered in a thread, once, and so often an hour at most. */
async function overhear(message: Written, at: Case, deps: SlackDeps, turns: Turns): Promise<void> {
  const { store, clock, config } = deps;
  const { channel, ts } = message;
  const { tenant } = at.sender;
  const setting = await store.channel('slack', tenant, channel);
  if (!setting?.listens || isForOthers(message.text, at.bot)) return;
  const name = `slack: overheard ${tenant} ${channel}`;
  if (!at.again && (await store.countMarks(name, clock() - HOUR)) >= config.answersAnHour) return;
  const target: Target = { channel, thread: ts };
  await turns.take(
    written(at.sender, threadConversation(channel, ts), message, at.bot),
    { ephemeral: false, overheard: true },
    at,
    async (shown) => {
      await store.mark({ name, key: ts, at: clock() });
      await post(at.client, target, shown, at);
    },
    (why) => once(deps, at, 'refused', () => whisper(at.client, target, message.user, why)),
  );
}
