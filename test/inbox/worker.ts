/**
 * A process of its own for crash.test.ts: `node worker.ts <url> <prefix>` takes one delivery after the other without
 * waiting for their work, and prints `taken <id>` and `done <id>`.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInbox } from '../../src/inbox.ts';
import { openStore } from '../../src/store/open.ts';

const [url = '', prefix = ''] = process.argv.slice(2);
const silent = { warn: () => undefined, error: () => undefined };
const store = await openStore(url);
const inbox = createInbox({
  store,
  platform: 'slack',
  clock: Date.now,
  leaseMs: 300,
  backoffMs: 10,
  maxAttempts: 5,
  log: silent,
});

for (let n = 0; ; n += 1) {
  const id = `${prefix}${n}`;
  await inbox.take(id, id, async () => {
    await sleep(n % 5);
    writeSync(1, `done ${id}\n`);
  });
  // Written at once, not buffered: a kill must not swallow what was acknowledged.
  writeSync(1, `taken ${id}\n`);
  await sleep(1);
}
