import { DeskError } from './errors.ts';
import { holdLease, type Lease } from './lease.ts';
import { maskSecrets } from './mask.ts';
import type { ClaimedDelivery, InboxStore, Within } from './store/port.ts';

/**
 * Does what a delivery asks for. May begin again after a crash in its middle. What it throws puts the delivery off, for
 * `retryAfterMs` at least where the error carries it; an error with `permanent: true` gives the delivery up at once.
 */
type Work = (body: string) => Promise<unknown>;

/** `postponed` and `given-up` count once the store has them; what another replica overtook is not counted here. */
export type DeliveryOutcome = 'taken' | 'known' | 'done' | 'postponed' | 'given-up';

/** A durable queue: what a platform delivers is stored before it is acknowledged, and worked until it is done. */
export interface Inbox {
  /**
   * Stores a delivery and begins the work in the background; acknowledge once this has resolved. `known`: it came before,
   * here or on another replica, and nothing was begun. Rejects with a DeskError, having begun nothing:
   * `store-unavailable`, or `busy` after `close`.
   * @param body JSON text, dropped once the work is done
   * @param within the conversation where it is known by now: what is not done is forgotten with it
   */
  take(id: string, body: string, work: Work, within?: Within): Promise<'taken' | 'known'>;
  /**
   * From now on works what was left over, by a crash or by a failure that put it off; called again, it looks at once.
   * Resolves when what is due has begun. Rejects with a DeskError `store-unavailable` and still looks again later.
   */
  resume(work: Work): Promise<void>;
  /** Takes nothing new and waits for what is under way; what is put off stays stored. */
  close(): Promise<void>;
}

/** What the queue needs of a store. */
type QueueStore = Pick<InboxStore, 'receive' | 'finish' | 'postpone' | 'giveUp' | 'prolong' | 'claim'>;

export interface InboxDeps {
  store: QueueStore;
  platform: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long a delivery stays with a process that does not answer any more, in milliseconds. */
  leaseMs: number;
  /** The wait after the first failure, in milliseconds; it doubles with each one. */
  backoffMs: number;
  /** How often work may begin before a delivery is given up. */
  maxAttempts: number;
  /** Told what becomes of each delivery, for metrics; must not throw. */
  observe?: (outcome: DeliveryOutcome) => void;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Longest wait between two attempts, whatever the doubling or the platform says. */
const LONGEST_WAIT_MS = 3_600_000;
/** Deliveries left over that are worked at the same time; those that come in are never held up. */
const SIDE_BY_SIDE = 50;
const WHY_LENGTH = 500;
/** A timer may fire a moment before the clock says so, and what is not due is not claimed. */
const EARLY_MS = 2;

export function createInbox(deps: InboxDeps): Inbox {
  const { store, platform, clock, leaseMs, backoffMs, maxAttempts, log, observe = () => undefined } = deps;
  const held = new Map<string, Lease>();
  const underWay = new Set<Promise<unknown>>();
  const wakes = new Set<NodeJS.Timeout>();
  const closing = Promise.withResolvers<void>();
  let closed = false;
  let workAgain: Work | null = null;
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<void> | null = null;
  let sweepAsked = false;
  let resumed = 0;

  const about = (id: string, error: unknown) => ({ platform, id, why: reason(error) });
  const leaseDeps = {
    store,
    platform,
    clock,
    leaseMs,
    lost: (id: string) => log.warn(about(id, 'claimed elsewhere'), 'lost the lease of a delivery'),
    failed: (id: string, error: unknown) => log.error(about(id, error), 'could not prolong the lease of a delivery'),
  };

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const done = () => underWay.delete(work);
    work.then(done, done);
    return work;
  }

  async function run(delivery: ClaimedDelivery, until: number, work: Work): Promise<void> {
    const { id, body, attempts } = delivery;
    const lease = holdLease(leaseDeps, id, until);
    held.set(id, lease);
    try {
      if (attempts >= maxAttempts) {
        await giveUp(id, attempts, 'work on it began and its process ended', lease);
        return;
      }
      const failure = await failureOf(() => work(body));
      if (failure) await fail(id, attempts + 1, failure.error, lease);
      else await settle(id, lease, 'done', () => store.finish(platform, id, clock()));
    } finally {
      held.delete(id);
      lease.release();
    }
  }

  async function fail(id: string, attempts: number, error: unknown, lease: Lease): Promise<void> {
    // Whoever has it now decides what becomes of it.
    if (!(await lease.keep())) return;
    const why = reason(error);
    if (attempts >= maxAttempts || isPermanent(error)) {
      await giveUp(id, attempts, why, lease);
      return;
    }
    // Longer where the other side says so, and never shorter: who says 'at once' each time would use up all attempts.
    const asked = Math.ceil(retryAfter(error));
    const waitMs = Math.min(Math.max(asked, backoffMs * 2 ** (attempts - 1)), LONGEST_WAIT_MS);
    log.warn({ platform, id, attempts, waitMs, why }, 'put a delivery off');
    const until = clock() + waitMs;
    await settle(id, lease, 'postponed', () => store.postpone(platform, id, { until, why }));
    wake(Math.max(0, until - clock()) + EARLY_MS);
  }

  async function giveUp(id: string, attempts: number, why: string, lease: Lease): Promise<void> {
    log.error({ platform, id, attempts, why }, 'gave a delivery up');
    await settle(id, lease, 'given-up', () => store.giveUp(platform, id, { at: clock(), why }));
  }

  /** Until the store has it: otherwise finished work would begin again. The lease is held meanwhile. */
  async function settle(id: string, lease: Lease, outcome: DeliveryOutcome, write: () => Promise<void>): Promise<void> {
    lease.settle();
    for (let waitMs = backoffMs; ; waitMs = Math.min(waitMs * 2, leaseMs)) {
      const failure = await failureOf(write);
      if (!failure) return observe(outcome);
      log.error(about(id, failure.error), 'could not store what became of a delivery');
      if (closed) return;
      await Promise.race([closing.promise, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
    }
  }

  function wake(waitMs: number): void {
    if (closed) return;
    const wakeUp = setTimeout(() => {
      wakes.delete(wakeUp);
      lookAgain();
    }, waitMs);
    wakeUp.unref();
    wakes.add(wakeUp);
  }

  function lookAgain(): void {
    sweep().catch((error: unknown) =>
      log.error({ platform, why: reason(error) }, 'could not look for deliveries left over'),
    );
  }

  /** One at a time; asked for meanwhile, it is done once more. */
  function sweep(): Promise<void> {
    if (!workAgain || closed) return Promise.resolve();
    if (sweeping) {
      sweepAsked = true;
      return sweeping;
    }
    sweeping = track(claimDue(workAgain)).finally(() => {
      const more = sweepAsked;
      sweeping = null;
      sweepAsked = false;
      if (more) lookAgain();
    });
    return sweeping;
  }

  async function claimDue(work: Work): Promise<void> {
    const limit = SIDE_BY_SIDE - resumed;
    if (limit <= 0) return;
    const now = clock();
    const until = now + leaseMs;
    for (const delivery of await store.claim(platform, { now, until, limit })) {
      const own = held.get(delivery.id);
      // Its lease had run out because the store did not answer, and the work is still under way here.
      if (own) own.renew(until);
      else again(delivery, until, work);
    }
  }

  function again(delivery: ClaimedDelivery, until: number, work: Work): void {
    resumed += 1;
    void track(run(delivery, until, work)).finally(() => {
      resumed -= 1;
      // There was no room for more until now.
      if (resumed === SIDE_BY_SIDE - 1) lookAgain();
    });
  }

  async function admit(id: string, body: string, work: Work, within?: Within): Promise<'taken' | 'known'> {
    const at = clock();
    const until = at + leaseMs;
    const isNew = await store.receive({ platform, id, body, at, until, ...(within && { within }) });
    if (isNew) void track(run({ id, body, attempts: 0 }, until, work));
    const outcome = isNew ? 'taken' : 'known';
    observe(outcome);
    return outcome;
  }

  return {
    async take(id, body, work, within) {
      if (closed) throw new DeskError('busy', 'The server is stopping.');
      return track(admit(id, body, work, within));
    },

    async resume(work) {
      if (closed) return;
      workAgain = work;
      // What a dead process held waits for a third of a lease more at the most; the query finds nothing in an index.
      timer ??= setInterval(lookAgain, leaseMs / 3).unref();
      await sweep();
    },

    async close() {
      closed = true;
      closing.resolve();
      if (timer) clearInterval(timer);
      for (const each of wakes) clearTimeout(each);
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

async function failureOf(work: () => Promise<unknown>): Promise<{ error: unknown } | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return { error };
  }
}

/** One line without secrets: it goes into the log and the store. */
function reason(error: unknown): string {
  return maskSecrets(error instanceof Error ? error.message : String(error)).slice(0, WHY_LENGTH);
}

/** Milliseconds that the other side asked to wait; 0 where the error carries none. */
function retryAfter(error: unknown): number {
  const given = typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : null;
  return typeof given === 'number' && given >= 0 ? given : 0;
}

/** Nothing would change by trying again. */
function isPermanent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'permanent' in error && error.permanent === true;
}
