import type { DeliveryId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import { inTurn } from '../../src/inTurn.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import type { Cards } from './cards.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { typing } from './send.ts';

/** How a message was put to the bot. */
export interface How {
  /** One person alone sees the reply, in a window. */
  own: boolean;
  /** Nobody put it to the bot: most of that stays without an answer. */
  overheard?: boolean;
  /** The delivery whose words were edited. */
  original?: string;
}

export interface Turns {
  /**
   * Handles a message and shows the reply, one turn of a conversation after the other, so that answers come in the order
   * of the questions. Resolves to what `show` or `refused` made of it; null: it is not answered. Rejects where the
   * delivery is to be tried again.
   */
  take<T>(message: Message, how: How, at: Case, show: Show<T>, refused: Refused<T>): Promise<T | null>;
  /** The same for an edit of what the delivery `original` said; null: nothing changes. */
  revise<T>(message: Message, original: string, at: Case, show: Show<T>): Promise<T | null>;
}

type Show<T> = (message: TeamsMessage, reply: Reply) => Promise<T>;
/** Tells why a message was not taken, in plain words. */
type Refused<T> = (why: string) => Promise<T>;

/** What a person can do nothing about now: the delivery is put off and tried again. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['store-unavailable', 'busy', 'internal']);
/** Whoever waits longer wants to see that something happens. */
const TYPING_MS = 1_000;

export function createTurns({ assistant, log }: TeamsDeps, cards: Cards): Turns {
  const queue = inTurn();
  const inOrder = <T>({ tenant, conversation }: Message, work: () => Promise<T>) =>
    queue(`${tenant} ${conversation}`, work);

  /** Returns what ends it. */
  function typingAfterAWhile(at: Case): () => void {
    const timer = setTimeout(() => {
      typing(at).catch((error: unknown) => log.debug({ err: error }, 'could not show that we are typing'));
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }

  async function show<T>(reply: Reply, message: Message, { own, original }: How, at: Case, shown: Show<T>): Promise<T> {
    const { tenant, conversation, delivery, text: question } = message;
    const of = { tenant, conversation, delivery: delivery ?? '' };
    const place = { question, personal: own || isPersonal(at.activity), own, original };
    return shown(await cards.fresh(reply, of, place), reply);
  }

  return {
    take(message, how, at, shown, refused) {
      const hear = how.overheard ? assistant.overhear : assistant.handle;
      const settled = how.own ? () => {} : typingAfterAWhile(at);
      return inOrder(message, async () => {
        let reply: Reply | null;
        try {
          reply = await hear(message);
        } catch (error) {
          if (!(error instanceof DeskError) || TRY_AGAIN.has(error.code)) throw error;
          return refused(`${error.message} ${error.todo}`);
        } finally {
          settled();
        }
        return reply && show(reply, message, how, at, shown);
      });
    },
    revise: (message, original, at, shown) =>
      inOrder(message, async () => {
        const reply = await assistant.revise(message, original as DeliveryId);
        return reply && show(reply, message, { own: false, original }, at, shown);
      }),
  };
}
