import type { ConversationId } from '../../src/brand.ts';
import { escapeMarkdown } from '../../src/markdown.ts';
import type { Reply } from '../../src/reply.ts';
import type { Store } from '../../src/store/port.ts';
import type { Courier } from '../../src/triage/outbox.ts';
import type { OutboxItem } from '../../src/triage/port.ts';
import { nameOf, type Person, readAddress } from '../../src/triage/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { renderLine } from './forms.ts';
import type { SendTo } from './proactive.ts';
import { renderReply, type TeamsMessage } from './render.ts';

export interface CourierDeps {
  triage: Pick<Triage, 'file'>;
  store: Pick<Store, 'posted' | 'savePost'>;
  sendTo: SendTo;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/**
 * Carries to Teams what tickets have to say: news to where the ticket began, and to a channel of agents a line for each
 * change. Agents act in the terminal or in Slack: there is no card with actions here.
 */
export function createTeamsCourier({ triage, store, sendTo, clock }: CourierDeps): Courier {
  async function messageOf(item: OutboxItem): Promise<TeamsMessage | null> {
    const delivery = deliveryOf(item);
    if (item.kind === 'news') {
      const { reply, person } = JSON.parse(item.body) as { reply: Reply; person: Person };
      const place = { delivery, question: '', personal: false, full: true, ask: { solved: false } };
      const message = renderReply(reply, place);
      return { ...message, summary: `For ${nameOf(person)}: ${message.summary}` };
    }
    if (item.kind === 'alert' || item.kind === 'digest')
      return renderLine((JSON.parse(item.body) as { text: string }).text);
    const file = await triage.file(item.ticket);
    // Removed meanwhile.
    if (!file) return null;
    const { id, summary, state, priority } = file.ticket;
    return renderLine(`**${id}**, ${priority}, ${state}: ${escapeMarkdown(summary)}`);
  }

  return {
    async deliver(item) {
      const address = readAddress(item.target);
      if (!address) return;
      const key = { tenant: address.tenant, conversation: address.id as ConversationId };
      const delivery = deliveryOf(item);
      // An earlier attempt may have sent it and not come to its end.
      if (item.attempts > 0 && (await store.posted('teams', key.tenant, key.conversation, delivery, 'news')) !== null) {
        return;
      }
      const message = await messageOf(item);
      if (!message) return;
      const sent = await sendTo(key, message);
      if (sent === null) throw unknownPlace(key.conversation);
      await store.savePost({ platform: 'teams', ...key, delivery, part: 'news', message: sent, at: clock() });
    },
  };
}

function deliveryOf({ id }: OutboxItem): string {
  return `ticket-news-${id}`;
}

/** Trying again would find it no sooner: nobody there has written to the bot, or the conversation was forgotten. */
function unknownPlace(conversation: string): Error {
  const error = new Error(`Teams has not told where to reach ${conversation}: somebody there has to write to the bot.`);
  return Object.assign(error, { permanent: true });
}
