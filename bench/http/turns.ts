import { createAssistant } from '../../src/assistant.ts';
import type { Config } from '../../src/config.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import type { Message } from '../../src/message.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store, Turn } from '../../src/store/port.ts';

/** What the assistant would save for each question. `messageOf`: the question as the platform's adapter gives it on. */
export async function turnsOf(
  corpus: Corpus,
  { helpdesk, questionLog }: Pick<Config, 'helpdesk' | 'questionLog'>,
  messageOf: (n: number, question: string) => Message,
): Promise<Map<string, Turn>> {
  const turns = new Map<string, Turn>();
  const real = await openStore('sqlite::memory:');
  let asked = '';
  const store: Store = {
    ...real,
    async saveTurn(turn) {
      turns.set(asked, turn);
      return real.saveTurn(turn);
    },
  };
  const assistant = createAssistant({ corpus, store, clock: Date.now, helpdesk, openQuestionHours: 24, questionLog });
  for (const [n, question] of corpus.examples.entries()) {
    asked = question;
    await assistant.handle(messageOf(n, question));
  }
  await real.close();
  return turns;
}
