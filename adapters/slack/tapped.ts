import type { BlockAction, RespondFn } from '@slack/bolt';
import { readBlockId } from './actions.ts';
import type { KnownBlock, SlackMessage } from './blocks.ts';
import type { Case } from './deps.ts';
import { ownConversation, threadConversation } from './receive.ts';
import { ephemerally, whisper } from './send.ts';
import type { Turns } from './turn.ts';

/** The message whose button was tapped. */
export interface Tapped {
  channel: string;
  ts: string;
  thread: string | null;
  conversation: string;
  /** Its conversation is this person's alone. */
  isOwn: boolean;
  /** Null for an ephemeral message: Slack does not send what stood in it. */
  blocks: readonly KnownBlock[] | null;
  text: string;
}

/** Null for a tap in a view. */
export async function tappedMessage(body: BlockAction, { sender }: Case, turns: Turns): Promise<Tapped | null> {
  const { container, channel, message } = body;
  if (container.type !== 'message' || typeof container.message_ts !== 'string') return null;
  const place: string = channel?.id ?? container.channel_id;
  const thread: string | null = container.thread_ts ?? message?.thread_ts ?? null;
  const isEphemeral = container.is_ephemeral === true;
  const shared = threadConversation(place, thread);
  const isOwn = isEphemeral && !(await isTurnOf(shared, body, sender.tenant, turns));
  return {
    channel: place,
    ts: container.message_ts,
    thread,
    conversation: isOwn ? ownConversation(place, sender.user) : shared,
    isOwn,
    blocks: isEphemeral ? null : ((message?.blocks ?? []) as KnownBlock[]),
    text: message?.text ?? '',
  };
}

/** What one person alone was told can still be a turn of the conversation that others see. */
async function isTurnOf(conversation: string, body: BlockAction, tenant: string, turns: Turns): Promise<boolean> {
  const { delivery } = readBlockId(body.actions[0]?.block_id ?? '') ?? {};
  return delivery !== undefined && (await turns.given(tenant, conversation, delivery)) !== null;
}

/** To the one who tapped alone; the message stays as it is. */
export async function tellBeside(
  { channel, thread, isOwn }: Tapped,
  { client, sender }: Case,
  respond: RespondFn,
  shown: SlackMessage,
): Promise<void> {
  // The slash command works where the app may not write.
  if (isOwn) await ephemerally(respond, shown);
  else await whisper(client, { channel, thread }, sender.user, shown);
}
