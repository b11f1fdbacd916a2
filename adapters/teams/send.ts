import { type Activity, ActivityTypes } from 'botbuilder';
import type { Source } from '../../src/source.ts';
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
  { store, clock, log }: Pick<TeamsDeps, 'store' | 'clock' | 'log'>,
  { context, activity, sender: { tenant }, delivery, again }: Case,
  message: Sendable,
  part = 'reply',
): Promise<string> {
  const key = { platform: 'teams', tenant, conversation: activity.conversation.id, delivery, part };
  if (again) {
    const before = await store.posted(key.platform, key.tenant, key.conversation, delivery, part);
    if (before !== null) return before;
  }
  const sent = await context.sendActivity(activityOf(message));
  const id = sent?.id ?? '';
  // It is out: rejecting here would have it posted again.
  await store.savePost({ ...key, message: id, at: clock() }).catch((error: unknown) => {
    log.error({ err: error, delivery, part }, 'could not note what was posted');
  });
  return id;
}

/** Replaces a message of ours; doing so twice changes nothing. */
export async function update({ context }: Case, id: string, message: Sendable): Promise<void> {
  await context.updateActivity({ ...activityOf(message), id });
}

/** Shown until the next message, for some seconds. */
export async function typing({ context }: Case): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Typing });
}

export function activityOf({ card, text, summary, sources, judged }: Sendable): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    text,
    textFormat: 'markdown',
    summary,
    ...(card === null ? {} : { attachments: [{ contentType: CARD_TYPE, content: card }] }),
    ...(sources.length === 0 ? {} : { entities: [citations(sources)] }),
    // Newer clients read the first, older ones the second.
    ...(judged ? { channelData: { feedbackLoop: { type: 'default' }, feedbackLoopEnabled: true } } : {}),
  };
}

function citations(sources: readonly Source[]) {
  const citation = sources.map(({ title, url }, index) => ({
    '@type': 'Claim',
    position: index + 1,
    appearance: { '@type': 'DigitalDocument', name: title, abstract: title, ...(url === null ? {} : { url }) },
  }));
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    citation,
  };
}
