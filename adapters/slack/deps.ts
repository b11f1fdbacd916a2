import type { AllMiddlewareArgs, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Assistant } from '../../src/assistant.ts';
import type { SlackConfig } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Store } from '../../src/store/port.ts';
import type { Triage } from '../../src/triage/triage.ts';
import type { Received } from './durable.ts';
import type { Sender } from './receive.ts';

/** What every listener stands on. */
export interface SlackDeps {
  assistant: Assistant;
  store: Store;
  corpus: Corpus;
  /** The agents' side; left out or null: tickets are switched off. */
  triage?: Triage | null;
  config: SlackConfig;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: Logger;
}

/** One payload at work: who sent it, which delivery it is, and the client of their workspace. */
export interface Case extends Received {
  sender: Sender;
  client: webApi.WebClient;
  /** Our own user there. */
  bot: string | undefined;
}

const received = z.object({ delivery: z.string(), receivedAt: z.number(), again: z.boolean() });

export function caseOf({ context, client }: Pick<AllMiddlewareArgs, 'context' | 'client'>, user: string): Case {
  const { delivery, receivedAt, again } = received.parse(context);
  // An organisation's people meet in channels of several workspaces: a conversation there is one all the same.
  const tenant = (context.isEnterpriseInstall ? context.enterpriseId : context.teamId) ?? '';
  return { sender: { delivery, tenant, user }, client, bot: context.botUserId, delivery, receivedAt, again };
}
