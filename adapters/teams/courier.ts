import type { Assistant } from '../../src/assistant.ts';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import type { Store } from '../../src/store/port.ts';
import type { Courier } from '../../src/triage/outbox.ts';
import type { OutboxItem } from '../../src/triage/port.ts';
import { nameOf, type Person, readAddress, type TicketId } from '../../src/triage/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { TICKET_VALUES } from '../../src/triage/values.ts';
import { cutPlain } from '../cutPlain.ts';
import { BESIDE } from './asked.ts';
import { cardIn, personText } from './card.ts';
import type { Direct } from './direct.ts';
import { note } from './elements.ts';
import { plainLabel } from './escape.ts';
import { isGone } from './failures.ts';
import { renderLine } from './forms.ts';
import { READING } from './limits.ts';
import type { Proactive } from './proactive.ts';
import type { Address } from './receive.ts';
import { renderReply, type TeamsMessage } from './render.ts';

export interface CourierDeps {
  triage: Pick<Triage, 'file' | 'categories'>;
  store: Pick<Store, 'posted' | 'savePost'>;
  proactive: Pick<Proactive, 'sendTo' | 'update'>;
  direct: Pick<Direct, 'of'>;
  assistant: Pick<Assistant, 'handle'>;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Carries to Teams what tickets have to say: news to people, cards and alerts to the channels of agents. */
export function createTeamsCourier({ triage, store, proactive, direct, assistant, clock }: CourierDeps): Courier {
  const posted = ({ tenant, conversation }: Address, { delivery, part }: Part) =>
    store.posted('teams', tenant, conversation, delivery, part);

  async function post(to: Address, message: TeamsMessage, part: Part): Promise<void> {
    const sent = await proactive.sendTo(to, message);
    if (sent === null) throw unknownPlace(to.conversation);
    await keep(to, sent, part);
  }

  const keep = (to: Address, message: string, part: Part) =>
    store.savePost({ platform: 'teams', ...to, ...part, message, at: clock() });

  /** What an earlier attempt sent, and did not come to its end, is not sent again. */
  async function once(item: OutboxItem, to: Address, message: TeamsMessage): Promise<void> {
    const part = { delivery: `ticket-news-${item.id}`, part: item.kind };
    if (item.attempts === 0 || (await posted(to, part)) === null) await post(to, message, part);
  }

  async function card({ ticket, target }: OutboxItem, channel: Address): Promise<void> {
    const file = await triage.file(ticket);
    // Removed meanwhile: what stands there stays.
    if (!file) return;
    const shown = cardIn(target, file, triage.categories);
    const part = cardPart(ticket);
    const known = await posted(channel, part);
    if (known === null || !(await updated(channel, known, shown))) await post(channel, shown, part);
    // What is changed now and then is known as long as it is changed.
    else await keep(channel, known, part);
  }

  /** False: somebody has deleted it. */
  async function updated(channel: Address, message: string, shown: TeamsMessage): Promise<boolean> {
    try {
      return await proactive.update(channel, message, shown);
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  /** Below the card, where there is one. */
  async function alert(item: OutboxItem, channel: Address): Promise<void> {
    const message = await posted(channel, cardPart(item.ticket));
    const thread = message === null ? channel : { ...channel, conversation: threadOf(channel, message) };
    await once(item, thread, renderLine(readText(item)));
  }

  /** What began in a window has no place of its own: it is told in the person's own chat. */
  async function news(item: OutboxItem, to: Address): Promise<void> {
    const { person } = readNews(item);
    if (!to.conversation.includes(BESIDE)) return once(item, to, newsOf(item, to.conversation));
    const chat = await direct.of(to.tenant, person.user);
    if (chat === null) throw notAdded(nameOf(person));
    // From now on it is about this ticket that bare words there speak.
    await assistant.handle(shown(item, { ...to, conversation: chat as ConversationId }, person));
    return once(item, { ...to, conversation: chat as ConversationId }, newsOf(item, chat));
  }

  return {
    async deliver(item) {
      const address = readAddress(item.target);
      if (!address) return;
      const to = { tenant: address.tenant, conversation: address.id as ConversationId };
      if (item.kind === 'card') await card(item, to);
      else if (item.kind === 'alert') await alert(item, to);
      else if (item.kind === 'digest') await once(item, to, renderLine(readText(item)));
      else await news(item, to);
    },
  };
}

/** Which of our messages: by the delivery that it shows. */
interface Part {
  delivery: string;
  part: string;
}

function cardPart(ticket: TicketId): Part {
  return { delivery: `ticket-card-${ticket}`, part: 'card' };
}

function threadOf({ conversation }: Address, message: string): ConversationId {
  const isThread = conversation.includes(';messageid=') || !conversation.startsWith('19:');
  return (isThread ? conversation : `${conversation};messageid=${message}`) as ConversationId;
}

function readText({ body }: OutboxItem): string {
  return (JSON.parse(body) as { text: string }).text;
}

function readNews({ body }: OutboxItem): { reply: Reply; person: Person } {
  return JSON.parse(body) as { reply: Reply; person: Person };
}

function shown({ id, ticket }: OutboxItem, at: Address, { user }: Person): Message {
  const delivery = `ticket-shown-${id}` as DeliveryId;
  const who = { platform: 'teams', ...at, user: user as UserId, private: true, facts: {}, delivery } as const;
  return { ...who, source: 'action', text: '', value: TICKET_VALUES.show(ticket) };
}

function newsOf(item: OutboxItem, conversation: string): TeamsMessage {
  const { reply, person } = readNews(item);
  // Where others read along it is said whom it is for.
  const isShared = conversation.startsWith('19:');
  const message = renderReply(reply, {
    delivery: `ticket-news-${item.id}`,
    question: '',
    personal: false,
    full: true,
    ask: { solved: false },
    lead: isShared ? [note(`For ${personText(person)}`)] : [],
  });
  return { ...message, summary: cutPlain(plainLabel(`For ${nameOf(person)}: ${message.summary}`), READING.summary) };
}

/** Trying again would find it no sooner: nobody there has written to the bot, or the conversation was forgotten. */
function unknownPlace(conversation: string): Error {
  const error = new Error(`Teams has not told where to reach ${conversation}: somebody there has to write to the bot.`);
  return Object.assign(error, { permanent: true });
}

function notAdded(name: string): Error {
  const error = new Error(`${name} has not added the app for themselves: there is no chat in which to tell them.`);
  return Object.assign(error, { permanent: true });
}
