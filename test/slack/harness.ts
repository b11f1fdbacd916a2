import { pino } from 'pino';
import { type RunningServer, startServer } from '../../adapters/server.ts';
import { createSlackMount, type MountDeps, type SlackMount } from '../../adapters/slack/mount.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { SlackConfig } from '../../src/config.ts';
import type { DeliveryOutcome } from '../../src/inbox.ts';
import type { Store } from '../../src/store/port.ts';
import { buildOnce, openSite, type Site } from '../conversations/desk.ts';
import { APP, CHANNEL, IM, TEAM, USER } from '../support/slack/defaults.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { signedRequest } from '../support/slack/requests.ts';

/** The real server with real Bolt on a free port of the loopback, Slack's cloud faked behind it. */
export interface SlackHarness {
  fake: FakeSlack;
  site: Site;
  url: string;
  mount: SlackMount;
  /** Every line of the log, as text. */
  log: string[];
  /** Sends a signed payload as Slack would. */
  send(body: object, over?: Partial<Parameters<typeof signedRequest>[3]>): Promise<Response>;
  /** Resolves when `seen` returns something that is no empty list; rejects after some seconds. */
  until<T>(seen: () => T | undefined | null | false): Promise<T>;
  /** Resolves when every delivery that was taken is done or given up; rejects after some seconds. */
  idle(): Promise<void>;
  /** Ends the product; the store and Slack's cloud stay. */
  stop(): Promise<void>;
  /** Starts it anew over the same store. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  config?: Partial<SlackConfig>;
  slack?: FakeSlackOptions;
  fake?: FakeSlack;
  site?: Site;
  clock?: () => number;
  assistant?: (real: Assistant) => Assistant;
  store?: (real: Store) => Store;
  mount?: Partial<MountDeps>;
}

/** Another member of the workspace and of the default channel. */
export const OTHER = { id: 'U0OTHER001', name: 'other', realName: 'Otto Other' };
/** Somebody from outside, invited to the default channel alone. */
export const GUEST = { id: 'U0GUEST001', name: 'guest', realName: 'Gil Guest', guest: true };
/** A private channel that the app is in. */
export const PRIVATE = { id: 'G0PRIVATE1', name: 'quiet', isPrivate: true, members: [USER.id, OTHER.id, TEAM.botUser] };
/** A channel that the app is not in. */
export const ELSEWHERE = { id: 'C0ELSEWHER', name: 'elsewhere', members: [USER.id, OTHER.id] };

export const WORLD: FakeSlackOptions = {
  users: [USER, OTHER, GUEST],
  channels: [{ ...CHANNEL, members: [...CHANNEL.members, OTHER.id, GUEST.id] }, IM, PRIVATE, ELSEWHERE],
};

const PATIENCE_MS = 8_000;

export async function openSlack(options: HarnessOptions = {}): Promise<SlackHarness> {
  const fake = options.fake ?? (await startFakeSlack(options.slack ?? WORLD));
  const site = options.site ?? (await openSite());
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const store = options.store?.(site.store) ?? site.store;
  const { corpus } = buildOnce();
  let server: RunningServer | null = null;
  let mount: SlackMount | null = null;
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
    const config: SlackConfig = {
      signingSecret: APP.signingSecret,
      appToken: null,
      apiUrl: fake.url,
      auth: { kind: 'single', botToken: TEAM.botToken },
      allowed: { workspaces: [], channels: [] },
      answersAnHour: 6,
      ...options.config,
    };
    mount = await createSlackMount({
      assistant,
      triage: site.triage(),
      store,
      corpus,
      config,
      clock: options.clock ?? Date.now,
      log,
      observe,
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
    send: (body, over) => {
      const type = Reflect.get(body, 'type');
      const kind = Reflect.has(body, 'command')
        ? 'form'
        : type === 'event_callback' || type === 'url_verification'
          ? 'json'
          : 'payload';
      return signedRequest(`${server?.url}/slack/events`, APP.signingSecret, body, { kind, ...over });
    },
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
