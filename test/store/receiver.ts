/**
 * A process of its own for crashInbox.test.ts: `node receiver.ts <url> <lane,…> <count>` receives and finishes
 * deliveries in all the lanes at once, `count` in each, leased for LEASE_MS, and prints `received <id>` and
 * `finished <id>` after each step that was acknowledged.
 */
import { writeSync } from 'node:fs';
import { setImmediate as tick } from 'node:timers/promises';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { delivery } from './site.ts';

const [url = '', lanes = '', count = '0'] = process.argv.slice(2);
const LEASE_MS = 1000;

async function work(store: Store, lane: string): Promise<void> {
  for (let at = 0; at < Number(count); at += 1) {
    const id = `${lane}-${at}`;
    await store.receive(delivery(id, { at, until: at + LEASE_MS }));
    // Written at once, not buffered: a kill must not swallow what was acknowledged.
    writeSync(1, `received ${id}\n`);
    await tick();
    await store.finish('slack', id, at);
    writeSync(1, `finished ${id}\n`);
  }
}

const store = await openStore(url);
await Promise.all(lanes.split(',').map((lane) => work(store, lane)));
await store.close();
