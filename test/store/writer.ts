/**
 * A process of its own for crash.test.ts: `node writer.ts <url> <conversation,…> <count>` saves turns in all the
 * conversations at once, `count` in each, and prints `<conversation> <revision>` after each one that was acknowledged.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { key, turn } from './site.ts';

const [url = '', conversations = '', count = '0'] = process.argv.slice(2);

async function write(store: Store, conversation: string): Promise<void> {
  for (let written = 0; written < Number(count); ) {
    const { session } = await store.load(key(conversation), null);
    const revision = (session?.revision ?? 0) + 1;
    const result = await store.saveTurn(turn(key(conversation), revision, `${conversation}-${revision}`, revision));
    if (result === 'conflict') continue;
    // Written at once, not buffered: a kill must not swallow what was acknowledged.
    writeSync(1, `${conversation} ${revision}\n`);
    written += 1;
  }
}

const store = await openStore(url);
await Promise.all(conversations.split(',').map((conversation) => write(store, conversation)));
await store.close();
