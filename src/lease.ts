import type { InboxStore } from './store/port.ts';

/** What this process holds on one delivery while it works on it. */
export interface Lease {
  /** Prolongs it now; false: another replica has it. A store that does not answer changes nothing. */
  keep(): Promise<boolean>;
  /** It was leased to this process anew. */
  renew(until: number): void;
  /** The work is over: losing the lease from here on is no news. */
  settle(): void;
  /** Ends the prolonging. */
  release(): void;
}

export interface LeaseDeps {
  store: Pick<InboxStore, 'prolong'>;
  platform: string;
  clock: () => number;
  leaseMs: number;
  /** Told once. */
  lost(id: string): void;
  failed(id: string, error: unknown): void;
}

/** Keeps a delivery leased, up to `until` at first, by prolonging it well before each end. */
export function holdLease(deps: LeaseDeps, id: string, until: number): Lease {
  const { store, platform, clock, leaseMs } = deps;
  let end = until;
  let state: 'held' | 'settled' | 'lost' = 'held';
  let last: Promise<boolean> = Promise.resolve(true);

  async function prolong(): Promise<boolean> {
    if (state === 'lost') return false;
    const next = clock() + leaseMs;
    try {
      if (await store.prolong(platform, id, { from: end, until: next })) {
        end = next;
        return true;
      }
    } catch (error) {
      deps.failed(id, error);
      return true;
    }
    if (state === 'held') deps.lost(id);
    state = 'lost';
    return false;
  }

  /** One after the other: each names the end that the one before has set. */
  function keep(): Promise<boolean> {
    last = last.then(prolong);
    return last;
  }

  const timer = setInterval(() => void keep(), leaseMs / 3);
  timer.unref();
  return {
    keep,
    renew(next) {
      end = next;
      if (state === 'lost') state = 'held';
    },
    settle() {
      if (state === 'held') state = 'settled';
    },
    release: () => clearInterval(timer),
  };
}
