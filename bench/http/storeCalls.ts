import type { SlackMessage } from '../../adapters/slack/blocks.ts';
import { ownConversation } from '../../adapters/slack/receive.ts';
import { renderReply } from '../../adapters/slack/render.ts';
import { createAssistant } from '../../src/assistant.ts';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Config } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store, Turn } from '../../src/store/port.ts';
import type { Listen } from './bare.ts';
import { CHANNEL, TEAM } from './plan.ts';

type Settings = Pick<Config, 'helpdesk' | 'questionLog'>;

const LEASE_MS = 10_000;

/**
 * What the product does to the outside for a question, in its order: the same store calls, with rows of the same size, and
 * the same answer to the address that the command names, by Bolt's own means. How the answer comes about is left out.
 */
export async function storeCalls(store: Store, corpus: Corpus, settings: Settings, done: () => void): Promise<Listen> {
  const turns = await turnsOf(corpus, settings);
  return async (command, ack, respond) => {
    const { trigger_id: id, user_id: user, text } = command;
    const at = Date.now();
    const body = JSON.stringify({ body: command, receivedAt: at });
    await store.receive({ platform: 'slack', id, body, at, until: at + LEASE_MS });
    await ack();
    const { turn, message } = turns.get(text) ?? {};
    if (!turn?.delivery || !message) throw new Error(`no turn was recorded for ${text}`);
    const delivery = id as DeliveryId;
    const key = { ...turn.key, conversation: ownConversation(CHANNEL, user) as ConversationId };
    await store.load(key, delivery);
    const session = { ...turn.session, startedBy: user as UserId };
    await store.saveTurn({ ...turn, key, session, delivery: { id: delivery, reply: turn.delivery.reply }, at });
    const { text: words, blocks } = message;
    const response = await respond({ response_type: 'ephemeral', replace_original: false, text: words, blocks });
    // Unread, it would keep its connection from the next one.
    await response.arrayBuffer();
    await store.finish('slack', id, Date.now());
    done();
  };
}

interface Recorded {
  turn: Turn;
  message: SlackMessage;
}

/** What the assistant would save for each question, and what would be shown. */
async function turnsOf(corpus: Corpus, { helpdesk, questionLog }: Settings): Promise<Map<string, Recorded>> {
  const turns = new Map<string, Recorded>();
  let saved: Turn | null = null;
  const real = await openStore('sqlite::memory:');
  const store: Store = {
    ...real,
    async saveTurn(turn) {
      saved = turn;
      return real.saveTurn(turn);
    },
  };
  const assistant = createAssistant({ corpus, store, clock: Date.now, helpdesk, openQuestionHours: 24, questionLog });
  for (const [i, text] of corpus.examples.entries()) {
    const conversation = ownConversation(CHANNEL, `U${i}`);
    const reply = await assistant.handle({
      platform: 'slack',
      tenant: TEAM,
      conversation: conversation as ConversationId,
      user: `U${i}` as UserId,
      private: true,
      facts: {},
      delivery: `${i}` as DeliveryId,
      source: 'command',
      text,
    });
    const place = { conversation, delivery: `${i}`, question: text, ephemeral: true, full: false };
    const message = renderReply(reply, { ...place, ask: { solved: false } });
    if (saved) turns.set(text, { turn: saved, message });
  }
  await real.close();
  return turns;
}
