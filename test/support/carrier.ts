import { pino } from 'pino';
import { type Courier, createOutbox } from '../../src/triage/outbox.ts';
import type { OutboxStore } from '../../src/triage/port.ts';

/** Carries out what tickets have to say, as the running desk does. */
export interface Carrier {
  /** Resolves when everything is out; rejects after some seconds. */
  carried(): Promise<void>;
  close(): Promise<void>;
}

export function createCarrier(outbox: OutboxStore, couriers: ReadonlyMap<string, Courier>): Carrier {
  const { store, isEmpty } = watched(outbox);
  const { wake, close } = createOutbox({
    store,
    couriers,
    clock: Date.now,
    leaseMs: 10_000,
    backoffMs: 20,
    maxAttempts: 4,
    log: pino({ level: 'silent' }),
  });
  return {
    close,
    async carried() {
      const end = Date.now() + 8000;
      isEmpty();
      for (wake(); !isEmpty(); wake()) {
        if (Date.now() > end) throw new Error('something is still to go out');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** Whether nothing was left the last time that somebody looked, which must be since this was asked last. */
function watched(real: OutboxStore): { store: OutboxStore; isEmpty(): boolean } {
  const open = new Set<string>();
  let seenEmpty = false;
  const done = (id: string) => void open.delete(id);
  const store: OutboxStore = {
    ...real,
    claim: async (lease) => {
      const items = await real.claim(lease);
      for (const { id } of items) open.add(id);
      seenEmpty = items.length === 0;
      return items;
    },
    finish: (id) => real.finish(id).then(() => done(id)),
    giveUp: (id, change) => real.giveUp(id, change).then(() => done(id)),
  };
  return {
    store,
    isEmpty() {
      const was = seenEmpty && open.size === 0;
      seenEmpty = false;
      return was;
    },
  };
}
