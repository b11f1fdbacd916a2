import { type Activity, ActivityTypes } from 'botbuilder';
import type { TeamsConfig } from '../../src/config.ts';
import { citationEntity } from './citations.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { attachment } from './elements.ts';
import { carried } from './entities.ts';
import type { TeamsMessage } from './render.ts';

type Posting = Pick<TeamsDeps, 'store' | 'clock' | 'log' | 'config'>;

/**
 * Posts a message once for each delivery and part, and resolves to Teams' id of it. Teams lets nobody look through a
 * conversation: only a crash between the post and its row in the store, or an answer of Teams that is lost, lets a second
 * attempt post it twice. Rejects with the client's error when Teams does not take it.
 */
export async function send(deps: Posting, at: Case, message: TeamsMessage, part = 'reply'): Promise<string> {
  if (at.again) {
    const { tenant } = at.sender;
    const before = await deps.store.posted('teams', tenant, at.activity.conversation.id, at.delivery, part);
    if (before !== null) return before;
  }
  const sent = await at.context.sendActivity(activityOf(message, deps.config));
  const id = sent?.id ?? '';
  await note(deps, at, id, part);
  return id;
}

/** Replaces a message of ours, which from now on shows what this delivery brought; doing so twice changes nothing. */
export async function update(
  deps: Posting,
  at: Case,
  id: string,
  message: TeamsMessage,
  part = 'reply',
): Promise<void> {
  await redraw(deps, at, id, message);
  await note(deps, at, id, part);
}

/** Draws a message of ours anew, which shows the same delivery as before. */
export async function redraw(
  { config }: Pick<TeamsDeps, 'config'>,
  { context }: Case,
  id: string,
  message: TeamsMessage,
): Promise<void> {
  await context.updateActivity({ ...activityOf(message, config), id });
}

/** The same, where what it shows has had its effect already: never rejects. */
export async function redrawQuietly(
  deps: Pick<TeamsDeps, 'config' | 'log'>,
  at: Case,
  id: string,
  message: TeamsMessage,
): Promise<void> {
  await redraw(deps, at, id, message).catch((error: unknown) => {
    deps.log.warn({ err: error, delivery: at.delivery }, 'could not draw a card anew');
  });
}

/** Which delivery a message of ours shows. It is out: rejecting here would have it done again. */
export async function note(
  { store, clock, log }: Posting,
  { activity, sender: { tenant }, delivery }: Case,
  message: string,
  part: string,
): Promise<void> {
  const conversation = activity.conversation.id;
  const post = { platform: 'teams', tenant, conversation, delivery, part, message, at: clock() };
  await store.savePost(post).catch((error: unknown) => {
    log.error({ err: error, delivery, part }, 'could not note what was posted');
  });
}

/** Shown until the next message, for some seconds. */
export async function typing({ context }: Case): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Typing });
}

export function activityOf(
  { card, text, summary, sources, judged }: TeamsMessage,
  { mode }: Pick<TeamsConfig, 'mode'>,
): Partial<Activity> {
  const citations = citationEntity(sources);
  // The Playground knows Teams' own form for what was wrong, not one of ours.
  const feedbackLoop = { type: mode.kind === 'local' ? 'default' : 'custom' };
  return {
    type: ActivityTypes.Message,
    text,
    textFormat: 'markdown',
    summary,
    ...(card === null ? {} : { attachments: [attachment(card)] }),
    channelData: {
      ...carried(citations === null ? [] : [citations]),
      // Newer clients read the first, older ones the second.
      ...(judged ? { feedbackLoop, feedbackLoopEnabled: true } : {}),
    },
  };
}
