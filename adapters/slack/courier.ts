import type { webApi } from '@slack/bolt';
import type { Assistant } from '../../src/assistant.ts';
import type { Reply } from '../../src/reply.ts';
import type { Store } from '../../src/store/port.ts';
import type { Courier } from '../../src/triage/outbox.ts';
import type { OutboxItem } from '../../src/triage/port.ts';
import { type Person, readAddress, type TicketId } from '../../src/triage/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import { context, type SlackMessage, section, withIds } from './blocks.ts';
import { cardIn, personText } from './card.ts';
import type { ClientOf } from './clients.ts';
import { cutText } from './cut.ts';
import { directChannel } from './direct.ts';
import { failureOf, isRefused } from './failures.ts';
import { LIMITS, READING } from './limits.ts';
import { plainText, toMrkdwn } from './mrkdwn.ts';
import { isDirect, tapped, targetOf } from './receive.ts';
import { renderReply } from './render.ts';
import { post, postOnce, update } from './send.ts';

export interface CourierDeps {
  triage: Triage;
  assistant: Pick<Assistant, 'handle'>;
  store: Pick<Store, 'posted' | 'savePost'>;
  clientOf: ClientOf;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** An item is tried for half a day; what an earlier attempt posted is looked for that far back. */
const TRIED_MS = 86_400_000;
/** We may not write there, or there is no such place any more. */
const CLOSED = ['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action', 'thread_not_found'];

/** Carries to Slack what tickets have to say: news to people, cards and alerts to the channels of agents. */
export function createSlackCourier({ triage, assistant, store, clientOf, clock }: CourierDeps): Courier {
  async function carry(item: OutboxItem): Promise<void> {
    const address = readAddress(item.target);
    if (!address) return;
    const { tenant, id } = address;
    const client = await clientOf(tenant);
    const way: Way = { item, client, tenant, place: id };
    if (item.kind === 'news') await news(way);
    else if (item.kind === 'card') await card(way);
    // A digest is about no one ticket: there is no card for it to stand below.
    else await alert(way);
  }

  async function news({ item, client, tenant, place }: Way): Promise<void> {
    const { reply, person } = JSON.parse(item.body) as { reply: Reply; person: Person };
    const target = targetOf(place);
    const by = { ...received(item), part: 'news' };
    if (target !== null) {
      try {
        await post(client, target, newsMessage(reply, place, by.delivery, person), by);
        return;
      } catch (error) {
        if (!isRefused(error, CLOSED)) throw error;
      }
    }
    const sender = { delivery: by.delivery, tenant, user: person.user };
    const direct = await directChannel({ client, sender });
    // From now on it is about this ticket that bare words there speak.
    await assistant.handle(tapped(sender, direct, TICKET_VALUES.show(item.ticket)));
    await post(client, { channel: direct, thread: null }, newsMessage(reply, direct, by.delivery, person), by);
  }

  async function card({ item, client, tenant, place: channel }: Way): Promise<void> {
    const file = await triage.file(item.ticket);
    // Removed meanwhile: what stands there stays.
    if (!file) return;
    const shown = cardIn(item.target, file, triage.categories);
    const known = await cardOf(tenant, channel, item.ticket);
    if (known !== null) {
      try {
        await update(client, { channel, ts: known }, shown);
        return;
      } catch (error) {
        // Somebody has deleted it.
        if (!isRefused(error, ['message_not_found'])) throw error;
      }
    }
    const by = {
      ...received(item),
      delivery: cardName(item.ticket),
      part: 'card',
      again: known === null && item.attempts > 0,
    };
    const message = await postOnce(client, { channel, thread: null }, shown, by);
    const { delivery, part } = by;
    await store.savePost({ platform: 'slack', tenant, conversation: channel, delivery, part, message, at: clock() });
  }

  async function alert({ item, client, tenant, place: channel }: Way): Promise<void> {
    const { text } = JSON.parse(item.body) as { text: string };
    const thread = await cardOf(tenant, channel, item.ticket);
    await post(client, { channel, thread }, alertMessage(text), { ...received(item), part: 'alert' });
  }

  function cardOf(tenant: string, channel: string, ticket: TicketId): Promise<string | null> {
    return store.posted('slack', tenant, channel, cardName(ticket), 'card');
  }

  function received({ id, attempts }: OutboxItem) {
    return { delivery: `ticket-news-${id}`, receivedAt: clock() - TRIED_MS, again: attempts > 0 };
  }

  return {
    deliver: async (item) => {
      try {
        await carry(item);
      } catch (error) {
        throw error instanceof Error ? failureOf(error) : error;
      }
    },
  };
}

interface Way {
  item: OutboxItem;
  client: webApi.WebClient;
  tenant: string;
  /** A conversation, or a channel. */
  place: string;
}

function cardName(ticket: TicketId): string {
  return `ticket-card-${ticket}`;
}

function newsMessage(reply: Reply, conversation: string, delivery: string, person: Person): SlackMessage {
  // Where others read along it is said whom it is for; that notifies them, too.
  const lead = isDirect(conversation) ? [] : [context(`For ${personText(person)}`)];
  return renderReply(reply, {
    conversation,
    delivery,
    question: '',
    ephemeral: false,
    full: true,
    lead,
    ask: { solved: false },
  });
}

function alertMessage(text: string): SlackMessage {
  const words = cutText(toMrkdwn(text), LIMITS.sectionText);
  return { text: cutText(plainText(text), READING.fallback), blocks: withIds([section(words)], 'alert') };
}
