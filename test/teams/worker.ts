/**
 * The product in a process of its own for crash.test.ts: `node worker.ts <store url> <fake's url> <token>` prints its
 * address and serves until it is killed.
 */
import { pino } from 'pino';
import { startServer } from '../../adapters/server.ts';
import { createTeamsMount } from '../../adapters/teams/mount.ts';
import { createAssistant } from '../../src/assistant.ts';
import { openStore } from '../../src/store/open.ts';
import { buildOnce, HELPDESK } from '../conversations/desk.ts';
import { CLOUD } from './harness.ts';

const [storeUrl = '', fakeUrl = '', token = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const store = await openStore(storeUrl);
const { corpus, intent } = buildOnce();
const assistant = createAssistant({
  corpus,
  intent,
  store,
  clock: Date.now,
  helpdesk: HELPDESK,
  openQuestionHours: 24,
  questionLog: { enabled: true, texts: true },
});
const mount = await createTeamsMount({
  assistant,
  store,
  corpus,
  config: CLOUD,
  clock: Date.now,
  log,
  places: { openIdUrl: `${fakeUrl}/openid`, token: async () => token },
  // What a killed process held is free again soon.
  leaseMs: 600,
  invokeMs: 500,
});
const server = await startServer({
  config: { host: '127.0.0.1', port: 0, cookieSecret: null },
  assistant,
  store,
  log,
  welcome: { name: corpus.name, greeting: corpus.texts.greeting, examples: corpus.examples },
  mounts: [mount],
});
await mount.start();
process.stdout.write(`${server.url}\n`);
