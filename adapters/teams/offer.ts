import { VALUES } from '../../src/dialog/values.ts';
import { here, tapped } from './asked.ts';
import type { Given } from './cards.ts';
import type { Case } from './deps.ts';
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

export function createOffer(turns: Turns): Offer {
  return async (at, of, once, show, refused) => {
    const offer = { ...at, delivery: `${once} ${of.delivery}`, again: true };
    const message = tapped(offer, here(at), VALUES.helpdesk, of.delivery);
    return turns.take(
      message,
      { own: false },
      offer,
      (shown) => show(offer, shown),
      (why) => refused(why, offer),
    );
  };
}
