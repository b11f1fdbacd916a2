import type { ConversationId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import { toWire } from '../../src/wire.ts';
import { buildOnce, openSite } from './desk.ts';
import { type Body, type DriverKind, jsonTurns } from './driver.ts';

const CONVERSATION = 'core' as ConversationId;

function message(body: Body): Message {
  const envelope = {
    platform: 'cli',
    tenant: 'local',
    conversation: CONVERSATION,
    user: 'somebody' as UserId,
    private: true,
    facts: {},
    delivery: null,
  } as const;
  return 'action' in body
    ? { ...envelope, text: '', source: 'action', value: body.action }
    : { ...envelope, text: body.text, source: 'message' };
}

/** The core alone, without an adapter. */
export const core: DriverKind = {
  start: async () => {
    buildOnce();
  },
  open: async () => {
    const site = await openSite();
    let assistant = site.assistant();
    return {
      ...jsonTurns(async (body) => {
        const reply = await assistant.handle(message(body));
        return JSON.parse(JSON.stringify(toWire(CONVERSATION, reply)));
      }),
      wait: site.wait,
      restart: async () => {
        assistant = site.assistant();
      },
      close: () => site.store.close(),
    };
  },
};
