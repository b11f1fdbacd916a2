import type { ConversationId } from '../../src/brand.ts';
import type { Reply } from '../../src/reply.ts';
import { expired, tell } from './answers.ts';
import { written } from './asked.ts';
import type { CardTaps } from './cardTaps.ts';
import { isFromBot } from './channelData.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { renderLine, renderVersionForm } from './forms.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { readSaid, type Said } from './said.ts';
import { send } from './send.ts';
import type { TapData } from './tapped.ts';
import type { How, Turns } from './turn.ts';

/** What people write: in their own chat with the bot, in a group chat, in a thread of a channel. */
export function createMessages(
  deps: TeamsDeps,
  turns: Turns,
  tap: TapData,
  agents: Pick<CardTaps, 'queue' | 'queueIn'> | null,
): (at: Case) => Promise<void> {
  async function answer(said: Said, how: How, at: Case): Promise<void> {
    await turns.take(
      written(at, said, deps.corpus.sections),
      how,
      at,
      (shown, reply) => send(deps, at, withVersionForm(shown, reply)),
      // Teams shows a message to all or to none.
      (why) => send(deps, at, renderLine(why), 'refused'),
    );
  }

  /**
   * Only teams that let the bot hear everything send what does not mention it. A conversation that it has answered in goes
   * on without, unless people talk to each other; what a bystander says counts where it is certain to be meant.
   */
  async function follow(said: Said, at: Case): Promise<void> {
    if (said.toOthers || (said.text === '' && said.links.length === 0)) return;
    const { tenant, user } = at.sender;
    const conversation = at.activity.conversation.id as ConversationId;
    const { session } = await deps.store.load({ platform: 'teams', tenant, conversation }, null);
    if (session) await answer(said, { own: false, overheard: session.startedBy !== user }, at);
  }

  return async (at) => {
    const { activity } = at;
    if (isFromBot(activity)) return;
    const said = readSaid(activity);
    if (said.cardAlone) return;
    // A button, from a client that knows no Action.Execute.
    if (isTap(activity.value) && said.text === '') {
      await tell(deps, at, (await tap(activity.value, at)) ?? expired());
    } else if (isPersonal(activity) || said.toUs) {
      const filter = agents?.queueIn(said.text) ?? null;
      const isShown = agents !== null && filter !== null && (await agents.queue(filter, at));
      if (!isShown) await answer(said, { own: false }, at);
    } else await follow(said, at);
  };
}

function isTap(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Where no version was named, a field for it stands below. */
export function withVersionForm(shown: TeamsMessage, reply: Reply): TeamsMessage {
  if (reply.kind !== 'version' || reply.check !== null || shown.card === null) return shown;
  const [, ...form] = renderVersionForm().card?.body ?? [];
  return { ...shown, card: { ...shown.card, body: [...shown.card.body, ...form] } };
}
