import type { Message } from '../../src/message.ts';
import type { Case } from './deps.ts';
import { post } from './send.ts';
import type { Turns } from './turn.ts';

/** Answers in the person's own conversation with the app what they asked somewhere without a conversation. */
export async function answerDirectly(at: Case, turns: Turns, ask: (conversation: string) => Message): Promise<void> {
  const { client } = at;
  const id = await directChannel(at);
  const target = { channel: id, thread: null };
  await turns.take(
    ask(id),
    { ephemeral: false },
    at,
    (shown) => post(client, target, shown, at),
    (why) => post(client, target, why, { ...at, part: 'refused' }),
  );
}

/** The person's direct message with the app. */
export async function directChannel({ client, sender }: Pick<Case, 'client' | 'sender'>): Promise<string> {
  const { channel } = await client.conversations.open({ users: sender.user });
  if (channel?.id === undefined) throw new Error('Slack opened no direct message.');
  return channel.id;
}
