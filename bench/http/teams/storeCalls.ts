import { TurnContext } from 'botbuilder';
import type { ConversationId, DeliveryId, UserId } from '../../../src/brand.ts';
import type { Config } from '../../../src/config.ts';
import type { Corpus } from '../../../src/knowledge/types.ts';
import { createSealer } from '../../../src/seal.ts';
import type { Store } from '../../../src/store/port.ts';
import { turnsOf } from '../turns.ts';
import type { Listen } from './bare.ts';
import { conversationOf, ENCRYPTION_KEY, personOf, TENANT } from './names.ts';

type Settings = Pick<Config, 'helpdesk' | 'questionLog'>;

const LEASE_MS = 30_000;

/** The store calls that the product makes for a message, in its order, with rows of the same size. */
export async function storeCalls(store: Store, corpus: Corpus, settings: Settings): Promise<Listen> {
  const { seal } = createSealer([ENCRYPTION_KEY]);
  const turns = await turnsOf(corpus, settings, (n, text) => ({
    platform: 'teams',
    tenant: TENANT,
    conversation: conversationOf(n) as ConversationId,
    user: personOf(n) as UserId,
    private: true,
    facts: {},
    delivery: `${n}` as DeliveryId,
    source: 'message',
    text,
  }));
  return async ({ activity }, echo) => {
    const { id: delivery = '', text, from, conversation: place } = activity;
    const at = Date.now();
    const conversation = place.id as ConversationId;
    const user = (from.aadObjectId ?? from.id) as UserId;
    const within = { tenant: TENANT, conversation };
    const sealed = seal(JSON.stringify(TurnContext.getConversationReference(activity)), conversation);
    await store.saveReference({ platform: 'teams', ...within, user, sealed, at });
    const inbox = { platform: 'teams', id: `${conversation} ${delivery}` };
    const body = JSON.stringify({ activity, receivedAt: at });
    await store.receive({ ...inbox, body, at, until: at + LEASE_MS, within });
    const { turn } = turns.get(text) ?? {};
    if (!turn?.delivery) throw new Error(`no turn was recorded for ${text}`);
    const key = { ...turn.key, conversation };
    const id = delivery as DeliveryId;
    await store.load(key, id);
    const session = { ...turn.session, startedBy: user };
    await store.saveTurn({ ...turn, key, session, delivery: { id, reply: turn.delivery.reply }, at });
    const message = await echo();
    await store.savePost({ platform: 'teams', ...within, delivery, part: 'reply', message, at });
    await store.finish(inbox.platform, inbox.id, Date.now());
  };
}
