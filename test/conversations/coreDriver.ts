import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import { toWire } from '../../src/wire.ts';
import { buildOnce, openSite } from './desk.ts';
import { type Body, type DriverKind, jsonTurns } from './driver.ts';

const CONVERSATION = 'core' as ConversationId;

function message(body: Body, delivery: string): Message {
  const envelope = {
    platform: 'cli',
    tenant: 'local',
    conversation: CONVERSATION,
    user: 'somebody' as UserId,
    private: true,
    facts: {},
    delivery: delivery as DeliveryId,
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
    let sent = 0;
    let newest = '';
    const show = (reply: Reply) => JSON.parse(JSON.stringify(toWire(CONVERSATION, reply)));
    return {
      ...jsonTurns(
        async (body) => {
          newest = `d${sent++}`;
          return show(await assistant.handle(message(body, newest)));
        },
        async (text) => {
          const reply = await assistant.revise(message({ text }, `d${sent++}`), newest as DeliveryId);
          if (!reply) throw new Error('The message was not taken back.');
          return show(reply);
        },
      ),
      wait: site.wait,
      restart: async () => {
        assistant = site.assistant();
      },
      close: () => site.store.close(),
    };
  },
};
