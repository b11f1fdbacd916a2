import type { ConversationId } from '../../src/brand.ts';
import { inTurn } from '../../src/inTurn.ts';
import type { Case, TeamsDeps } from './deps.ts';
import type { SendTo } from './proactive.ts';
import type { TeamsMessage } from './render.ts';
import { send } from './send.ts';

/**
 * Shows a message in a conversation, be it another than the one that the delivery came from, once for each delivery and
 * part. Rejects as `SendTo` does, and where the store does not answer.
 */
export type Elsewhere = (at: Case, conversation: string, shown: TeamsMessage, part?: string) => Promise<void>;

export function createElsewhere(deps: TeamsDeps & { sendTo: SendTo }): Elsewhere {
  const { store, clock, sendTo } = deps;
  const queue = inTurn();
  return (at, conversation, shown, part = 'reply') => {
    // Worked once more, it holds the lane of its own conversation, and would wait for itself there.
    const isHere = at.isLate() && conversation === at.activity.conversation.id;
    if (isHere) return send(deps, { ...at, again: true }, shown, part).then(() => undefined);
    const { delivery } = at;
    const { tenant } = at.sender;
    return queue(JSON.stringify([tenant, conversation, delivery, part]), async () => {
      // Nothing tells an invoke that is repeated from the first one.
      if ((await store.posted('teams', tenant, conversation, delivery, part)) !== null) return;
      const message = await sendTo({ tenant, conversation: conversation as ConversationId }, shown);
      if (message === null) return;
      await store.savePost({ platform: 'teams', tenant, conversation, delivery, part, message, at: clock() });
    });
  };
}
