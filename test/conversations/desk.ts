import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { createIntent, type Intent } from '../../src/intent/intent.ts';
import { loadCorpus } from '../../src/knowledge/load.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Helpdesk } from '../../src/reply.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
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
  wait(ms: number): void;
}

export async function openSite(url = 'sqlite::memory:'): Promise<Site> {
  const store = await openStore(url);
  let now = BEGIN;
  return {
    store,
    assistant: () =>
      createAssistant({
        ...buildOnce(),
        store,
        clock: () => now,
        helpdesk: HELPDESK,
        openQuestionHours: 24,
        questionLog: { enabled: true, texts: true },
        tickets: { rules: rulesFrom(triageSection.parse({}), buildOnce().corpus.sections), newId: randomUUID },
      }),
    wait: (ms) => {
      now += ms;
    },
  };
}
