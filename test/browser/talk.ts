import type { ConversationId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import { openSite } from '../conversations/desk.ts';

/** A conversation with the product's own corpus: `=value` taps a button. The last reply. */
export async function talk(platform: Message['platform'], ...said: string[]): Promise<Reply> {
  const site = await openSite();
  const assistant = site.assistant();
  let reply: Reply | null = null;
  for (const each of said) {
    const envelope = {
      platform,
      tenant: 'T1',
      conversation: 'C1:1' as ConversationId,
      user: 'U1' as UserId,
      private: false,
      facts: {},
      delivery: null,
    } as const;
    reply = await assistant.handle(
      each.startsWith('=')
        ? { ...envelope, source: 'action', text: '', value: each.slice(1) }
        : { ...envelope, source: 'message', text: each },
    );
  }
  await site.store.close();
  if (reply === null) throw new Error('nothing was said');
  return reply;
}
