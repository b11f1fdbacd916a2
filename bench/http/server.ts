/**
 * One server in a process of its own: `node server.ts <platform> <kind> <folder> <address of the faked cloud>`. Tells its
 * parent its address, and when all that the parent expects is done.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { configFrom } from '../../adapters/desk.ts';
import { createLog } from '../../adapters/log.ts';
import { startServer } from '../../adapters/server.ts';
import { createAssistant } from '../../src/assistant.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import { openStore } from '../../src/store/open.ts';
import { rulesFrom } from '../../src/triageSettings.ts';
import type { MountOf } from './leg.ts';
import type { Kind, LegName } from './plan.ts';

/** Each process loads its own platform's packages alone. */
const MOUNTS: Readonly<Record<LegName, () => Promise<{ mountOf: MountOf }>>> = {
  slack: () => import('./slack/mount.ts'),
  teams: () => import('./teams/mount.ts'),
};

const [leg, kind, folder = '', cloud = ''] = process.argv.slice(2);
const config = configFrom({});
const { helpdesk, questionLog, conversations, knowledgeDir, triage } = config;
const corpus = loadCorpus(knowledgeDir);
const store = await openStore(`sqlite:${join(folder, `${kind}.db`)}`);
// Each line is made, as in service, and goes nowhere.
const log = createLog('info', { write: () => undefined });
const { openQuestionHours } = conversations;
const tickets = { rules: rulesFrom(triage, corpus.sections), newId: randomUUID };
const assistant = createAssistant({
  corpus,
  store,
  clock: Date.now,
  helpdesk,
  openQuestionHours,
  questionLog,
  tickets,
});

let count = 0;
let expected = Number.POSITIVE_INFINITY;
let before = process.cpuUsage();

function tell(): void {
  if (count < expected) return;
  expected = Number.POSITIVE_INFINITY;
  const { user, system } = process.cpuUsage(before);
  process.send?.({ drained: count, processorMs: (user + system) / 1000 });
}

function done(): void {
  count += 1;
  tell();
}

// Also when the parent is killed.
process.on('disconnect', () => process.exit());
process.on('message', (message: { expected: number }) => {
  expected = message.expected;
  before = process.cpuUsage();
  tell();
});

const { mountOf } = await MOUNTS[leg as LegName]();
const server = await startServer({
  config: { host: '127.0.0.1', port: 0, cookieSecret: null },
  assistant,
  store,
  log,
  welcome: { name: corpus.name, greeting: corpus.texts.greeting, examples: corpus.examples },
  mounts: [await mountOf(kind as Kind, { assistant, store, corpus, config, log, cloud, done })],
});
process.send?.({ url: server.url });
