import type { InvokeResponse } from 'botbuilder';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import { replyText } from '../../src/replyText.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { isPersonal } from './receive.ts';
import { send } from './send.ts';

/** What is done with each kind of activity. Each may begin again after a crash in its middle. */
export interface Listeners {
  messages(at: Case): Promise<void>;
  /** Teams waits for the answer. */
  invokes(at: Case): Promise<InvokeResponse>;
  /** The bot, or somebody, was added to a conversation or removed from it. */
  membership(at: Case): Promise<void>;
  edits(at: Case): Promise<void>;
}

export function createListeners(deps: TeamsDeps): Listeners {
  return {
    async messages(at) {
      const { activity, sender } = at;
      const reply = await deps.assistant.handle({
        platform: 'teams',
        tenant: sender.tenant,
        conversation: activity.conversation.id as ConversationId,
        user: sender.user as UserId,
        private: isPersonal(activity),
        text: activity.text ?? '',
        facts: {},
        delivery: at.delivery as DeliveryId,
        source: 'message',
      });
      const text = replyText(reply);
      await send(deps, at, { card: null, text, summary: text, sources: [], judged: false });
    },
    invokes: async () => ({ status: 501 }),
    membership: async () => {},
    edits: async () => {},
  };
}
