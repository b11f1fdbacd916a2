import { z } from 'zod';
import type { ConversationId } from '../../src/brand.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { isPersonal, isRemoval } from './receive.ts';
import { send } from './send.ts';
import { renderWelcome } from './welcome.ts';

/** The bot was added to a conversation, or removed from it. Of people who come and go nothing is kept. */
export function createMembership(deps: TeamsDeps): (at: Case) => Promise<void> {
  const { store, corpus, config, clock, log } = deps;

  /** Teams tells of an installation in up to two ways, and of an upgrade again. */
  async function welcome(at: Case): Promise<void> {
    const { tenant } = at.sender;
    const conversation = at.activity.conversation.id as ConversationId;
    const name = `teams: welcomed ${tenant} ${conversation}`;
    if ((await store.countMarks(name, 0)) > 0) return;
    await send(deps, at, renderWelcome(corpus, { personal: isPersonal(at.activity) }), 'welcome');
    await store.mark({ name, key: '', at: clock(), within: { platform: 'teams', tenant, conversation } });
  }

  /** The threads of a channel are conversations of their own. */
  async function forget({ sender: { tenant }, activity }: Case): Promise<void> {
    const { id } = activity.conversation;
    const known = await store.references('teams');
    const threads = known.filter((each) => each.tenant === tenant && each.conversation.startsWith(`${id};`));
    for (const conversation of [id, ...threads.map((each) => each.conversation)]) {
      if (config.forgetWhenRemoved) {
        const key = { platform: 'teams', tenant, conversation: conversation as ConversationId };
        const removed = await store.forgetConversation(key);
        log.info({ tenant, removed }, 'forgot a conversation that we were removed from');
      } else await store.removeReference('teams', tenant, conversation);
    }
  }

  return async (at) => {
    if (isRemoval(at.activity)) await forget(at);
    else if (isAddition(at)) await welcome(at);
  };
}

const addition = z.object({
  action: z.string().optional().catch(undefined),
  membersAdded: z.array(z.object({ id: z.string() })).catch([]),
});

function isAddition({ activity, bot }: Case): boolean {
  const { action, membersAdded } = addition.parse(activity);
  return activity.type === 'installationUpdate' ? action === 'add' : membersAdded.some(({ id }) => id === bot);
}
