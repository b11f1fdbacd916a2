import type { RespondFn, types, webApi } from '@slack/bolt';
import type { SlackMessage } from './blocks.ts';
import type { Received } from './durable.ts';

type Client = webApi.WebClient;

/** Under this name our messages carry the delivery that they answer, so that a second attempt finds the first one's. */
const EVENT_TYPE = 'desk_reply';
/** Messages that are looked through for it, newest first. */
const LOOKED_THROUGH = 50;
/** Slack's clock and ours differ by some seconds. */
const CLOCK_SLACK_S = 120;

/** Links are sources that stand in the text already: no previews of them. And nothing in a text becomes a name or a link. */
export const AS_IT_STANDS = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;

/** Where a message goes: a channel, or a thread in it; never also to the channel. */
export interface Target {
  channel: string;
  thread: string | null;
}

/**
 * Posts a message once for each delivery and part: where an earlier attempt may have posted it, the conversation is looked
 * through first. Rejects with the client's error when Slack does not take it.
 */
export async function post(...given: Parameters<typeof postOnce>): Promise<void> {
  await postOnce(...given);
}

/** The same, for whoever changes it later: resolves to the message's `ts`. */
export async function postOnce(
  client: Client,
  { channel, thread }: Target,
  { text, blocks }: SlackMessage,
  { delivery, receivedAt, again, part = 'reply' }: Received & { part?: string },
): Promise<string> {
  const mine = `${delivery} ${part}`;
  const before = again ? await tsOf(client, { channel, thread }, mine, receivedAt) : null;
  if (before !== null) return before;
  const posted = await client.chat.postMessage({
    channel,
    ...(thread === null ? {} : { thread_ts: thread }),
    text,
    blocks: blocks as types.KnownBlock[],
    metadata: { event_type: EVENT_TYPE, event_payload: { delivery: mine } },
    ...AS_IT_STANDS,
  });
  return posted.ts ?? '';
}

async function tsOf(client: Client, { channel, thread }: Target, mine: string, since: number): Promise<string | null> {
  const range = {
    channel,
    oldest: String(since / 1000 - CLOCK_SLACK_S),
    limit: LOOKED_THROUGH,
    include_all_metadata: true,
  };
  const { messages } =
    thread === null
      ? await client.conversations.history(range)
      : await client.conversations.replies({ ...range, ts: thread });
  const found = (messages ?? []).find(({ metadata }) => {
    const payload = metadata?.event_payload as { delivery?: unknown } | undefined;
    return metadata?.event_type === EVENT_TYPE && payload?.delivery === mine;
  });
  return found?.ts ?? null;
}

/** Replaces a message of ours; doing so twice changes nothing. */
export async function update(
  client: Client,
  { channel, ts }: { channel: string; ts: string },
  { text, blocks }: SlackMessage,
): Promise<void> {
  await client.chat.update({
    channel,
    ts,
    text,
    blocks: blocks as types.KnownBlock[],
    parse: 'none',
    link_names: false,
  });
}

/** A line that one person alone sees, beside a conversation. */
export async function whisper(
  client: Client,
  { channel, thread }: Target,
  user: string,
  { text, blocks }: SlackMessage,
): Promise<void> {
  await client.chat.postEphemeral({
    channel,
    user,
    ...(thread === null ? {} : { thread_ts: thread }),
    text,
    blocks: blocks as types.KnownBlock[],
  });
}

/** To the one who typed or tapped alone. `replace`: in the place of the message whose button was tapped. */
export async function ephemerally(respond: RespondFn, { text, blocks }: SlackMessage, replace = false): Promise<void> {
  await respond({ response_type: 'ephemeral', replace_original: replace, text, blocks });
}
