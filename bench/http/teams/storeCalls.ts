import { type Activity, TurnContext } from 'botbuilder';
import { isFinal } from '../../../adapters/teams/cards.ts';
import { renderReply } from '../../../adapters/teams/render.ts';
import { activityOf } from '../../../adapters/teams/send.ts';
import type { ConversationId, DeliveryId, UserId } from '../../../src/brand.ts';
import type { Config } from '../../../src/config.ts';
import type { Corpus } from '../../../src/knowledge/types.ts';
import type { Reply } from '../../../src/reply.ts';
import { createSealer } from '../../../src/seal.ts';
import type { ConversationKey, Store, Turn } from '../../../src/store/port.ts';
import { LIMITS } from '../../../src/triage/limits.ts';
import { turnsOf } from '../turns.ts';
import type { Listen } from './bare.ts';
import { CONFIG, conversationOf, ENCRYPTION_KEY, personOf, TENANT } from './names.ts';

interface StoreCallDeps {
  store: Store;
  corpus: Corpus;
  settings: Pick<Config, 'helpdesk' | 'questionLog' | 'triage'>;
  /** The card goes out in place of the words. */
  sendsCard: boolean;
}

const LEASE_MS = 30_000;

/**
 * What the product does to the outside for a message, in its order: the same store calls, with rows of the same size, and
 * if asked for the same card, by the SDK's own means. How the answer comes about is left out.
 */
export async function storeCalls({ store, corpus, settings, sendsCard }: StoreCallDeps): Promise<Listen> {
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
  const cards = new Map([...turns].map(([text, { turn, reply }]) => [text, shown(turn, reply, text)]));
  return async (context) => {
    const { activity } = context;
    const { id: delivery = '', text, from, conversation: place } = activity;
    const at = Date.now();
    const conversation = place.id as ConversationId;
    const user = (from.aadObjectId ?? from.id) as UserId;
    const within = { tenant: TENANT, conversation };
    const sealed = seal(JSON.stringify(TurnContext.getConversationReference(activity)), conversation);
    const inbox = { platform: 'teams', id: `${conversation} ${delivery}` };
    const body = JSON.stringify({ activity, receivedAt: at });
    await Promise.all([
      store.saveReference({ platform: 'teams', ...within, user, sealed, at }),
      store.receive({ ...inbox, body, at, until: at + LEASE_MS, within }),
    ]);
    const { turn, reply } = turns.get(text) ?? {};
    const card = cards.get(text);
    if (!turn?.delivery || !reply || !card) throw new Error(`no turn was recorded for ${text}`);
    const key = { ...turn.key, conversation };
    const id = delivery as DeliveryId;
    await store.load(key, id);
    await store.ticketsOf({ platform: 'teams', tenant: TENANT, user, name: null }, LIMITS.page);
    const session = { ...turn.session, startedBy: user };
    await store.saveTurn({ ...turn, key, session, delivery: { id, reply: turn.delivery.reply }, at });
    if (isFinal(reply)) await markEnd(store, key, id, at);
    const message = (await context.sendActivity(sendsCard ? card : text))?.id ?? '';
    await store.savePost({ platform: 'teams', ...within, delivery, part: 'reply', message, at });
    await store.finish(inbox.platform, inbox.id, Date.now());
  };
}

function shown(turn: Turn, reply: Reply, question: string): Partial<Activity> {
  const place = { delivery: turn.delivery?.id ?? '', question, personal: true, full: false };
  return activityOf(renderReply(reply, { ...place, ask: { solved: isFinal(reply) } }), CONFIG);
}

/** 'Was this solved?' is asked once in a conversation, and it is kept which delivery asked it. */
async function markEnd(store: Store, within: ConversationKey, delivery: DeliveryId, at: number): Promise<void> {
  const { tenant, conversation } = within;
  const place = `${tenant} ${conversation}`;
  await store.mark({ name: 'teams: asked whether solved', key: place, at, by: `${place} ${delivery}`, within });
}
