import type { Activity } from 'botbuilder';
import { type Cloud, CONNECTOR_AUDIENCE } from './cloud.ts';
import type { Case } from './deps.ts';
import { failureOf } from './failures.ts';
import { envelopeOf, isPersonal } from './receive.ts';
import type { References } from './references.ts';

/**
 * Somebody's own chat with the bot, where news goes that has no other place. Each is null where Teams opens none: they have
 * not added the app for themselves. Rejects with a `Failure` where Teams cannot be asked.
 */
export interface Direct {
  /** Of the one who acts, wherever they are. */
  here(at: Case): Promise<string | null>;
  /** Of somebody whose tenant has spoken with the bot. */
  of(tenant: string, user: string): Promise<string | null>;
}

type Way = Pick<Activity, 'channelId' | 'serviceUrl'> & { bot: Activity['recipient'] };

export function createDirect({
  cloud,
  references,
}: {
  cloud: Cloud;
  references: Pick<References, 'refresh' | 'wayTo'>;
}): Direct {
  async function open({ channelId, serviceUrl, bot }: Way, tenant: string, from: Activity['from']) {
    const channelData = { tenant: { id: tenant } };
    const members = [{ id: from.id, name: from.name ?? '' }];
    const where = [cloud.appId, channelId, serviceUrl, CONNECTOR_AUDIENCE] as const;
    const parameters = { isGroup: false, bot, members, tenantId: tenant, channelData };
    let opened: string | null = null;
    try {
      await cloud.createConversationAsync(...where, parameters, async ({ activity }) => {
        const conversation = { ...activity.conversation, conversationType: 'personal' };
        opened = conversation.id;
        const entered = { ...activity, from, conversation };
        await references.refresh(entered, envelopeOf(entered));
      });
    } catch (error) {
      const failure = failureOf(error);
      if (!failure.permanent) throw failure;
    }
    return opened;
  }

  return {
    here: async ({ activity, sender: { tenant } }) =>
      isPersonal(activity)
        ? activity.conversation.id
        : open({ ...activity, bot: activity.recipient }, tenant, activity.from),
    async of(tenant, user) {
      const way = await references.wayTo(tenant);
      return way && open(way, tenant, { id: user, name: '' });
    },
  };
}
