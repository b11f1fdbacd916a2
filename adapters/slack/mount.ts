import { HTTPReceiver } from '@slack/bolt';
import type { Server } from 'restify';
import { createInbox, type InboxDeps } from '../../src/inbox.ts';
import { createSealer } from '../../src/seal.ts';
import type { Agents } from '../../src/triage/agents.ts';
import type { Courier } from '../../src/triage/outbox.ts';
import { createPatience } from '../patience.ts';
import { createSlackAgents } from './agents.ts';
import { createSlackApp } from './app.ts';
import { createClients } from './clients.ts';
import { createSlackCourier } from './courier.ts';
import type { SlackDeps } from './deps.ts';
import { makeDurable } from './durable.ts';
import { createInstallations, resealInstallations } from './installations.ts';
import { NAMES } from './names.ts';
import { createReceiver, mountHttp } from './receiver.ts';
import { keepConnected, type Waits } from './socket.ts';

/**
 * How long a delivery stays with a process that does not answer any more: with the third that the next look may take,
 * nobody waits longer than 13 s after a crash. A process that lives prolongs it each 3.3 s, so the store may fail two
 * prolongings, or the event loop stand still for more than 6 s, before somebody else begins the same work; nothing here
 * blocks it for more than some milliseconds, and the store's own waits for a lock (5 s) are shorter.
 */
const LEASE_MS = 10_000;
/** First wait where what failed did not pass by itself; with the doubling, the last attempt comes after half an hour. */
const BACKOFF_MS = 2_000;
const MOST_ATTEMPTS = 11;

export interface SlackMount {
  name: string;
  /** How it is connected, for the line at the start. */
  about: string;
  mount(server: Server): void;
  /** Carries news of tickets; null: tickets are switched off. */
  courier: Courier | null;
  /** Agents by membership in Slack's groups and channels. */
  agents: Agents;
  /** Connects where that is needed, and finishes what an earlier run left over. */
  start(): Promise<void>;
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

export interface MountDeps extends SlackDeps, Pick<InboxDeps, 'observe'> {
  /** How long a delivery stays with a process that does not answer any more, in milliseconds. */
  leaseMs?: number;
  /** `triage.agents` of the settings. */
  agentIds?: Readonly<Record<string, readonly string[]>>;
  /** How long Socket Mode waits before it connects again. */
  reconnect?: Waits;
}

export async function createSlackMount(deps: MountDeps): Promise<SlackMount> {
  const { config, store, clock, log, observe, leaseMs = LEASE_MS, reconnect } = deps;
  const { auth } = config;
  const sealer = auth.kind === 'oauth' ? createSealer(auth.keys) : null;
  const installations = sealer && createInstallations(store, sealer, clock);
  const receiver = createReceiver(config, installations, log);
  const patience = createPatience({ platform: 'slack', clock, log });
  const inbox = createInbox({
    store,
    platform: 'slack',
    clock,
    leaseMs,
    backoffMs: BACKOFF_MS,
    maxAttempts: MOST_ATTEMPTS,
    log,
    ...(observe ? { observe } : {}),
  });
  const { workspaces } = config.allowed;
  const isAllowed = (tenants: readonly string[]) =>
    workspaces.length === 0 || tenants.some((tenant) => workspaces.includes(tenant));
  const durable = makeDurable(receiver, { inbox, patience, clock, isAllowed });
  createSlackApp(deps, receiver);
  const socket = receiver instanceof HTTPReceiver ? null : keepConnected(receiver.client, log, reconnect);
  const { triage = null, assistant } = deps;
  const clientOf = createClients(config, installations, log);
  return {
    name: 'slack',
    agents: createSlackAgents({ listed: deps.agentIds ?? {}, clientOf, clock, log }),
    courier: triage && createSlackCourier({ triage, assistant, store, clock, clientOf }),
    about: `${socket ? 'Socket Mode' : `HTTP at ${NAMES.paths.events}`}, ${sealer ? `several workspaces, install at ${NAMES.paths.install}` : 'one workspace'}`,
    mount: (server) => mountHttp(server, receiver, config),
    async start() {
      if (sealer) await resealInstallations(store, sealer, log);
      await durable.resume();
      socket?.start();
    },
    async stop() {
      patience.end();
      await socket?.stop();
      await inbox.close();
    },
  };
}
