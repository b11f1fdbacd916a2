import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Store, Turn } from '../../src/store/port.ts';
import { key, purged, type SiteKind, turn } from './site.ts';

type Step =
  | { kind: 'save'; turn: Turn }
  | { kind: 'load'; turn: Turn }
  | { kind: 'purge'; before: number; log: number };

/** Few values each, so that steps meet the same conversations, revisions, deliveries and times again and again. */
const turns = fc
  .record({
    conversation: fc.constantFrom('C1', 'C2'),
    tenant: fc.constantFrom('T1', 'T2'),
    revision: fc.integer({ min: 1, max: 4 }),
    id: fc.constantFrom(null, 'd1', 'd2', 'd3', 'd4'),
    at: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ conversation, tenant, revision, id, at }) => turn(key(conversation, tenant), revision, id, at));

const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: turns.map((each): Step => ({ kind: 'save', turn: each })) },
    { weight: 3, arbitrary: turns.map((each): Step => ({ kind: 'load', turn: each })) },
    {
      weight: 1,
      arbitrary: fc
        .record({ before: fc.integer({ min: 0, max: 6 }), log: fc.integer({ min: 0, max: 6 }) })
        .map((bounds): Step => ({ kind: 'purge', ...bounds })),
    },
  ),
  { minLength: 1, maxLength: 40 },
);

/** Any sequence of steps gives what a plain list of rows gives. */
export function modelContract(kind: SiteKind, runs: number): void {
  describe(`${kind.name} beside a naive model`, () => {
    test(`${runs} generated sequences`, async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const site = await kind.fresh();
          const store = await site.open();
          try {
            const model = createModel();
            for (const step of sequence) expect(await take(store, step)).toEqual(model.take(step));
            expect(await store.questions(100)).toEqual(model.questions());
          } finally {
            await store.close();
            await site.remove();
          }
        }),
        { numRuns: runs },
      );
    }, 60_000);
  });
}

async function take(store: Store, step: Step): Promise<unknown> {
  if (step.kind === 'save') return store.saveTurn(step.turn);
  if (step.kind === 'load') return store.load(step.turn.key, step.turn.delivery?.id ?? null);
  return store.purge(step.before, step.log);
}

function createModel() {
  const sessions = new Map<string, Turn>();
  const deliveries = new Map<string, Turn>();
  let log: Turn[] = [];
  const name = (each: Turn) => JSON.stringify(each.key);
  const deliveryName = (each: Turn) => `${name(each)} ${each.delivery?.id}`;

  function save(each: Turn): string {
    const before = sessions.get(name(each))?.session.revision ?? 0;
    if (each.session.revision !== before + 1) return 'conflict';
    if (each.delivery && deliveries.has(deliveryName(each))) return 'conflict';
    sessions.set(name(each), each);
    if (each.delivery) deliveries.set(deliveryName(each), each);
    if (each.question) log.push(each);
    return 'saved';
  }

  function purgeMap(map: Map<string, Turn>, before: number): number {
    const old = [...map].filter(([, each]) => each.at < before);
    for (const [entry] of old) map.delete(entry);
    return old.length;
  }

  return {
    take(step: Step): unknown {
      if (step.kind === 'save') return save(step.turn);
      if (step.kind === 'load') {
        const reply = step.turn.delivery ? deliveries.get(deliveryName(step.turn))?.delivery?.reply : null;
        return { session: sessions.get(name(step.turn))?.session ?? null, reply: reply ?? null };
      }
      const questions = log.filter((each) => each.at < step.log).length;
      log = log.filter((each) => each.at >= step.log);
      const removed = {
        sessions: purgeMap(sessions, step.before),
        deliveries: purgeMap(deliveries, step.before),
        questions,
      };
      return purged(removed);
    },
    questions: () =>
      log
        .map((each, index) => ({ each, index }))
        .sort((a, b) => b.each.at - a.each.at || b.index - a.index)
        .map(({ each }) => ({ ...each.question, at: each.at })),
  };
}
