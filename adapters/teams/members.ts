import { TeamsInfo } from 'botbuilder';
import { z } from 'zod';
import type { ConversationId } from '../../src/brand.ts';
import { failureOf } from './failures.ts';
import type { Proactive } from './proactive.ts';

/** Somebody in a team. `ids`: all ids under which Teams may name them as the sender of a message. */
export interface Member {
  ids: readonly string[];
  name: string | null;
}

/** Who is in a team; null where it does not show: the app is not in it, or there is no such team. */
export type Roster = (tenant: string, team: string) => Promise<readonly Member[] | null>;

/** Members at a time: the most that Teams gives. */
const PAGE = 500;

const member = z.object({
  id: z.string(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  name: z.string().nullish(),
});

/** Rejects with a `Failure` where Teams cannot be asked. */
export function createRoster({ ask }: Pick<Proactive, 'ask'>): Roster {
  return async (tenant, team) => {
    const of = { tenant, conversation: team as ConversationId };
    const members: Member[] = [];
    for (let next: string | undefined; ; ) {
      const page = await ifShown(ask(of, (context) => TeamsInfo.getPagedTeamMembers(context, team, PAGE, next)));
      if (!page) return null;
      members.push(...page.answer.members.flatMap(readMember));
      next = page.answer.continuationToken || undefined;
      if (next === undefined) return members;
    }
  };
}

function readMember(given: unknown): Member[] {
  const read = member.safeParse(given);
  if (!read.success) return [];
  const { id, aadObjectId, objectId, name } = read.data;
  return [{ ids: [aadObjectId ?? objectId, id].filter((each) => each != null), name: name ?? null }];
}

async function ifShown<Answer>(call: Promise<Answer>): Promise<Answer | null> {
  try {
    return await call;
  } catch (error) {
    if (failureOf(error).permanent) return null;
    throw error;
  }
}
