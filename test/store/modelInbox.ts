import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Store } from '../../src/store/port.ts';
import { delivery, purged, type SiteKind } from './site.ts';

const STEPS = ['receive', 'finish', 'postpone', 'giveUp', 'prolong', 'claim', 'purge'] as const;

interface Step {
  kind: (typeof STEPS)[number];
  id: string;
  at: number;
  until: number;
  limit: number;
}

/** Few values each, so that steps meet the same deliveries, times and leases again and again. */
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(...STEPS, 'receive', 'claim'),
    id: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
    at: fc.integer({ min: 0, max: 6 }),
    until: fc.integer({ min: 0, max: 6 }),
    limit: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Any sequence of steps on the inbox gives what a plain list of rows gives. */
export function inboxModelContract(kind: SiteKind, runs: number): void {
  test(`${runs} generated sequences on the inbox of ${kind.name} beside a naive model`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const site = await kind.fresh();
        const store = await site.open();
        try {
          const model = createModel();
          for (const step of sequence) expect(await take(store, step)).toEqual(model.take(step));
          expect((await store.undelivered(9)).map((each) => [each.id, each.body, each.at]).sort()).toEqual(
            model.undelivered(),
          );
        } finally {
          await store.close();
          await site.remove();
        }
      }),
      { numRuns: runs },
    );
  }, 60_000);
}

function take(store: Store, { kind, id, at, until, limit }: Step): Promise<unknown> {
  switch (kind) {
    case 'receive':
      return store.receive(delivery(id, { at, until }));
    case 'finish':
      return store.finish('slack', id, at);
    case 'postpone':
      return store.postpone('slack', id, { until, why: 'busy' });
    case 'giveUp':
      return store.giveUp('slack', id, { at, why: 'gone' });
    case 'prolong':
      return store.prolong('slack', id, { from: at, until });
    case 'claim':
      return store.claim('slack', { now: at, until, limit });
    case 'purge':
      return store.purge(at, 0);
    default:
      return kind satisfies never;
  }
}

interface Row {
  id: string;
  body: string | null;
  attempts: number;
  at: number;
  due: number | null;
  ended: number | null;
}

function createModel() {
  let all: Row[] = [];

  function change(id: string, allowed: (due: number) => boolean, values: Partial<Row>): boolean {
    const row = all.find((each) => each.id === id);
    if (!row || row.due === null || !allowed(row.due)) return false;
    Object.assign(row, values);
    return true;
  }

  function receive(id: string, at: number, until: number): boolean {
    if (all.some((each) => each.id === id)) return false;
    all.push({ id, body: delivery(id).body, attempts: 0, at, due: until, ended: null });
    return true;
  }

  function claim(now: number, until: number, limit: number) {
    const due = all.filter((each) => each.due !== null && each.due <= now);
    due.sort((one, other) => one.at - other.at || one.id.localeCompare(other.id));
    return due.slice(0, limit).map((row) => {
      row.due = until;
      row.attempts += 1;
      return { id: row.id, body: row.body, attempts: row.attempts };
    });
  }

  function purge(before: number) {
    const old = all.filter((each) => (each.ended ?? each.due ?? 0) < before);
    all = all.filter((each) => !old.includes(each));
    return purged({ inbox: old.length });
  }

  return {
    take({ kind, id, at, until, limit }: Step): unknown {
      const any = () => true;
      if (kind === 'receive') return receive(id, at, until);
      if (kind === 'prolong') return change(id, (due) => due === at, { due: until });
      if (kind === 'claim') return claim(at, until, limit);
      if (kind === 'purge') return purge(at);
      if (kind === 'finish') change(id, any, { body: null, due: null, ended: at });
      if (kind === 'postpone') change(id, any, { due: until });
      if (kind === 'giveUp') change(id, any, { due: null, ended: at });
      return undefined;
    },
    undelivered: () =>
      all
        .filter((each) => each.due === null && each.body !== null)
        .map((each) => [each.id, each.body, each.ended])
        .sort(),
  };
}
