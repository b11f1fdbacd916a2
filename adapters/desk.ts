import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { type Assistant, createAssistant } from '../src/assistant.ts';
import { type Config, readConfig } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';
import { createIntent, type Intent } from '../src/intent/intent.ts';
import { loadCorpus } from '../src/knowledge/load.ts';
import type { Corpus } from '../src/knowledge/types.ts';
import { maskSecrets } from '../src/mask.ts';
import type { Message } from '../src/message.ts';
import type { Reply } from '../src/reply.ts';
import { openStore } from '../src/store/open.ts';
import type { Store } from '../src/store/port.ts';
import { type Agents, anyOf, listedAgents, webhookAgents } from '../src/triage/agents.ts';
import type { Rules } from '../src/triage/rules.ts';
import { createTriage, type Triage } from '../src/triage/triage.ts';
import { rulesFrom } from '../src/triageSettings.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** Everything a start-up puts together, from the environment to the assistant. */
export interface Desk {
  config: Config;
  corpus: Corpus;
  /** Built once: it takes some tenths of a second. */
  intent: Intent;
  store: Store;
  assistant: Assistant;
  /** The agents' side; null: tickets are switched off. */
  triage: Triage | null;
  /** Whoever is an agent by these is one beside those that the settings list. */
  addAgents(agents: Agents): void;
  /** Told when something new is to go out to requesters or channels. */
  onNews(listener: () => void): void;
  metrics: Metrics;
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
  const intent = createIntent(corpus);
  const rules = rulesOf(config, corpus);
  const listeners: (() => void)[] = [];
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const bare = createAssistant({
    corpus,
    intent,
    store,
    clock: Date.now,
    helpdesk: config.helpdesk,
    openQuestionHours: config.conversations.openQuestionHours,
    questionLog: config.questionLog,
    tickets: config.triage.enabled ? { rules, newId: randomUUID, wake } : null,
  });
  const level = quiet && !env.LOG_LEVEL ? 'warn' : config.logLevel;
  const log = createLog(level);
  const metrics = createMetrics(store);
  const assistant = observed(bare, { metrics, log, texts: config.log.messageTexts });
  const more: Agents[] = [];
  const others: Agents = { mayAct: (person, category) => anyOf(...more).mayAct(person, category) };
  const triage = config.triage.enabled ? triageOver(config, corpus, store, { wake, others }) : null;
  const addAgents = (agents: Agents) => void more.push(agents);
  const onNews = (listener: () => void) => void listeners.push(listener);
  return { config, corpus, intent, store, assistant, triage, addAgents, onNews, metrics, log };
}

function rulesOf({ triage, webhooks }: Config, { sections }: Corpus): Rules {
  return rulesFrom(
    triage,
    sections,
    webhooks.endpoints.map(({ id }) => id),
  );
}

function triageOver(
  config: Config,
  corpus: Corpus,
  store: Store,
  { wake, others }: { wake?: () => void; others?: Agents } = {},
): Triage {
  const rules = rulesOf(config, corpus);
  const listed = listedAgents(config.triage.agents);
  const systems = webhookAgents(config.webhooks.sources.map(({ id }) => id));
  const agents = anyOf(listed, systems, ...(others ? [others] : []));
  // At the prompt nobody can look up who is in a platform's group: there a colleague of a platform is taken at their word.
  const mayHave: Agents['mayAct'] = async (person, category) =>
    (others === undefined && person.platform !== 'cli') || agents.mayAct(person, category);
  return createTriage({ store, rules, agents, mayHave, corpus, clock: Date.now, ...(wake ? { wake } : {}) });
}

/** What agents need at the prompt, without the intent layer, which takes longer to build than they want to wait. */
export interface TriageDesk {
  triage: Triage;
  store: Store;
  timeZone: string;
}

/** Throws as `openDesk` does, and a DeskError `not-allowed` where the settings switch tickets off. */
export async function openTriage(env: Environment): Promise<TriageDesk> {
  const config = configFrom(env);
  if (!config.triage.enabled) throw new DeskError('not-allowed', 'desk.yaml switches tickets off.');
  const corpus = loadCorpus(config.knowledgeDir);
  const store = await openStore(config.databaseUrl);
  return { triage: triageOver(config, corpus, store), store, timeZone: config.triage.timeZone };
}

interface Observing {
  metrics: Pick<Metrics, 'turn'>;
  log: Logger;
  /** What was typed goes into the log, too, masked for secrets. */
  texts: boolean;
}

/** One line a turn: what came of it. Metrics count all, failures too. */
function observed(assistant: Assistant, { metrics, log, texts }: Observing): Assistant {
  async function turn<T extends Reply | null>({ platform, text }: Message, work: Promise<T>): Promise<T> {
    const start = performance.now();
    const count = (kind: string) => metrics.turn(platform, kind, (performance.now() - start) / 1000);
    const reply = await work.catch((error: unknown) => {
      count(error instanceof DeskError && error.status < 500 ? 'refused' : 'failed');
      throw error;
    });
    const kind = reply?.kind ?? 'silent';
    count(kind);
    const line = { platform, kind, confidence: reply?.confidence ?? null, ms: Math.round(performance.now() - start) };
    // What nobody put to the bot is not written down, not even masked.
    if (reply === null) log.debug(line, 'turn');
    else log.info(texts ? { ...line, text: maskSecrets(text) } : line, 'turn');
    return reply;
  }
  return {
    ...assistant,
    handle: (message) => turn(message, assistant.handle(message)),
    overhear: (message) => turn(message, assistant.overhear(message)),
    revise: (message, original) => turn(message, assistant.revise(message, original)),
  };
}
