import { type Activity, ActivityTypes } from 'botbuilder';
import type { TeamsConfig } from '../../src/config.ts';
import { carry } from './carried.ts';
import { citationEntity } from './citations.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { attachment } from './elements.ts';
import type { TeamsMessage } from './render.ts';

type Posting = Pick<TeamsDeps, 'store' | 'clock' | 'log' | 'config'>;

/**
 * Posts a message once for each delivery and part, and resolves to Teams' id of it. Teams lets nobody look through a
 * conversation: only a crash between the post and its row in the store, or an answer of Teams that is lost, lets a second
 * attempt post it twice. Rejects with the client's error when Teams does not take it.
 */
export async function send(deps: Posting, at: Case, message: TeamsMessage, part = 'reply'): Promise<string> {
  const { store, clock, log } = deps;
  const { delivery, sender, activity } = at;
  const key = { platform: 'teams', tenant: sender.tenant, conversation: activity.conversation.id, delivery, part };
  if (at.again) {
    const before = await store.posted(key.platform, key.tenant, key.conversation, delivery, part);
    if (before !== null) return before;
  }
  const sent = await at.context.sendActivity(activityOf(message, deps.config));
  const id = sent?.id ?? '';
  // It is out: rejecting here would have it posted again.
  await store.savePost({ ...key, message: id, at: clock() }).catch((error: unknown) => {
    log.error({ err: error, delivery, part }, 'could not note what was posted');
  });
  return id;
}

/** Replaces a message of ours; doing so twice changes nothing. */
export async function update(
  { config }: Pick<TeamsDeps, 'config'>,
  { context }: Case,
  id: string,
  message: TeamsMessage,
): Promise<void> {
  await context.updateActivity({ ...activityOf(message, config), id });
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
  const channelData = {
    // The Playground knows Teams' own form for what was wrong alone, not ours. Older clients read the second.
    ...(judged
      ? { feedbackLoop: { type: mode.kind === 'local' ? 'default' : 'custom' }, feedbackLoopEnabled: true }
      : {}),
    ...carry(citations === null ? [] : [citations]),
  };
  return {
    type: ActivityTypes.Message,
    text,
    textFormat: 'markdown',
    summary,
    ...(card === null ? {} : { attachments: [attachment(card)] }),
    ...(Object.keys(channelData).length === 0 ? {} : { channelData }),
  };
}
