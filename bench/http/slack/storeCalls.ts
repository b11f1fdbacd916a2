import type { SlackMessage } from '../../../adapters/slack/blocks.ts';
import { ownConversation } from '../../../adapters/slack/receive.ts';
import { renderReply } from '../../../adapters/slack/render.ts';
import type { ConversationId, DeliveryId, UserId } from '../../../src/brand.ts';
import type { Config } from '../../../src/config.ts';
import type { Corpus } from '../../../src/knowledge/types.ts';
import type { Reply } from '../../../src/reply.ts';
import type { Store, Turn } from '../../../src/store/port.ts';
import { LIMITS } from '../../../src/triage/limits.ts';
import { turnsOf } from '../turns.ts';
import type { Listen } from './bare.ts';
import { CHANNEL, TEAM } from './names.ts';

interface StoreCallDeps {
  store: Store;
  corpus: Corpus;
  settings: Pick<Config, 'helpdesk' | 'questionLog' | 'triage'>;
  /** The answer goes out as well. */
  sends: boolean;
  done: () => void;
}

const LEASE_MS = 10_000;

/**
 * What the product does to the outside for a question, in its order: the same store calls, with rows of the same size, and
 * if asked for the same answer to the address that the command names, by Bolt's own means. How the answer comes about is
 * left out.
 */
export async function storeCalls({ store, corpus, settings, sends, done }: StoreCallDeps): Promise<Listen> {
  const turns = await turnsOf(corpus, settings, (n, text) => ({
    platform: 'slack',
    tenant: TEAM,
    conversation: ownConversation(CHANNEL, `U${n}`) as ConversationId,
    user: `U${n}` as UserId,
    private: true,
    facts: {},
    delivery: `${n}` as DeliveryId,
    source: 'command',
    text,
  }));
  const recorded = new Map(
    [...turns].map(([text, { turn, reply }]) => [text, { turn, message: shown(turn, reply, text) }]),
  );
  return async (command, ack, respond) => {
    const { trigger_id: id, user_id: user, text } = command;
    const at = Date.now();
    const body = JSON.stringify({ body: command, receivedAt: at });
    await store.receive({ platform: 'slack', id, body, at, until: at + LEASE_MS });
    await ack();
    const { turn, message } = recorded.get(text) ?? {};
    if (!turn?.delivery || !message) throw new Error(`no turn was recorded for ${text}`);
    const delivery = id as DeliveryId;
    const key = { ...turn.key, conversation: ownConversation(CHANNEL, user) as ConversationId };
    await store.load(key, delivery);
    await store.ticketsOf({ platform: 'slack', tenant: TEAM, user, name: null }, LIMITS.page);
    const session = { ...turn.session, startedBy: user as UserId };
    await store.saveTurn({ ...turn, key, session, delivery: { id: delivery, reply: turn.delivery.reply }, at });
    const { text: words, blocks } = message;
    if (sends) {
      const response = await respond({ response_type: 'ephemeral', replace_original: false, text: words, blocks });
      // Unread, it would keep its connection from the next one.
      await response.arrayBuffer();
    }
    await store.finish('slack', id, Date.now());
    done();
  };
}

function shown(turn: Turn, reply: Reply, question: string): SlackMessage {
  const place = { conversation: turn.key.conversation, delivery: turn.delivery?.id ?? '', question };
  return renderReply(reply, { ...place, ephemeral: true, full: false, ask: { solved: false } });
}
