/**
 * A process of its own for crash.test.ts. It prints `ready`, waits for a line `["<url>","<prefix>"]`, then lets four
 * requesters and agents work on tickets side by side and carries news out, and prints `begun <job>`, `done <id>` and
 * `sent <nanoseconds> <ticket> <target> <item> <kind>`.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { openStore } from '../../src/store/open.ts';
import { createOutbox } from '../../src/triage/outbox.ts';
import { createWork, type Job } from './crashWork.ts';

// Written at once, not buffered: a kill must not swallow what was acknowledged.
const say = (line: string) => writeSync(1, `${line}\n`);

// What is killed would never write it.
flushCompileCache();
say('ready');
const [told] = await once(createInterface(process.stdin), 'line');
const [url, prefix] = z.tuple([z.string(), z.string()]).parse(JSON.parse(String(told)));
const store = await openStore(url);
const work = createWork(store);

const outbox = createOutbox({
  store: store.outbox,
  couriers: new Map([
    [
      'slack',
      {
        deliver: async ({ id, ticket, target, kind }) => {
          say(`sent ${process.hrtime.bigint()} ${ticket} ${target} ${id} ${kind}`);
        },
      },
    ],
  ]),
  clock: Date.now,
  leaseMs: 1000,
  backoffMs: 10,
  maxAttempts: 1000,
  log: { warn: () => undefined, error: () => undefined },
});
outbox.wake();

const KINDS = ['comment', 'claim', 'note', 'ask', 'comment', 'resolve', 'reject', 'reopen'] as const;

function job(lane: number, n: number): Job {
  const id = `${prefix}-${lane}-${n}`;
  if (n % 9 === 0) return { id, is: 'open' };
  // All lanes work on the same few tickets.
  return { id, is: KINDS[(lane * 3 + n) % KINDS.length] ?? 'note', number: 1 + ((lane + n) % 5) };
}

async function run(lane: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const next = job(lane, n);
    say(`begun ${JSON.stringify(next)}`);
    await work(next);
    say(`done ${next.id}`);
    outbox.wake();
  }
}

await Promise.all([0, 1, 2, 3].map(run));
