import { once } from 'node:events';
import type { Config } from '../../src/config.ts';
import { type Courier, createOutbox } from '../../src/triage/outbox.ts';
import { type Desk, openDesk } from '../desk.ts';
import { openPlatforms } from '../platforms.ts';
import { removeOld } from '../retention.ts';
import { startServer } from '../server.ts';
import type { Cli } from './commands.ts';

/** How often what has outlived its days is removed. */
const PURGE_EVERY = 3_600_000;
/** How often what has fallen due is looked for. */
const SWEEP_EVERY = 30_000;
/** A courier that does not answer for half a minute has died; what fails is tried for about half a day. */
const OUTBOX = { leaseMs: 30_000, backoffMs: 2000, maxAttempts: 20 };

/** Runs the server until SIGTERM or SIGINT, then lets it finish what is under way. Resolves to the exit code. */
export async function serve({ env, output }: Cli): Promise<number> {
  const desk = await openDesk(env);
  const { config, corpus, store, assistant, metrics, log } = desk;
  const welcome = { name: corpus.name, examples: corpus.examples, greeting: corpus.texts.greeting };
  const platforms = await openPlatforms(desk);
  const { mounts } = platforms;
  metrics.watchProcess();
  const { secureCookies } = config;
  const server = await startServer({ config, store, assistant, metrics, log, welcome, mounts, secureCookies });
  await platforms.start();
  const timers = startTimers(desk, platforms.couriers);
  const purge = setInterval(() => void removeOld(desk, Date.now()), PURGE_EVERY);
  void removeOld(desk, Date.now());
  output.out(`Connect Desk listens on ${server.url}`);
  for (const line of [...switchedOn(desk, server.switchedOn), ...platforms.about]) output.out(`  ${line}`);
  const stop = new AbortController();
  const { signal } = stop;
  const [name] = await Promise.race(['SIGTERM', 'SIGINT'].map((each) => once(process, each, { signal })));
  stop.abort();
  log.info({ signal: name }, 'stopping');
  clearInterval(purge);
  await timers.stop();
  await server.close();
  await platforms.stop();
  await store.close();
  return 0;
}

/** What tickets do by themselves: news goes out, and what falls due is done. */
function startTimers({ triage, store, log, onNews }: Desk, couriers: ReadonlyMap<string, Courier>) {
  if (!triage) return { stop: async () => undefined };
  // Where no platform is on that could carry it, it waits in the store.
  const outbox =
    couriers.size === 0 ? null : createOutbox({ ...OUTBOX, store: store.outbox, couriers, clock: Date.now, log });
  onNews(() => outbox?.wake());
  outbox?.wake();
  const sweep = async () => {
    await triage.sweep(Date.now()).catch((error: unknown) => log.error({ err: error }, 'could not sweep tickets'));
    await triage.digest(Date.now()).catch((error: unknown) => log.error({ err: error }, 'could not make the digest'));
  };
  let last = sweep();
  const timer = setInterval(() => {
    // One at a time: a sweep of many tickets may take longer than the pause.
    last = last.then(sweep);
  }, SWEEP_EVERY);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
      await outbox?.close();
    },
  };
}

function tickets({ triage: { enabled, agents, channels }, webhooks: { endpoints } }: Config): string {
  if (!enabled) return 'off';
  const named = [...Object.values(agents), ...Object.values(channels), ...endpoints].flat();
  return named.length > 0
    ? 'on'
    : 'kept, but desk.yaml names nobody who works on them (triage.agents, triage.channels, webhooks.endpoints)';
}

function switchedOn({ config, corpus }: Desk, mounts: readonly string[]): string[] {
  const { questionLog } = config;
  const log = questionLog.enabled ? `on, ${questionLog.texts ? 'with masked texts' : 'without texts'}` : 'off';
  return [
    `corpus: ${corpus.name}, ${corpus.entries.size} entries, version ${corpus.version}`,
    `on: ${mounts.join(', ')}`,
    `version check: ${corpus.releases ? `release list of ${corpus.releases.asOf}` : 'off, no releases.yaml'}`,
    `question log: ${log}`,
    `tickets: ${tickets(config)}`,
    `store: ${config.databaseUrl.replace(/\/\/[^@/]*@/, '//…@')}`,
  ];
}
