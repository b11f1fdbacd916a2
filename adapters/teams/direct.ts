import { type Cloud, CONNECTOR_AUDIENCE } from './cloud.ts';
import type { Case } from './deps.ts';
import { failureOf } from './failures.ts';
import { isPersonal } from './receive.ts';
import type { References } from './references.ts';

/**
 * The own chat of the one who acts with the bot: news of what they began elsewhere goes there. Null where Teams opens
 * none: they have not added the app for themselves. Rejects with a `Failure` where Teams cannot be asked.
 */
export type Direct = (at: Case) => Promise<string | null>;

export function createDirect({ cloud, references }: { cloud: Cloud; references: Pick<References, 'refresh'> }): Direct {
  return async ({ activity, sender: { tenant } }) => {
    if (isPersonal(activity)) return activity.conversation.id;
    const { from, recipient: bot, channelId, serviceUrl } = activity;
    const parameters = {
      isGroup: false,
      bot,
      members: [{ id: from.id, name: from.name ?? '' }],
      tenantId: tenant,
      channelData: { tenant: { id: tenant } },
    };
    let id = '';
    try {
      const where = [cloud.appId, channelId, serviceUrl, CONNECTOR_AUDIENCE] as const;
      await cloud.createConversationAsync(...where, parameters, async (context) => {
        id = context.activity.conversation.id;
      });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.permanent) return null;
      throw failure;
    }
    if (id === '') return null;
    const conversation = { ...activity.conversation, id, conversationType: 'personal', isGroup: false, name: '' };
    await references.refresh({ ...activity, conversation });
    return id;
  };
}
