/**
 * One server in a process of its own: `node server.ts <kind> <folder> <address of the faked cloud>`. Tells its parent
 * its address, and when all that the parent expects is done.
 */
import { join } from 'node:path';
import { configFrom } from '../../adapters/desk.ts';
import { createLog } from '../../adapters/log.ts';
import { startServer } from '../../adapters/server.ts';
import { createSlackMount } from '../../adapters/slack/mount.ts';
import { createAssistant } from '../../src/assistant.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { openStore } from '../../src/store/open.ts';
import { bareMount } from './bare.ts';
import type { Kind } from './plan.ts';
import { BOT_TOKEN, SIGNING_SECRET } from './plan.ts';
import { storeCalls } from './storeCalls.ts';

const [kind, folder = '', cloud = ''] = process.argv.slice(2);
const { helpdesk, questionLog, conversations, knowledgeDir } = configFrom({});
const corpus = loadCorpus(knowledgeDir);
const store = await openStore(`sqlite:${join(folder, `${kind}.db`)}`);
// Each line is made, as in service, and goes nowhere.
const log = createLog('info', { write: () => undefined });
const { openQuestionHours } = conversations;
const assistant = createAssistant({ corpus, store, clock: Date.now, helpdesk, openQuestionHours, questionLog });

let done = 0;
let expected = Number.POSITIVE_INFINITY;

function tell(): void {
  if (done < expected) return;
  expected = Number.POSITIVE_INFINITY;
  process.send?.({ drained: done });
}

function count(): void {
  done += 1;
  tell();
}

// Also when the parent is killed.
process.on('disconnect', () => process.exit());
process.on('message', (message: { expected: number }) => {
  expected = message.expected;
  tell();
});

async function mountOf(which: Kind) {
  if (which === 'bare') {
    return bareMount(async (_command, ack) => {
      await ack();
      count();
    });
  }
  if (which === 'stores') return bareMount(await storeCalls(store, corpus, { helpdesk, questionLog }, count));
  const mount = await createSlackMount({
    assistant,
    store,
    corpus,
    clock: Date.now,
    log,
    config: {
      signingSecret: SIGNING_SECRET,
      appToken: null,
      apiUrl: `${cloud}/api/`,
      auth: { kind: 'single', botToken: BOT_TOKEN },
      allowed: { workspaces: [], channels: [] },
      answersAnHour: 6,
    },
    observe(outcome) {
      if (outcome === 'done') count();
    },
  });
  await mount.start();
  return mount;
}

const server = await startServer({
  config: { host: '127.0.0.1', port: 0, cookieSecret: null },
  assistant,
  store,
  log,
  welcome: { name: corpus.name, greeting: corpus.texts.greeting, examples: corpus.examples },
  mounts: [await mountOf(kind as Kind)],
});
process.send?.({ url: server.url });
