import { type Activity, ActivityTypes } from 'botbuilder';
import type { TeamsConfig } from '../../src/config.ts';
import type { Source } from '../../src/source.ts';
import { citationEntity } from './citations.ts';
import type { Case, TeamsDeps } from './deps.ts';

/** What `render.ts` makes of a reply, as far as it matters here. */
export interface Sendable {
  /** An Adaptive Card; null for text alone. */
  card: object | null;
  /** Markdown. */
  text: string;
  /** Plain text for notifications. */
  summary: string;
  /** Shown as citations. */
  sources: readonly Source[];
  /** Asks for feedback by Teams' own buttons. */
  judged: boolean;
}

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Posts a message once for each delivery and part, and resolves to Teams' id of it. Teams lets nobody look through a
 * conversation: only a crash between the post and its row in the store, or an answer of Teams that is lost, lets a second
 * attempt post it twice. Rejects with the client's error when Teams does not take it.
 */
export async function send(
  { store, clock, log, config }: Pick<TeamsDeps, 'store' | 'clock' | 'log' | 'config'>,
  { context, activity, sender: { tenant }, delivery, again }: Case,
  message: Sendable,
  part = 'reply',
): Promise<string> {
  const key = { platform: 'teams', tenant, conversation: activity.conversation.id, delivery, part };
  if (again) {
    const before = await store.posted(key.platform, key.tenant, key.conversation, delivery, part);
    if (before !== null) return before;
  }
  const sent = await context.sendActivity(activityOf(message, config));
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
  message: Sendable,
): Promise<void> {
  await context.updateActivity({ ...activityOf(message, config), id });
}

/** Shown until the next message, for some seconds. */
export async function typing({ context }: Case): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Typing });
}

export function activityOf(
  { card, text, summary, sources, judged }: Sendable,
  { mode }: Pick<TeamsConfig, 'mode'>,
): Partial<Activity> {
  const cited = citationEntity(sources);
  // The Playground knows Teams' own form for what was wrong alone, not ours.
  const feedbackLoop = { type: mode.kind === 'local' ? 'default' : 'custom' };
  return {
    type: ActivityTypes.Message,
    text,
    textFormat: 'markdown',
    summary,
    ...(card === null ? {} : { attachments: [{ contentType: CARD_TYPE, content: card }] }),
    ...(cited === null ? {} : { entities: [cited] }),
    // Older clients read the second.
    ...(judged ? { channelData: { feedbackLoop, feedbackLoopEnabled: true } } : {}),
  };
}
