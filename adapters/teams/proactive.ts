import type { ConversationReference } from 'botbuilder';
import type { TeamsConfig } from '../../src/config.ts';
import type { Patience } from '../patience.ts';
import type { Cloud } from './cloud.ts';
import { failureOf } from './failures.ts';
import type { Address } from './receive.ts';
import type { References } from './references.ts';
import type { TeamsMessage } from './render.ts';
import { activityOf } from './send.ts';

/**
 * Sends a message that answers nothing, behind what is under way in that conversation, and resolves to Teams' id of it;
 * null where the conversation is not known, or was forgotten. Rejects with a `Failure` where Teams does not take it: at
 * once where it refuses, otherwise when patience ends.
 */
export type SendTo = (to: Address, message: TeamsMessage) => Promise<string | null>;

export interface ProactiveDeps {
  config: TeamsConfig;
  cloud: Cloud;
  references: References;
  patience: Patience;
  /** One lane for each conversation. */
  queue: <T>(lane: string, work: () => Promise<T>) => Promise<T>;
}

export function createSendTo({ config, cloud, references, patience, queue }: ProactiveDeps): SendTo {
  async function sendNow(reference: Partial<ConversationReference>, message: TeamsMessage): Promise<string> {
    let id = '';
    await cloud.continueConversationAsync(cloud.appId, reference, async (context) => {
      // The SDK makes up an id here, and the message would be one that answers it.
      context.activity.id = '';
      id = (await context.sendActivity(activityOf(message, config)))?.id ?? '';
    });
    return id;
  }

  return async (to, message) => {
    const { tenant, conversation } = to;
    let sent: string | null = null;
    await queue(`${tenant} ${conversation}`, () =>
      patience.attempt(conversation, false, async () => {
        try {
          const reference = await references.find(to);
          sent = reference && (await sendNow(reference, message));
        } catch (error) {
          throw failureOf(error);
        }
      }),
    );
    return sent;
  };
}
