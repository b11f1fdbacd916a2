import { ownConversation } from '../../adapters/slack/receive.ts';
import { createAssistant } from '../../src/assistant.ts';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Config } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store, Turn } from '../../src/store/port.ts';
import type { Listen } from './bare.ts';
import { CHANNEL, TEAM } from './plan.ts';

type Settings = Pick<Config, 'helpdesk' | 'questionLog'>;

const LEASE_MS = 30_000;

/** The store calls that the product makes for a question, in its order, with rows of the same size. */
export async function storeCalls(store: Store, corpus: Corpus, settings: Settings, done: () => void): Promise<Listen> {
  const turns = await turnsOf(corpus, settings);
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

/** What the assistant would save for each question. */
async function turnsOf(corpus: Corpus, { helpdesk, questionLog }: Settings): Promise<Map<string, Turn>> {
  const turns = new Map<string, Turn>();
  const real = await openStore('sqlite::memory:');
  let asked = '';
  const store: Store = {
    ...real,
    async saveTurn(turn) {
      turns.set(asked, turn);
      return real.saveTurn(turn);
    },
  };
  const assistant = createAssistant({ corpus, store, clock: Date.now, helpdesk, openQuestionHours: 24, questionLog });
  for (const [i, text] of corpus.examples.entries()) {
    asked = text;
    await assistant.handle({
      platform: 'slack',
      tenant: TEAM,
      conversation: ownConversation(CHANNEL, `U${i}`) as ConversationId,
      user: `U${i}` as UserId,
      private: true,
      facts: {},
      delivery: `${i}` as DeliveryId,
      source: 'command',
      text,
    });
  }
  await real.close();
  return turns;
}
