import type { ConversationReference, TurnContext } from 'botbuilder';
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

/** What the bot does without being spoken to. */
export interface Proactive {
  sendTo: SendTo;
  /** Puts a message into the place of one of ours; false where the conversation is not known. Rejects as `SendTo` does. */
  update(to: Address, id: string, message: TeamsMessage): Promise<boolean>;
  /** Asks the Bot Connector something at once, as in that conversation; null where it is not known. Rejects with a `Failure`. */
  ask<T>(of: Address, question: (context: TurnContext) => Promise<T>): Promise<{ answer: T } | null>;
}

export interface ProactiveDeps {
  config: TeamsConfig;
  cloud: Cloud;
  references: References;
  patience: Patience;
  /** One lane for each conversation. */
  queue: <T>(lane: string, work: () => Promise<T>) => Promise<T>;
}

export function createProactive({ config, cloud, references, patience, queue }: ProactiveDeps): Proactive {
  async function speak<T>(reference: Partial<ConversationReference>, work: (context: TurnContext) => Promise<T>) {
    let done: { answer: T } | null = null;
    await cloud.continueConversationAsync(cloud.appId, reference, async (context) => {
      // The SDK makes up an id here, and the message would be one that answers it.
      context.activity.id = '';
      done = { answer: await work(context) };
    });
    return done;
  }

  async function ask<T>(of: Address, work: (context: TurnContext) => Promise<T>): Promise<{ answer: T } | null> {
    try {
      const reference = await references.find(of);
      return reference && (await speak(reference, work));
    } catch (error) {
      throw failureOf(error);
    }
  }

  async function inTurn<T>(to: Address, work: (context: TurnContext) => Promise<T>): Promise<{ answer: T } | null> {
    const { tenant, conversation } = to;
    let done: { answer: T } | null = null;
    await queue(`${tenant} ${conversation}`, () =>
      patience.attempt(conversation, false, async () => {
        done = await ask(to, work);
      }),
    );
    return done;
  }

  return {
    ask,
    async sendTo(to, message) {
      const sent = await inTurn(to, (context) => context.sendActivity(activityOf(message, config)));
      return sent && (sent.answer?.id ?? '');
    },
    async update(to, id, message) {
      const done = await inTurn(to, (context) => context.updateActivity({ ...activityOf(message, config), id }));
      return done !== null;
    },
  };
}
