import { existsSync, readFileSync } from 'node:fs';
import pino, { type Logger } from 'pino';
import { type Assistant, createAssistant } from '../src/assistant.ts';
import { type Config, readConfig } from '../src/config.ts';
import { loadCorpus } from '../src/knowledge/load.ts';
import type { Corpus } from '../src/knowledge/types.ts';
import { maskSecrets } from '../src/mask.ts';
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

export interface OpenOptions {
  /** false: nothing outlives the process. */
  keep?: boolean;
  /** A person at the prompt sees warnings alone, unless LOG_LEVEL asks for more. */
  quiet?: boolean;
}

/**
 * Opens the store and builds the assistant. Throws a DeskError
 * `config-invalid`, `corpus-invalid` or `store-unavailable`.
 */
export async function openDesk(env: Environment, { keep = true, quiet = false }: OpenOptions = {}): Promise<Desk> {
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
  const level = quiet && !env.LOG_LEVEL ? 'warn' : config.logLevel;
  const log = pino({ level }, pino.destination({ dest: 2, sync: true }));
  return { config, corpus, store, assistant: logged(assistant, log, config.log.messageTexts), log };
}

/** One line a turn: what came of it, and the text only where the settings ask for it. */
function logged(assistant: Assistant, log: Logger, texts: boolean): Assistant {
  return {
    async handle(message) {
      const start = performance.now();
      const reply = await assistant.handle(message);
      const { platform, text } = message;
      const line = {
        platform,
        kind: reply.kind,
        confidence: reply.confidence,
        ms: Math.round(performance.now() - start),
      };
      log.info(texts ? { ...line, text: maskSecrets(text) } : line, 'turn');
      return reply;
    },
  };
}
