import { existsSync, readFileSync } from 'node:fs';
import pino, { type Logger } from 'pino';
import { type Assistant, createAssistant } from '../src/assistant.ts';
import { type Config, readConfig } from '../src/config.ts';
import { loadCorpus } from '../src/knowledge/load.ts';
import type { Corpus } from '../src/knowledge/types.ts';
import { openStore } from '../src/store/open.ts';
import type { Store } from '../src/store/port.ts';

/** Everything a start-up puts together, from the environment to the assistant. */
export interface Desk {
  config: Config;
  corpus: Corpus;
  store: Store;
  assistant: Assistant;
  log: Logger;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a DeskError `config-invalid`. */
export function configFrom(env: Environment): Config {
  return readConfig(env, (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null));
}

/**
 * Opens the store and builds the assistant. `keep: false`: nothing outlives the process. Throws a DeskError
 * `config-invalid`, `corpus-invalid` or `store-unavailable`.
 */
export async function openDesk(env: Environment, { keep = true }: { keep?: boolean } = {}): Promise<Desk> {
  const config = configFrom(env);
  const corpus = loadCorpus(config.knowledgeDir);
  const store = await openStore(keep ? config.databaseUrl : 'sqlite::memory:');
  const assistant = createAssistant({
    corpus,
    store,
    clock: Date.now,
    helpdesk: config.helpdesk,
    openQuestionHours: config.conversations.openQuestionHours,
    questionLog: config.questionLog,
  });
  // Standard error, so that scripts read replies alone from standard output.
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  return { config, corpus, store, assistant, log };
}
