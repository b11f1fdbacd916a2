import { pino } from 'pino';
import { type RunningServer, startServer } from '../../adapters/server.ts';
import { createTeamsMount, type MountDeps, type TeamsMount } from '../../adapters/teams/mount.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { TeamsConfig } from '../../src/config.ts';
import type { DeliveryOutcome } from '../../src/inbox.ts';
import type { Store } from '../../src/store/port.ts';
import type { Agents } from '../../src/triage/agents.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { buildOnce, openSite, type Site } from '../conversations/desk.ts';
import type { Incoming, Written } from '../support/teams/activities.ts';
import { APP, CHANNEL, GROUP, PERSONAL, PERSONAL_OTHER, TENANT } from '../support/teams/defaults.ts';
import { type FakeConnector, startFakeConnector } from '../support/teams/fakeConnector.ts';
import { type TokenOptions, token } from '../support/teams/tokens.ts';

/** The real server with the SDK's CloudAdapter on a free port of the loopback, Teams' cloud faked behind it. */
export interface TeamsHarness {
  fake: FakeConnector;
  site: Site;
  url: string;
  mount: TeamsMount;
  /** Every line of the log, as text. */
  log: string[];
  /** Sends an activity as Teams would, with a valid token; `over` spoils the token. */
  send(activity: object, over?: Partial<TokenOptions>): Promise<Response>;
  /** Builds an activity of this cloud: `teams.make(personalMessage, { text: 'help' })`. */
  make(form: (written: Written) => Incoming, written: Omit<Written, 'serviceUrl'>): Incoming;
  /** Resolves when `seen` returns something that is no empty list; rejects after some seconds. */
  until<T>(seen: () => T | undefined | null | false): Promise<T>;
  /** Resolves when every delivery that was taken is done or given up; rejects after some seconds. */
  idle(): Promise<void>;
  /** Ends the product; the store and Teams' cloud stay. */
  stop(): Promise<void>;
  /** Starts it anew over the same store. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  config?: Partial<TeamsConfig>;
  fake?: FakeConnector;
  site?: Site;
  clock?: () => number;
  assistant?: (real: Assistant) => Assistant;
  store?: (real: Store) => Store;
  triage?: (real: Triage) => Triage;
  mount?: Partial<MountDeps>;
  /** Who is an agent by the settings: there are tickets, and agents see to them. */
  agentIds?: Readonly<Record<string, readonly string[]>>;
}

export const CLOUD: TeamsConfig = {
  mode: {
    kind: 'cloud',
    appId: APP.id,
    appType: 'SingleTenant',
    tenantId: TENANT,
    credentials: { kind: 'password', password: APP.password },
    keys: [new Uint8Array(32).fill(7)],
  },
  allowed: { tenants: [TENANT] },
  forgetWhenRemoved: false,
};

const PATIENCE_MS = 8_000;

export async function openTeams(options: HarnessOptions = {}): Promise<TeamsHarness> {
  const fake = options.fake ?? (await startFakeConnector());
  for (const each of [PERSONAL, PERSONAL_OTHER, GROUP, CHANNEL]) fake.conversations.add(each);
  const site = options.site ?? (await openSite());
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const store = options.store?.(site.store) ?? site.store;
  const { corpus } = buildOnce();
  let server: RunningServer | null = null;
  let mount: TeamsMount | null = null;
  let underWay = 0;

  function observe(outcome: DeliveryOutcome): void {
    if (outcome === 'taken') underWay += 1;
    if (outcome === 'done' || outcome === 'given-up') underWay -= 1;
  }

  async function until<T>(seen: () => T | undefined | null | false): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = seen();
      if (found && !(Array.isArray(found) && found.length === 0)) return found;
      if (Date.now() > end)
        throw new Error(`nothing was seen within ${PATIENCE_MS} ms; the log:\n${lines.slice(-20).join('')}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  async function start(): Promise<void> {
    const real = site.assistant();
    const assistant = options.assistant?.(real) ?? real;
    // Of an agent by membership the adapter knows, as at the real start.
    const members: Agents = { mayAct: async (...asked) => (await mount?.agents.mayAct(...asked)) ?? false };
    const triage = options.triage?.(site.triage(members)) ?? site.triage(members);
    mount = await createTeamsMount({
      assistant,
      store,
      corpus,
      config: { ...CLOUD, ...options.config },
      clock: options.clock ?? Date.now,
      log,
      observe,
      ...(options.agentIds ? { triage, agentIds: options.agentIds } : {}),
      places: { openIdUrl: fake.openIdUrl, token: async () => fake.bearer },
      ...options.mount,
    });
    server = await startServer({
      config: { host: '127.0.0.1', port: 0, cookieSecret: null },
      assistant,
      store,
      log,
      welcome: { name: corpus.name, greeting: corpus.texts.greeting, examples: corpus.examples },
      mounts: [mount],
      lingerMs: 0,
    });
    await mount.start();
  }

  async function stop(): Promise<void> {
    await server?.close();
    await mount?.stop();
    server = null;
    mount = null;
  }

  await start();
  return {
    fake,
    site,
    get url() {
      return server?.url ?? '';
    },
    get mount() {
      if (!mount) throw new Error('the product is stopped');
      return mount;
    },
    log: lines,
    send: (activity, over) =>
      fetch(`${server?.url}/api/messages`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          Authorization: `Bearer ${token({ serviceUrl: fake.url, ...over })}`,
        },
        body: JSON.stringify(activity),
      }),
    make: (form, written) => form({ serviceUrl: fake.url, ...written }),
    until,
    idle: async () => {
      await until(() => underWay === 0);
    },
    stop,
    start,
    async close() {
      await stop();
      if (!options.fake) await fake.close();
      if (!options.site) await site.store.close();
    },
  };
}
