import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { createIntent, type Intent } from '../../src/intent/intent.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Helpdesk } from '../../src/reply.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { type Agents, anyOf, listedAgents } from '../../src/triage/agents.ts';
import { createTriage, type Triage } from '../../src/triage/triage.ts';
import { rulesFrom, triageSection } from '../../src/triageSettings.ts';

/** The product's own corpus and store; the clock alone is the conversations'. */

/** The day for which the corpus' notes and the release list were written. */
const BEGIN = Date.parse('2026-11-22T09:00:00Z');

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const HELPDESK: Helpdesk = { name: 'the service desk', contact: 'servicedesk@contoso.example' };

/** Building takes a second or two: once for all conversations of a process. */
let built: { corpus: Corpus; intent: Intent } | null = null;

export function buildOnce(): { corpus: Corpus; intent: Intent } {
  if (!built) {
    const corpus = loadCorpus(`${ROOT}knowledge`);
    built = { corpus, intent: createIntent(corpus) };
  }
  return built;
}

/** One installation: its store outlives the assistants that `assistant` makes over it. */
export interface Site {
  store: Store;
  assistant(): Assistant;
  /** The agents' side; `extra`: who is an agent beside those of the settings. */
  triage(extra?: Agents): Triage;
  /** Called when something is to go out. */
  onNews(listener: () => void): void;
  wait(ms: number): void;
}

/** Somebody works on tickets. */
export const STAFFED = { agents: { all: ['cli:anna'] } };

/** @param settings the section `triage` of desk.yaml */
export async function openSite(url = 'sqlite::memory:', settings: object = STAFFED): Promise<Site> {
  const store = await openStore(url);
  const config = triageSection.parse(settings);
  const listeners: (() => void)[] = [];
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const rules = () => rulesFrom(config, buildOnce().corpus.sections);
  let now = BEGIN;
  return {
    store,
    onNews: (listener) => void listeners.push(listener),
    triage: (extra) => {
      const agents = anyOf(listedAgents(config.agents), ...(extra ? [extra] : []));
      return createTriage({ store, rules: rules(), agents, corpus: buildOnce().corpus, clock: () => now, wake });
    },
    assistant: () =>
      createAssistant({
        ...buildOnce(),
        store,
        clock: () => now,
        helpdesk: HELPDESK,
        openQuestionHours: 24,
        questionLog: { enabled: true, texts: true },
        tickets: { rules: rules(), newId: randomUUID, wake },
      }),
    wait: (ms) => {
      now += ms;
    },
  };
}
