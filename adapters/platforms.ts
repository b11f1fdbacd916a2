import type { Courier } from '../src/triage/outbox.ts';
import type { Desk } from './desk.ts';
import type { Mount } from './server.ts';
import { createSlackMount } from './slack/mount.ts';
import { TEAMS_OFF } from './teams/off.ts';
import { createWebhookCourier } from './webhooks/courier.ts';
import { createWebhookMount } from './webhooks/mount.ts';

/** What the settings switch on beside the web: platforms to talk on, and other ticket systems. */
export interface Platforms {
  mounts: readonly Mount[];
  /** One line each for the start: how it is connected, or why it is off. */
  about: readonly string[];
  /** What carries news of tickets, by platform; `webhook`: to endpoints. */
  couriers: ReadonlyMap<string, Courier>;
  /** When the server listens. */
  start(): Promise<void>;
  /** When the server has stopped listening; before the store is closed. */
  stop(): Promise<void>;
}

export async function openPlatforms(desk: Desk): Promise<Platforms> {
  const { config, assistant, corpus, store, triage, metrics, log } = desk;
  const deps = (platform: string) => ({
    assistant,
    corpus,
    store,
    log,
    clock: Date.now,
    observe: (outcome: Parameters<typeof metrics.delivery>[1]) => metrics.delivery(platform, outcome),
  });
  const agentIds = config.triage.agents;
  const slack = config.slack && (await createSlackMount({ ...deps('slack'), triage, agentIds, config: config.slack }));
  if (slack) desk.addAgents(slack.agents);
  // The SDK takes a second to load: where Teams is off, nobody waits for it.
  const teams = config.teams
    ? await (await import('./teams/mount.ts')).createTeamsMount({
        ...deps('teams'),
        triage,
        agentIds,
        config: config.teams,
      })
    : TEAMS_OFF;
  if ('agents' in teams) desk.addAgents(teams.agents);
  const couriers = new Map<string, Courier>();
  if (slack?.courier) couriers.set('slack', slack.courier);
  if ('courier' in teams && teams.courier) couriers.set('teams', teams.courier);
  const { webhooks } = config;
  if (webhooks.endpoints.length > 0)
    couriers.set('webhook', createWebhookCourier({ config: webhooks, clock: Date.now }));
  const talking = slack ? [slack, teams] : [teams];
  return {
    mounts: [...talking, createWebhookMount({ sources: webhooks.sources, triage })],
    couriers,
    about: [
      `slack: ${slack ? slack.about : 'off, neither SLACK_BOT_TOKEN nor SLACK_CLIENT_ID is set'}`,
      `teams: ${teams.about}`,
      `webhooks: ${aboutWebhooks(webhooks)}`,
    ],
    async start() {
      for (const mount of talking) await mount.start();
    },
    async stop() {
      for (const mount of talking) await mount.stop();
    },
  };
}

function aboutWebhooks({ endpoints, sources }: Desk['config']['webhooks']): string {
  const out = endpoints.map(({ id }) => id).join(', ');
  const parts = [
    ...(out ? [`out to ${out}`] : []),
    ...(sources.length > 0 ? [`in from ${sources.map(({ id }) => id).join(', ')}`] : []),
  ];
  return parts.length === 0 ? 'off' : parts.join('; ');
}
