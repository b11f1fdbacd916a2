import type { Activity } from 'botbuilder';
import { z } from 'zod';

/** What Teams tells beside an activity, as far as it matters here. */

const eventType = z.object({ eventType: z.string() });

/** `editMessage`, `teamDeleted` …; null where there is none. */
export function eventOf({ channelData }: Activity): string | null {
  return eventType.safeParse(channelData).data?.eventType ?? null;
}

/** The message of ours that an invoke is about; null where it names none. */
export function sameMessage({ replyToId }: Activity): string | null {
  return replyToId ?? null;
}

/** Whether a program wrote it: we ourselves, or another bot. Two that answer each other would never end. */
export function isFromBot({ from, recipient }: Activity): boolean {
  return from.id === recipient.id || from.role === 'bot' || from.id.startsWith('28:');
}

const inTeam = z.object({ team: z.object({ id: z.string().min(1) }) });

/** The team that a channel belongs to; null elsewhere. */
export function teamOf({ channelData }: Pick<Activity, 'channelData'>): string | null {
  return inTeam.safeParse(channelData).data?.team.id ?? null;
}
