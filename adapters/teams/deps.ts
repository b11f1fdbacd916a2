import { createHash } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Assistant } from '../../src/assistant.ts';
import type { TeamsConfig } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Store } from '../../src/store/port.ts';
import type { Person } from '../../src/triage/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';
import type { Sender } from './receive.ts';

/** What every listener stands on. */
export interface TeamsDeps {
  assistant: Assistant;
  store: Store;
  corpus: Corpus;
  config: TeamsConfig;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: Logger;
}

/** The agents' side of tickets. */
export interface AgentDesk {
  triage: Triage;
  /** As of `TeamsAgents`. */
  agents: { peopleFor(tenant: string, category: string): Promise<Person[]> };
}

/** One activity at work: who sent it, which delivery it is, and the way back. */
export interface Case {
  context: TurnContext;
  activity: Activity;
  sender: Sender;
  delivery: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Begun before, and not finished: something may have been sent already. */
  again: boolean;
  /** Our own account there, as mentions name it. */
  bot: string;
  /** Teams has had an answer that asks for patience: what comes now is sent as a message, or nobody sees it. */
  isLate(): boolean;
}

/**
 * The id of a command that somebody gives by a delivery, or by the form that a delivery drew. Teams counts deliveries within
 * a conversation, and a form may be sent by another person than the one who opened it.
 */
export function commandId({ activity, sender }: Case, delivery: string): string {
  const parts = [sender.tenant, activity.conversation.id, sender.user, delivery];
  return `teams ${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
