import { randomUUID } from 'node:crypto';
import { createAssistant } from '../../src/assistant.ts';
import type { Config } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/reply.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store, Turn } from '../../src/store/port.ts';
import { rulesFrom } from '../../src/triageSettings.ts';

interface Recorded {
  turn: Turn;
  reply: Reply;
}

/** What the assistant would save and reply to each question. `messageOf`: the question as the platform's adapter gives it on. */
export async function turnsOf(
  corpus: Corpus,
  { helpdesk, questionLog, triage }: Pick<Config, 'helpdesk' | 'questionLog' | 'triage'>,
  messageOf: (n: number, question: string) => Message,
): Promise<Map<string, Recorded>> {
  const turns = new Map<string, Recorded>();
  let saved: Turn | null = null;
  const real = await openStore('sqlite::memory:');
  const store: Store = {
    ...real,
    async saveTurn(turn) {
      saved = turn;
      return real.saveTurn(turn);
    },
  };
  const tickets = { rules: rulesFrom(triage, corpus.sections), newId: randomUUID };
  const assistant = createAssistant({
    corpus,
    store,
    clock: Date.now,
    helpdesk,
    openQuestionHours: 24,
    questionLog,
    tickets,
  });
  for (const [n, question] of corpus.examples.entries()) {
    const reply = await assistant.handle(messageOf(n, question));
    if (saved) turns.set(question, { turn: saved, reply });
  }
  await real.close();
  return turns;
}
