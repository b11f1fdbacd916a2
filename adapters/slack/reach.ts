import type { SlackMessage } from './blocks.ts';
import type { Case } from './deps.ts';
import { directChannel } from './direct.ts';
import { isRefused } from './failures.ts';
import { targetOf } from './receive.ts';
import { type Target, whisper } from './send.ts';

/** The slash command works in channels that the app is not in. */
const CLOSED = ['channel_not_found', 'not_in_channel', 'user_not_in_channel'];

/** A window has no answer of its own. The person alone is told where the answer stands, or directly where we may not write. */
export async function reach(at: Case, conversation: string, message: SlackMessage): Promise<void> {
  const { client, sender } = at;
  try {
    await whisper(client, spotOf(conversation), sender.user, message);
  } catch (error) {
    if (!isRefused(error, CLOSED)) throw error;
    await whisper(client, { channel: await directChannel(at), thread: null }, sender.user, message);
  }
}

/** Also of a conversation that is one person's in a channel: the channel. */
export function spotOf(conversation: string): Target {
  const [channel = ''] = conversation.split(':', 1);
  return targetOf(conversation) ?? { channel, thread: null };
}
