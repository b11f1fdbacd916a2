import { readValue } from '../../src/dialog/values.ts';
import type { Reply } from '../../src/reply.ts';
import { cutPlain } from '../cutPlain.ts';
import type { CardAction, VERBS } from './actions.ts';
import { type Answer, expired, line } from './answers.ts';
import { tapped, type Where } from './asked.ts';
import { type Cards, type Given, givenOf } from './cards.ts';
import { plainWords } from './compose.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { READING } from './limits.ts';
import { createPosts } from './posts.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { renderSpent } from './spent.ts';
import type { Turns } from './turn.ts';

type OptionAction = Extract<CardAction, { verb: typeof VERBS.option }>;

/** The options of our replies. */
export function createOptionTaps(deps: TeamsDeps, turns: Turns, cards: Cards) {
  const posts = createPosts(deps);

  /** Posts below, once however often it is tapped, and puts what was chosen in the place of what could be. */
  async function choose(value: string, at: Case, of: Given, before: Reply, shown: TeamsMessage): Promise<Answer> {
    const instead = await posts.post(at, shown);
    if (instead) return instead;
    await cards.choose(before, of, value);
    const personal = isPersonal(at.activity);
    const label = before.options.find((option) => option.value === value)?.label ?? '';
    const by = personal ? null : (at.activity.from.name ?? null);
    const place = await cards.place(before, of, { personal, own: false });
    const spent = renderSpent(before, place, { label, by });
    await posts.refresh(at, of.delivery, spent);
    return { is: 'refreshed', shown: spent };
  }

  async function show(
    { delivery, value }: OptionAction,
    at: Case,
    where: Where,
    shown: TeamsMessage,
    reply: Reply,
  ): Promise<Answer> {
    // A window holds one card at a time.
    if (where.own) return { is: 'refreshed', shown };
    const of = givenOf(at, where, delivery);
    const before = await cards.given(of);
    if (before && (await cards.isChosen(before, of, value))) {
      const seen = { personal: isPersonal(at.activity), own: false };
      return { is: 'refreshed', shown: await cards.again(before, of, seen) };
    }
    if (reply.kind === 'error') return explained(reply, shown);
    const message = isStep(value) ? await posts.own(at, delivery) : null;
    if (message !== null) return posts.turn(at, message, shown);
    if (before) return choose(value, at, of, before, shown);
    return (await posts.post(at, shown)) ?? { is: 'below' };
  }

  return async (action: OptionAction, at: Case, where: Where): Promise<Answer> => {
    const answer = await turns.take<Answer>(
      tapped(at, where, action.value, action.delivery),
      { own: where.own },
      at,
      (shown, reply) => show(action, at, where, shown, reply),
      line,
    );
    return answer ?? expired();
  };
}

/** An old button explains itself to the one who tapped, and offers to ask again; the card stays as others see it. */
function explained(reply: Reply, shown: TeamsMessage): Answer {
  return shown.card === null ? { is: 'line', text: cutPlain(plainWords(reply), READING.text) } : { is: 'alone', shown };
}

/** A walk turns its pages in place, back and forth; anything else is chosen once. */
const isStep = (value: string) => readValue(value).is === 'step';
