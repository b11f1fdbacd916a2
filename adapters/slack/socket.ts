import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { maskSecrets } from '../../src/mask.ts';

export interface Connection {
  /** Connects, now or as soon as Slack can be reached, and again whenever the connection ends. */
  start(): void;
  stop(): Promise<void>;
}

/** In milliseconds. */
export interface Waits {
  /** After the first failure; it doubles with each one. */
  firstMs: number;
  longestMs: number;
  /** A connection that lived so long was a good one: the next one is opened at once. */
  goodMs: number;
}

const WAITS: Waits = { firstMs: 500, longestMs: 30_000, goodMs: 10_000 };
/** For the other side to say goodbye. */
const GOODBYE_MS = 2_000;

/**
 * Does the reconnecting that the client of Socket Mode leaves undone: it gives up where Slack cannot be reached, and a
 * second connection that fails would end the process. Its own is to be switched off.
 */
export function keepConnected(
  client: SocketModeReceiver['client'],
  log: Logger,
  { firstMs, longestMs, goodMs }: Waits = WAITS,
): Connection {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const began = performance.now();
      const why = await connection();
      if (signal.aborted) return;
      if (why === null && performance.now() - began > goodMs) failures = -1;
      const waitMs = failures < 0 ? 0 : Math.min(firstMs * 2 ** failures, longestMs);
      if (why === null) log.info({ waitMs }, 'the connection to Slack ended');
      else log.error({ waitMs, why }, 'Slack cannot be reached');
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** One connection until its end; why it could not be made, null where it could. */
  async function connection(): Promise<string | null> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    client.once('disconnected', end);
    try {
      await client.start();
    } catch (error) {
      client.removeListener('disconnected', end);
      return maskSecrets(error instanceof Error ? error.message : 'the connection ended before Slack said hello');
    }
    if (signal.aborted) await goodbye();
    else log.info('connected to Slack');
    await ended;
    return null;
  }

  async function goodbye(): Promise<void> {
    await Promise.race([client.disconnect(), sleep(GOODBYE_MS, undefined, { ref: false })]);
  }

  return {
    start: () => void run(),
    async stop() {
      stopping.abort();
      await goodbye();
    },
  };
}
