import { ownConversation } from '../../../adapters/slack/receive.ts';
import type { ConversationId, DeliveryId, UserId } from '../../../src/brand.ts';
import type { Config } from '../../../src/config.ts';
import type { Corpus } from '../../../src/knowledge/types.ts';
import type { Store } from '../../../src/store/port.ts';
import { turnsOf } from '../turns.ts';
import type { Listen } from './bare.ts';
import { CHANNEL, TEAM } from './names.ts';

type Settings = Pick<Config, 'helpdesk' | 'questionLog'>;

const LEASE_MS = 30_000;

/** The store calls that the product makes for a question, in its order, with rows of the same size. */
export async function storeCalls(store: Store, corpus: Corpus, settings: Settings, done: () => void): Promise<Listen> {
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
  return async (command, ack) => {
    const { trigger_id: id, user_id: user, text } = command;
    const at = Date.now();
    const body = JSON.stringify({ body: command, receivedAt: at });
    await store.receive({ platform: 'slack', id, body, at, until: at + LEASE_MS });
    await ack();
    const turn = turns.get(text);
    if (!turn?.delivery) throw new Error(`no turn was recorded for ${text}`);
    const delivery = id as DeliveryId;
    const key = { ...turn.key, conversation: ownConversation(CHANNEL, user) as ConversationId };
    await store.load(key, delivery);
    const session = { ...turn.session, startedBy: user as UserId };
    await store.saveTurn({ ...turn, key, session, delivery: { id: delivery, reply: turn.delivery.reply }, at });
    await store.finish('slack', id, Date.now());
    done();
  };
}
