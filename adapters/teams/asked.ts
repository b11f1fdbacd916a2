import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Message } from '../../src/message.ts';
import type { Case } from './deps.ts';
import { isPersonal } from './receive.ts';
import type { Said } from './said.ts';
import { readWords } from './words.ts';

/** What Teams delivered, as messages of the core. Teams has vouched for who sent it; nothing in its texts is trusted. */

/** The conversation that everybody sees who is where the activity happened, or this person's own one beside it. */
export interface Where {
  conversation: string;
  /** One person alone sees it, in a window. */
  own: boolean;
}

export function here({ activity }: Case): Where {
  return { conversation: activity.conversation.id, own: false };
}

/** Parts a conversation from the one whose window is beside it. */
export const BESIDE = ';user=';

/** What 'Find an answer' shows: to this person alone, whoever else is in the conversation. */
export function aside({ activity, sender }: Case): Where {
  return { conversation: `${activity.conversation.id}${BESIDE}${sender.user}`, own: true };
}

function envelope({ activity, sender, delivery }: Case, { conversation, own }: Where) {
  return {
    platform: 'teams',
    tenant: sender.tenant,
    conversation: conversation as ConversationId,
    user: sender.user as UserId,
    ...(sender.name === undefined ? {} : { name: sender.name }),
    private: own || isPersonal(activity),
    facts: {},
    delivery: delivery as DeliveryId,
  } as const;
}

/** What somebody wrote; it may begin with a word of the command list. */
export function written(at: Case, { text, links, toUs }: Said, sections: Corpus['sections']): Message {
  // Only our name: somebody wants to know who that is.
  const words = readWords(text === '' && toUs ? 'help' : text, sections);
  if (words.is === 'action') return tapped(at, here(at), words.value);
  return { ...envelope(at, here(at)), source: 'message', text: words.text, links };
}

/** What a form or the menu of a message asks for. */
export function commanded(at: Case, where: Where, text: string): Message {
  return { ...envelope(at, where), source: 'command', text };
}

/** An option of ours that somebody tapped; `about`: the delivery whose reply it stands below. */
export function tapped(at: Case, where: Where, value: string, about?: string): Message {
  const below = about === undefined ? {} : { about: about as DeliveryId };
  return { ...envelope(at, where), source: 'action', text: '', value, ...below };
}
