import type { ConversationId } from '../../src/brand.ts';
import { readSession } from '../../src/dialog/session.ts';
import { VALUES } from '../../src/dialog/values.ts';
import { questionAbout } from '../../src/triage/packet.ts';
import { here, tapped } from './asked.ts';
import type { Cards, Given } from './cards.ts';
import type { Case, TeamsDeps } from './deps.ts';
import type { TeamsMessage } from './render.ts';
import type { Turns } from './turn.ts';

/**
 * Offers a ticket about an answer that did not help: what the helpdesk can do is the core's to say. `once` names the offer
 * among those of one answer. It is a delivery of its own, so that it is made once however often and however fast it is
 * asked for, and is not used up where it fails. `show` gets the case by which it is to be posted.
 */
export type Offer = <T>(
  at: Case,
  of: Given,
  once: string,
  show: (offer: Case, shown: TeamsMessage) => Promise<T>,
  refused: (why: string, offer: Case) => Promise<T>,
) => Promise<T | null>;

export function createOffer({ store }: Pick<TeamsDeps, 'store'>, turns: Turns, cards: Cards): Offer {
  /** In the words that were answered so; empty where they are the newest ones, or kept no longer. */
  async function questionOf(of: Given): Promise<string> {
    const reply = await cards.given(of);
    if (!reply || !('entry' in reply) || reply.entry === null) return '';
    const { tenant, conversation } = of;
    const key = { platform: 'teams', tenant, conversation: conversation as ConversationId };
    const { session } = await store.load(key, null);
    const trail = (session && readSession(session.state))?.desk?.trail ?? [];
    return questionAbout(trail, reply.entry);
  }

  return async (at, of, once, show, refused) => {
    const offer = { ...at, delivery: `${once} ${of.delivery}`, again: true };
    const message = { ...tapped(offer, here(at), VALUES.helpdesk), text: await questionOf(of) };
    return turns.take(
      message,
      { own: false },
      offer,
      (shown) => show(offer, shown),
      (why) => refused(why, offer),
    );
  };
}
