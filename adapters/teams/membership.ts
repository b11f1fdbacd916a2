import { z } from 'zod';
import type { ConversationId } from '../../src/brand.ts';
import { BESIDE } from './asked.ts';
import { teamOf } from './channelData.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { isPersonal, isRemoval } from './receive.ts';
import type { References } from './references.ts';
import { send } from './send.ts';
import { renderWelcome } from './welcome.ts';

export interface MembershipDeps extends TeamsDeps {
  references: Pick<References, 'drop' | 'inTeam'>;
}

/** The bot was added to a conversation, or removed from it. Of people who come and go nothing is kept. */
export function createMembership(deps: MembershipDeps): (at: Case) => Promise<void> {
  const { store, corpus, config, clock, log, references } = deps;

  /** Teams tells of an installation in up to two ways, and of an upgrade again. */
  async function welcome(at: Case): Promise<void> {
    const { tenant } = at.sender;
    const conversation = at.activity.conversation.id as ConversationId;
    const name = welcomed(tenant, conversation);
    if ((await store.countMarks(name, 0)) > 0) return;
    await send(deps, at, renderWelcome(corpus, { personal: isPersonal(at.activity) }), 'welcome');
    await store.mark({ name, key: '', at: clock(), within: { platform: 'teams', tenant, conversation } });
  }

  /** The bot leaves a team as a whole. Threads of a channel, and windows beside a conversation, are ones of their own. */
  async function within({ sender: { tenant }, activity }: Case): Promise<ConversationId[]> {
    const { id } = activity.conversation;
    const team = teamOf(activity);
    const inTeam = team === null ? [] : await references.inTeam(tenant, team);
    const roots = new Set([id, ...inTeam.map((each) => each.split(';')[0] ?? each)]);
    const found = new Set<string>(roots);
    for (const root of roots) {
      const beginning = { platform: 'teams', tenant, conversation: `${root};` as ConversationId };
      for (const each of await store.conversationsUnder(beginning)) found.add(each);
    }
    // What leads to the others comes last: done again after a crash, all are found.
    const isBeside = (each: string) => Number(each.includes(BESIDE));
    return ([...found] as ConversationId[]).sort((one, other) => isBeside(other) - isBeside(one));
  }

  async function forget(at: Case): Promise<void> {
    const { tenant } = at.sender;
    for (const conversation of await within(at)) {
      references.drop({ tenant, conversation });
      if (config.forgetWhenRemoved) {
        const removed = await store.forgetConversation({ platform: 'teams', tenant, conversation });
        log.info({ tenant, removed }, 'forgot a conversation that we were removed from');
      } else {
        await store.removeReference('teams', tenant, conversation);
        // Whoever adds the app again is new to it, or wants to see that it is back.
        await store.unmark(welcomed(tenant, conversation));
      }
    }
  }

  return async (at) => {
    if (isRemoval(at.activity)) await forget(at);
    else if (isAddition(at)) await welcome(at);
  };
}

/** Under which name it is marked that the welcome was sent. */
const welcomed = (tenant: string, conversation: string) => `teams: welcomed ${tenant} ${conversation}`;

const addition = z.object({
  action: z.string().optional().catch(undefined),
  membersAdded: z.array(z.object({ id: z.string() })).catch([]),
});

function isAddition({ activity, bot }: Case): boolean {
  const { action, membersAdded } = addition.parse(activity);
  return activity.type === 'installationUpdate' ? action === 'add' : membersAdded.some(({ id }) => id === bot);
}
