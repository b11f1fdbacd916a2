import type { ConversationId, DeliveryId } from '../../src/brand.ts';
import type { Reply } from '../../src/reply.ts';
import type { Where } from './asked.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { type Place, renderReply, type TeamsMessage } from './render.ts';
import { renderSpent } from './spent.ts';

/** A reply that was given, by the delivery that it answered. */
export interface Given {
  tenant: string;
  conversation: string;
  delivery: string;
}

export function givenOf({ sender }: Case, { conversation }: Where, delivery: string): Given {
  return { tenant: sender.tenant, conversation, delivery };
}

type Seen = Pick<Place, 'personal'> & { question?: string; full?: boolean; own: boolean };
/** `original`: the delivery whose reply it takes the place of, where that was edited. */
type Fresh = Seen & { original?: string | undefined };

/**
 * The cards of replies, now and later. Teams sends no card back with a tap: it is drawn anew from the stored reply and
 * from what is noted here of what became of it.
 */
export interface Cards {
  /** A reply as it was given; null where it is kept no longer. */
  given(of: Given): Promise<Reply | null>;
  /** A reply that has just been given. */
  fresh(reply: Reply, of: Given, seen: Fresh): Promise<TeamsMessage>;
  /** Where a reply that was given is drawn anew. */
  place(reply: Reply, of: Given, seen: Seen): Promise<Place>;
  /** As it stands by now: what was chosen takes the place of what could be. */
  again(reply: Reply, of: Given, seen: Seen): Promise<TeamsMessage>;
  isChosen(reply: Reply, of: Given, value: string): Promise<boolean>;
  choose(reply: Reply, of: Given, value: string): Promise<void>;
  isSolvedAnswered(of: Given): Promise<boolean>;
  answerSolved(of: Given): Promise<void>;
}

/** Who asked it first stands in the store as `… by` and the delivery. */
const ASKED = 'teams: asked whether solved';

export function createCards({ store, clock }: Pick<TeamsDeps, 'store' | 'clock'>): Cards {
  const key = ({ tenant, conversation }: Given) => ({
    platform: 'teams' as const,
    tenant,
    conversation: conversation as ConversationId,
  });
  const nameOf = (what: string, { tenant, conversation, delivery }: Given) =>
    `teams: ${what} ${tenant} ${conversation} ${delivery}`;
  const has = async (what: string, of: Given) => (await store.countMarks(nameOf(what, of), 0)) > 0;
  const note = async (what: string, of: Given) => {
    await store.mark({ name: nameOf(what, of), key: '', at: clock(), within: key(of) });
  };

  /** 'Was this solved?' is asked once in a conversation, by one delivery however often it is worked, or edited. */
  async function isFirstEnd(reply: Reply, of: Given, original = of.delivery): Promise<boolean> {
    if (!isFinal(reply)) return false;
    const place = `${of.tenant} ${of.conversation}`;
    const by = `${place} ${original}`;
    const isFirst = await store.mark({ name: ASKED, key: place, at: clock(), by, within: key(of) });
    // The card that is drawn anew from here on is that of the edit.
    if (isFirst && original !== of.delivery) await note('asked whether solved by', of);
    return isFirst;
  }

  async function placeNow(reply: Reply, of: Given, seen: Seen): Promise<Place> {
    const asked = isFinal(reply) && (await has('asked whether solved by', of));
    return placeOf(of, seen, asked && !(await has('said whether solved', of)));
  }

  async function chosenOption(reply: Reply, of: Given): Promise<Reply['options'][number] | null> {
    const chosen = await Promise.all(reply.options.map((_, index) => has(`chosen ${index}`, of)));
    return reply.options.findLast((_, index) => chosen[index]) ?? null;
  }

  return {
    async given(of) {
      const { reply } = await store.load(key(of), of.delivery as DeliveryId);
      return reply === null ? null : (JSON.parse(reply) as Reply);
    },
    fresh: async (reply, of, { original, ...seen }) =>
      renderReply(reply, placeOf(of, seen, !seen.own && (await isFirstEnd(reply, of, original)))),
    place: placeNow,
    async again(reply, of, seen) {
      const chosen = await chosenOption(reply, of);
      const where = await placeNow(reply, of, seen);
      return chosen === null ? renderReply(reply, where) : renderSpent(reply, where, { label: chosen.label, by: null });
    },
    isChosen: (reply, of, value) => has(`chosen ${indexOf(reply, value)}`, of),
    choose: (reply, of, value) => note(`chosen ${indexOf(reply, value)}`, of),
    isSolvedAnswered: (of) => has('said whether solved', of),
    answerSolved: (of) => note('said whether solved', of),
  };
}

function placeOf({ delivery }: Given, { question = '', personal, full = false, own }: Seen, solved: boolean): Place {
  return { delivery, question, personal, full, own, ask: { solved } };
}

function indexOf({ options }: Reply, value: string): number {
  return options.findIndex((option) => option.value === value);
}

/** An answer after which nothing is asked and no step follows. */
export function isFinal(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.open === null && (reply.step === null || reply.step.number === reply.step.of);
}
