import { z } from 'zod';
import { createInbox } from '../inbox.ts';
import type { OutboxItem, OutboxStore } from './port.ts';
import { readAddress } from './ticket.ts';

/** Carries what tickets have to say to one platform; each adapter has one. */
export interface Courier {
  /**
   * Delivers one item; it may have been delivered before, where the process ended in its middle, so what is posted must be
   * found again by `item.id`. Items of one ticket and target come one after the other, in order. A `news` body is
   * `{ reply, person }`, a Reply for the place that `item.target` names; a `card` body `{ ticket }`: draw the card anew
   * from `triage.file`; an `alert` body `{ ticket, text }`, CommonMark for the channel, best below the card; a `digest` body
   * `{ text, until }`, CommonMark for the channel. Throws to try
   * again later, not before `retryAfterMs` where the error carries it; an error with `permanent: true` is a dead letter.
   */
  deliver(item: OutboxItem): Promise<void>;
}

export interface OutboxDeps {
  store: OutboxStore;
  /** By platform. */
  couriers: ReadonlyMap<string, Courier>;
  clock: () => number;
  /** How long an item stays with a process that does not answer any more, in milliseconds; twice in it, what others put in is looked for. */
  leaseMs: number;
  /** The wait after the first failure, in milliseconds; it doubles with each one. */
  backoffMs: number;
  maxAttempts: number;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Works what is stored to go out, until it is out. */
export interface Outbox {
  /** Something new is there, or may be. Returns at once. */
  wake(): void;
  /** Takes up nothing new and waits for what is under way. */
  close(): Promise<void>;
}

/** The same durable queue as for what comes in; only where the items come from differs. */
export function createOutbox({ store, couriers, log, ...rest }: OutboxDeps): Outbox {
  const { clock } = rest;
  const queue = createInbox({
    ...rest,
    log,
    platform: 'outbox',
    store: {
      receive: () =>
        Promise.reject(new Error('Nothing is received here: items are stored with the commands that make them.')),
      claim: async (_platform, lease) =>
        (await store.claim(lease)).map((item) => ({
          id: item.id,
          body: JSON.stringify(item),
          attempts: item.attempts,
        })),
      finish: (_platform, id) => store.finish(id),
      postpone: (_platform, id, change) => store.postpone(id, change),
      giveUp: (_platform, id, change) => store.giveUp(id, change),
      prolong: (_platform, id, lease) => store.prolong(id, lease),
    },
    // What waited for an item to be gone can go now.
    observe: (outcome) => {
      if (outcome === 'done' || outcome === 'given-up') wake();
    },
  });

  async function deliver(body: string): Promise<void> {
    const item = JSON.parse(body) as OutboxItem;
    if (isStale(item, clock())) return;
    const courier = couriers.get(readAddress(item.target)?.platform ?? '');
    if (!courier) throw new Error(`Nothing here delivers to ${item.target}; is that platform switched off?`);
    await courier.deliver(item);
  }

  function wake(): void {
    queue.resume(deliver).catch((error: unknown) => log.error({ err: error }, 'could not look for what is to go out'));
  }

  return { wake, close: () => queue.close() };
}

/** How things stood yesterday is no use to anybody, where a platform could not be reached until today. */
function isStale({ kind, body }: OutboxItem, now: number): boolean {
  return kind === 'digest' && now >= digestBody.parse(JSON.parse(body)).until;
}

const digestBody = z.object({ until: z.number() });
