import { written } from './asked.ts';
import { eventOf, isFromBot } from './channelData.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { withVersionForm } from './messages.ts';
import { isPersonal } from './receive.ts';
import { readSaid } from './said.ts';
import { send, update } from './send.ts';
import type { Turns } from './turn.ts';

/** What somebody changed about the newest message of a conversation counts: our reply to it changes with it. */
export function createEdits(deps: TeamsDeps, turns: Turns): (at: Case) => Promise<void> {
  return async (at) => {
    const { activity, sender } = at;
    // Also told of: a message that was deleted, or restored.
    if (isFromBot(activity) || eventOf(activity) !== 'editMessage' || !activity.id) return;
    const said = readSaid(activity);
    if (said.text === '' || !(isPersonal(activity) || said.toUs)) return;
    const message = await deps.store.posted('teams', sender.tenant, activity.conversation.id, activity.id, 'reply');
    await turns.revise(written(at, said, deps.corpus.sections), activity.id, at, async (reply, kind) => {
      const revised = withVersionForm(reply, kind);
      if (message === null) await send(deps, at, revised);
      else await update(deps, at, message, revised);
    });
  };
}
