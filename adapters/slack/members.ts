import type { webApi } from '@slack/bolt';
import { isRefused } from './failures.ts';

type Client = webApi.WebClient;

/** Members at a time: the most that Slack gives. */
const PAGE = 1000;

/** Who is in a channel; null where it does not show. */
export async function membersOf(client: Client, channel: string): Promise<Set<string> | null> {
  const members = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await ifShown(
      client.conversations.members({ channel, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
    );
    if (!page) return null;
    for (const member of page.members ?? []) members.add(member);
    cursor = page.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return members;
  }
}

/** A private channel that the app is not in does not even show. */
export async function ifShown<Answer>(call: Promise<Answer>): Promise<Answer | null> {
  try {
    return await call;
  } catch (error) {
    if (isRefused(error, ['channel_not_found'])) return null;
    throw error;
  }
}
