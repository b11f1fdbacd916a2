import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';

/** Several people in one thread of one channel. */
export interface Said {
  user?: string;
  thread?: string;
  delivery?: string | null;
}

function envelope({ user = 'ann', thread = 'C1:100', delivery = null }: Said) {
  return {
    platform: 'slack',
    tenant: 'T1',
    conversation: thread as ConversationId,
    user: user as UserId,
    private: false,
    facts: {},
    delivery: delivery as DeliveryId | null,
  } as const;
}

export function said(text: string, by: Said = {}): Message {
  return { ...envelope(by), source: 'message', text };
}

export function tapped(value: string, by: Said = {}): Message {
  return { ...envelope(by), source: 'action', text: '', value };
}
