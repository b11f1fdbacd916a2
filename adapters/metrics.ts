import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DeliveryOutcome } from '../src/inbox.ts';
import type { InboxStore } from '../src/store/port.ts';

/** What an operator's monitoring reads. docs/operations.md lists the same. */
export interface Metrics {
  /** `kind`: the reply's, or what came instead of one: `silent`, `refused`, `failed`. */
  turn(platform: string, kind: string, seconds: number): void;
  delivery(platform: string, outcome: DeliveryOutcome): void;
  /** Measures the process, too; once, and only where somebody will ask: it costs a little all the time. */
  watchProcess(): void;
  /** All of it in the text form of Prometheus. */
  page(): Promise<{ contentType: string; text: string }>;
}

/** Seconds: a turn takes about a millisecond for the words and one for the store. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics(store: Pick<InboxStore, 'countUndelivered'>): Metrics {
  // Of its own: the library's common one would be shared with whatever else uses it in the process.
  const register = new Registry();
  const registers = [register];
  const turns = new Counter({
    name: 'desk_turns_total',
    help: 'Messages and taps that were handled, by platform and by the kind of the reply.',
    labelNames: ['platform', 'kind'],
    registers,
  });
  const seconds = new Histogram({
    name: 'desk_turn_seconds',
    help: 'Time from a message to its reply, storing included.',
    buckets: BUCKETS,
    registers,
  });
  const deliveries = new Counter({
    name: 'desk_deliveries_total',
    help: 'What platforms delivered, by what became of it.',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  new Gauge({
    name: 'desk_undelivered',
    help: 'Deliveries that were given up and are still kept; not a number while the store does not answer.',
    registers,
    async collect() {
      this.set(await store.countUndelivered().catch(() => Number.NaN));
    },
  });
  return {
    turn(platform, kind, took) {
      turns.inc({ platform, kind });
      seconds.observe(took);
    },
    delivery: (platform, outcome) => deliveries.inc({ platform, outcome }),
    watchProcess: () => collectDefaultMetrics({ register }),
    page: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}
