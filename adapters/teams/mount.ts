import { randomBytes } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { DeskError } from '../../src/errors.ts';
import { createInbox, type InboxDeps } from '../../src/inbox.ts';
import { inTurn } from '../../src/inTurn.ts';
import { createSealer } from '../../src/seal.ts';
import type { Courier } from '../../src/triage/outbox.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { readJson } from '../body.ts';
import { createPatience } from '../patience.ts';
import { createTeamsAgents, type TeamsAgents } from './agents.ts';
import { createListeners, type Listeners } from './app.ts';
import { type CloudPlaces, createAuthentication } from './authentication.ts';
import { Cloud } from './cloud.ts';
import { createTeamsCourier } from './courier.ts';
import type { TeamsDeps } from './deps.ts';
import { createDirect } from './direct.ts';
import { createDurable } from './durable.ts';
import { refuseFromElsewhere, refuseServiceElsewhere } from './localMode.ts';
import { namedTriage } from './memberNames.ts';
import { createRoster } from './members.ts';
import { NAMES } from './names.ts';
import { createProactive, type SendTo } from './proactive.ts';
import { envelopeOf, readActivity, refuseOthers } from './receive.ts';
import { createReferences, resealReferences } from './references.ts';

/** How long a delivery stays with a process that does not answer any more. */
const LEASE_MS = 30_000;
/** First wait where what failed did not pass by itself; with the doubling, the last attempt comes after half an hour. */
const BACKOFF_MS = 2_000;
const MOST_ATTEMPTS = 11;
/** Teams waits ten seconds and more; what is left is for the way there and back. */
const INVOKE_MS = 8_000;
/** Far more than an activity may hold; a card's form adds to it. */
const BODY_BYTES = 512 * 1024;

export interface TeamsMount {
  name: string;
  /** How it is connected, for the line at the start. */
  about: string;
  mount(server: Server): void;
  /** Finishes what an earlier run left over. */
  start(): Promise<void>;
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>;
  /** For what nobody has just asked for. */
  sendTo: SendTo;
  /** Carries news of tickets; null where there are none. */
  courier: Courier | null;
  /** Who is an agent by membership in a team. */
  agents: TeamsAgents;
}

export interface MountDeps extends TeamsDeps, Pick<InboxDeps, 'observe'> {
  /** Left out: there are no tickets. */
  triage?: Triage | null;
  /** `triage.agents` of the settings. */
  agentIds?: Readonly<Record<string, readonly string[]>>;
  leaseMs?: number;
  invokeMs?: number;
  /** Another cloud than Microsoft's public one. */
  places?: CloudPlaces;
  listeners?: (real: Listeners) => Listeners;
}

export async function createTeamsMount(deps: MountDeps): Promise<TeamsMount> {
  const { config, store, clock, log, observe, leaseMs = LEASE_MS, invokeMs = INVOKE_MS } = deps;
  const { mode } = config;
  const authentication = createAuthentication(config, deps, deps.places);
  const cloud = new Cloud(authentication.sdk, mode.kind === 'cloud' ? mode.appId : '');
  const patience = createPatience({ platform: 'teams', clock, log });
  const inbox = createInbox({
    store,
    platform: 'teams',
    clock,
    leaseMs,
    backoffMs: BACKOFF_MS,
    maxAttempts: MOST_ATTEMPTS,
    log,
    ...(observe ? { observe } : {}),
  });
  const sealer = createSealer(await keysOf(deps));
  const references = createReferences({ store, sealer, clock, log });
  const queue = inTurn();
  const proactive = createProactive({ config, cloud, references, patience, queue });
  const { sendTo } = proactive;
  const agents = createTeamsAgents({ listed: deps.agentIds ?? {}, roster: createRoster(proactive), clock, log });
  const triage = deps.triage ? namedTriage(deps.triage, proactive, clock) : null;
  const direct = createDirect({ cloud, references });
  const real = createListeners({ ...deps, desk: triage && { triage, agents }, direct, sendTo, references });
  const listeners = deps.listeners?.(real) ?? real;
  const durable = createDurable({ inbox, patience, cloud, listeners, references, queue, clock, log, invokeMs });
  const { tenants } = config.allowed;

  async function take(req: Request, res: Response): Promise<void> {
    const began = performance.now();
    const { authorization } = req.headers;
    if (mode.kind === 'local') refuseFromElsewhere(req);
    // Before anything of the body is read.
    else if (!authorization) throw new DeskError('not-authenticated', 'The request carries no token.');
    const activity = readActivity(await readBody(req));
    if (mode.kind === 'local') refuseServiceElsewhere(activity);
    await authentication.check(activity, authorization);
    const envelope = envelopeOf(activity);
    if (mode.kind === 'cloud') refuseOthers(activity, envelope, tenants);
    const { status, body } = await durable.accept(activity, envelope, performance.now() - began);
    answer(res, status, body);
  }

  return {
    name: 'teams',
    about: mode.kind === 'local' ? `local mode at ${NAMES.path}` : `${mode.appType} app at ${NAMES.path}`,
    mount: (server) => server.post(NAMES.path, take),
    async start() {
      await resealReferences(store, sealer, log);
      await durable.resume();
    },
    sendTo,
    courier: triage && createTeamsCourier({ ...deps, triage, proactive, direct }),
    agents,
    async stop() {
      patience.end();
      await durable.close();
      await inbox.close();
    },
  };
}

/** In local mode there is no ENCRYPTION_KEY: a key of this installation's own. */
async function keysOf({
  config: { mode },
  store,
}: Pick<TeamsDeps, 'config' | 'store'>): Promise<readonly Uint8Array[]> {
  if (mode.kind === 'cloud') return mode.keys;
  const key = await store.secret('teams-local-references', () => randomBytes(32).toString('base64'));
  return [new Uint8Array(Buffer.from(key, 'base64'))];
}

/** The body as JSON. Throws a DeskError, `activity-malformed` for what is none. */
async function readBody(req: Request): Promise<unknown> {
  try {
    return await readJson(req, BODY_BYTES);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== 'message-malformed') throw error;
    throw new DeskError('activity-malformed', error.message);
  }
}

function answer(res: Response, status: number, body: unknown): void {
  if (body === undefined) {
    res.writeHead(status);
    res.end();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body));
  res.sendRaw(status, bytes, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
}
