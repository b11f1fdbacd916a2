import type { Courier } from '../src/triage/outbox.ts';
import type { Desk } from './desk.ts';
import { createSlackMount, type SlackMount } from './slack/mount.ts';

/** The platforms beside the web that the settings switch on. */
export interface Platforms {
  mounts: readonly SlackMount[];
  /** One line each for the start: how it is connected, or why it is off. */
  about: readonly string[];
  /** What carries news of tickets, by platform. */
  couriers: ReadonlyMap<string, Courier>;
  /** When the server listens. */
  start(): Promise<void>;
  /** When the server has stopped listening; before the store is closed. */
  stop(): Promise<void>;
}

export async function openPlatforms(desk: Desk): Promise<Platforms> {
  const { config, assistant, corpus, store, triage, metrics, log } = desk;
  const slack =
    config.slack &&
    (await createSlackMount({
      assistant,
      corpus,
      store,
      triage,
      agentIds: config.triage.agents,
      log,
      config: config.slack,
      clock: Date.now,
      observe: (outcome) => metrics.delivery('slack', outcome),
    }));
  if (slack) desk.addAgents(slack.agents);
  const mounts = slack ? [slack] : [];
  return {
    mounts,
    couriers: new Map(slack?.courier ? [['slack', slack.courier]] : []),
    about: [`slack: ${slack ? slack.about : 'off, neither SLACK_BOT_TOKEN nor SLACK_CLIENT_ID is set'}`],
    async start() {
      for (const mount of mounts) await mount.start();
    },
    async stop() {
      for (const mount of mounts) await mount.stop();
    },
  };
}
