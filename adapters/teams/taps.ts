import { VALUES } from '../../src/dialog/values.ts';
import { replyText } from '../../src/replyText.ts';
import { type CardAction, VERBS } from './actions.ts';
import { type Answer, expired, line } from './answers.ts';
import { commanded, tapped, type Where } from './asked.ts';
import { type Cards, givenOf } from './cards.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { button } from './elements.ts';
import type { Feedback } from './feedback.ts';
import { renderVersionForm, renderWhy } from './forms.ts';
import type { Offer } from './offer.ts';
import { createOptionTaps } from './optionTaps.ts';
import { createPosts } from './posts.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { renderSolved } from './spent.ts';
import type { Turns } from './turn.ts';

/** What a button does, wherever it was tapped. */
export type Tap = (action: CardAction, at: Case, where: Where) => Promise<Answer>;

export function createTaps(deps: TeamsDeps, turns: Turns, cards: Cards, feedback: Feedback, offer: Offer): Tap {
  const posts = createPosts(deps);
  const tapOption = createOptionTaps(deps, turns, cards);

  async function more(delivery: string, at: Case, where: Where): Promise<Answer> {
    const of = givenOf(at, where, delivery);
    const reply = await cards.given(of);
    if (!reply) return expired();
    const shown = await cards.again(reply, of, { personal: isPersonal(at.activity), full: true, own: where.own });
    if (!where.own) await posts.refresh(at, delivery, shown);
    return { is: 'refreshed', shown };
  }

  async function why(delivery: string, at: Case, where: Where): Promise<Answer> {
    if (!(await cards.given(givenOf(at, where, delivery)))) return expired();
    const answer = await turns.take<Answer>(
      tapped(at, where, VALUES.why, delivery),
      { own: true },
      at,
      async (_, explained) => ({ is: 'alone', shown: withWayBack(renderWhy(replyText(explained)), delivery, at) }),
      line,
    );
    return answer ?? expired();
  }

  async function solved(value: 'yes' | 'no', delivery: string, at: Case, where: Where): Promise<Answer> {
    const of = givenOf(at, where, delivery);
    await feedback.save(at, of, value === 'yes' ? 'solved' : 'unsolved', null);
    if (value === 'no' && !(await cards.isSolvedAnswered(of))) {
      const refusal = await offer(at, of, 'not solved', posts.post, line);
      if (refusal) return refusal;
    }
    await cards.answerSolved(of);
    const reply = await cards.given(of);
    if (!reply) return line('Thank you, that is noted.');
    const card = await cards.again(reply, of, { personal: isPersonal(at.activity), own: where.own });
    const label = value === 'yes' ? 'Solved' : 'Not solved yet';
    const shown = renderSolved(card, { label, by: isPersonal(at.activity) ? null : (at.activity.from.name ?? null) });
    await posts.refresh(at, delivery, shown);
    return { is: 'refreshed', shown };
  }

  /** Where nobody's reply stands behind the button: what it asks for is answered below, and the card stays. */
  async function ask(message: Parameters<Turns['take']>[0], at: Case, where: Where): Promise<Answer> {
    const answer = await turns.take<Answer>(
      message,
      { own: where.own },
      at,
      async (shown) => (where.own ? { is: 'refreshed', shown } : ((await posts.post(at, shown)) ?? { is: 'below' })),
      line,
    );
    return answer ?? expired();
  }

  return async (action, at, where) => {
    switch (action.verb) {
      case VERBS.option:
        return tapOption(action, at, where);
      case VERBS.more:
        return more(action.delivery, at, where);
      case VERBS.why:
        return why(action.delivery, at, where);
      case VERBS.solved:
        return solved(action.value, action.delivery, at, where);
      case VERBS.result:
        return ask(tapped(at, where, action.value), at, where);
      case VERBS.versionForm: {
        const version = action.version.trim();
        if (version !== '') return ask(commanded(at, where, `version ${version}`), at, where);
        return (await posts.post(at, renderVersionForm(), 'form')) ?? { is: 'below' };
      }
      default:
        return action satisfies never;
    }
  };
}

/** The explanation takes the place of the card: whoever has read it wants the answer back. Where it is posted, it is not. */
function withWayBack(shown: TeamsMessage, delivery: string, at: Case): TeamsMessage {
  if (shown.card === null || at.activity.type === 'message' || at.isLate()) return shown;
  const back = button('Back to the answer', { v: 1, verb: VERBS.more, delivery });
  return { ...shown, card: { ...shown.card, body: [...shown.card.body, { type: 'ActionSet', actions: [back] }] } };
}
