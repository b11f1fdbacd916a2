import { written } from './asked.ts';
import { eventOf, isFromBot } from './channelData.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { isGone } from './failures.ts';
import { withVersionForm } from './messages.ts';
import { isPersonal } from './receive.ts';
import type { TeamsMessage } from './render.ts';
import { readSaid } from './said.ts';
import { note, send, update } from './send.ts';
import type { Turns } from './turn.ts';

/** What somebody changed about the newest message of a conversation counts: our reply to it changes with it. */
export function createEdits(deps: TeamsDeps, turns: Turns): (at: Case) => Promise<void> {
  /** False: somebody has deleted it. */
  async function updated(at: Case, message: string, revised: TeamsMessage): Promise<boolean> {
    try {
      await update(deps, at, message, revised);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  return async (at) => {
    const { activity, sender } = at;
    // Also told of: a message that was deleted, or restored.
    if (isFromBot(activity) || eventOf(activity) !== 'editMessage' || !activity.id) return;
    const original = activity.id;
    const said = readSaid(activity);
    if (said.text === '' || !(isPersonal(activity) || said.toUs)) return;
    const message = await deps.store.posted('teams', sender.tenant, activity.conversation.id, original, 'reply');
    await turns.revise(written(at, said, deps.corpus.sections), original, at, async (reply, kind) => {
      const revised = withVersionForm(reply, kind);
      if (message !== null && (await updated(at, message, revised))) return;
      const instead = await send(deps, at, revised);
      // The next edit finds it where it would have found the first one.
      await note(deps, { ...at, delivery: original }, instead, 'reply');
    });
  };
}
