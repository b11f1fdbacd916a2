import { setImmediate as tick } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { DeskError } from '../../src/errors.ts';
import { createInbox, type Inbox, type InboxDeps } from '../../src/inbox.ts';
import { openStore } from '../../src/store/open.ts';
import type { InboxStore, Store } from '../../src/store/port.ts';

export const LEASE_MS = 3000;
export const BACKOFF_MS = 100;
export const MAX_ATTEMPTS = 4;

/** One line of the log. */
interface Line {
  level: 'warn' | 'error';
  message: string;
  fields: Record<string, unknown>;
}

/** A store that a test can take away from one inbox alone, as when its process or its network dies. */
export interface Reach {
  store: InboxStore;
  /** Names of the methods that fail. */
  down: Set<keyof InboxStore>;
  /** Milliseconds by which the answers of a method are late; what it changes happens at once. */
  late: Map<keyof InboxStore, number>;
}

const METHODS = ['receive', 'finish', 'postpone', 'giveUp', 'prolong', 'claim', 'undelivered'] as const;

export function reach(store: Store): Reach {
  const down = new Set<keyof InboxStore>();
  const late = new Map<keyof InboxStore, number>();
  const wrapped =
    (name: keyof InboxStore) =>
    async (...given: unknown[]) => {
      if (down.has(name)) throw new DeskError('store-unavailable', `The store could not ${name}: password=hunter2`);
      const answer = await (store[name] as (...all: unknown[]) => Promise<unknown>)(...given);
      const ms = late.get(name);
      if (ms !== undefined) await new Promise((resolve) => setTimeout(resolve, ms));
      return answer;
    };
  return {
    store: Object.fromEntries(METHODS.map((name) => [name, wrapped(name)])) as unknown as InboxStore,
    down,
    late,
  };
}

export const everything = (): readonly (keyof InboxStore)[] => METHODS;

export interface Bench {
  store: Store;
  lines: Line[];
  inbox(more?: Partial<InboxDeps>): Inbox;
  close(): Promise<void>;
}

/** A real store in memory; the clock and all timers are jest's, from 1,000,000 on. */
export async function openBench(): Promise<Bench> {
  const store = await openStore('sqlite::memory:');
  jest.useFakeTimers({ now: 1_000_000, doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  const lines: Line[] = [];
  const line = (level: Line['level']) => (fields: object, message: string) =>
    void lines.push({ level, message, fields: fields as Record<string, unknown> });
  return {
    store,
    lines,
    inbox: (more = {}) =>
      createInbox({
        store,
        platform: 'slack',
        clock: Date.now,
        leaseMs: LEASE_MS,
        backoffMs: BACKOFF_MS,
        maxAttempts: MAX_ATTEMPTS,
        log: { warn: line('warn'), error: line('error') },
        ...more,
      }),
    close: async () => {
      jest.useRealTimers();
      await store.close();
    },
  };
}

/** Lets so many milliseconds pass on the fake clock, with all that happens meanwhile. */
export async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await quiet();
}

/** Lets what needs no time happen. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await tick();
}

/** Work that notes when it began with what; `outcome` says what becomes of each beginning. */
export function recorder(outcome: (body: string, attempt: number) => Promise<unknown> | undefined = () => undefined) {
  const began: { body: string; at: number }[] = [];
  const done: string[] = [];
  const work = async (body: string) => {
    began.push({ body, at: Date.now() });
    await outcome(body, began.filter((each) => each.body === body).length);
    done.push(body);
  };
  return { work, began, done };
}

/** An error as an adapter throws it. */
export function failure(message = 'channel is gone', retryAfterMs?: unknown): Error {
  return Object.assign(new Error(message), retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** An inbox whose process dies: it took deliveries, and the store never hears of it again. */
export async function deadInbox(bench: Bench, ids: readonly string[]): Promise<void> {
  const { store, down } = reach(bench.store);
  const log = { warn: () => undefined, error: () => undefined };
  const inbox = bench.inbox({ store, log });
  for (const id of ids) await inbox.take(id, `body of ${id}`, () => new Promise<never>(() => undefined));
  for (const name of everything()) down.add(name);
}

export const messages = (bench: Bench): string[] => bench.lines.map(({ level, message }) => `${level}: ${message}`);
