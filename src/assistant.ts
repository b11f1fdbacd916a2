import { createDialog, type Dialog } from './dialog/dialog.ts';
import { newSession, readSession, writeSession } from './dialog/session.ts';
import { DeskError } from './errors.ts';
import { inTurn } from './inTurn.ts';
import { createIntent, type Intent } from './intent/intent.ts';
import type { Corpus } from './knowledge/types.ts';
import { maskSecrets } from './mask.ts';
import type { Message } from './message.ts';
import type { Helpdesk, Reply } from './reply.ts';
import type { ConversationKey, QuestionRecord, Store } from './store/port.ts';

/** The one way in: a message of any platform, to the reply. */
export interface Assistant {
  /**
   * Never throws for what a person typed. Throws a DeskError `conversation-not-yours` when somebody else speaks in a
   * private conversation, `store-unavailable` or `busy` when the turn could not be stored: then nothing has changed.
   */
  handle(message: Message): Promise<Reply>;
}

export interface AssistantDeps {
  corpus: Corpus;
  /** Made from the corpus when left out. */
  intent?: Intent;
  store: Store;
  /** Milliseconds since 1970. */
  clock: () => number;
  helpdesk: Helpdesk;
  openQuestionHours: number;
  questionLog: { enabled: boolean; texts: boolean };
}

/** How often a turn is repeated that another replica overtook. */
const ATTEMPTS = 5;
const HOUR = 3_600_000;

export function createAssistant(deps: AssistantDeps): Assistant {
  const { corpus, helpdesk } = deps;
  const intent = deps.intent ?? createIntent(corpus);
  const dialog = createDialog({ corpus, intent, helpdesk, openFor: deps.openQuestionHours * HOUR });
  const queue = inTurn();
  return {
    handle: (message) => {
      const key: ConversationKey = {
        platform: message.platform,
        tenant: message.tenant,
        conversation: message.conversation,
      };
      // Two messages of one conversation at the same moment are handled one after the other.
      return queue(JSON.stringify(Object.values(key)), () => handle(message, key, dialog, deps));
    },
  };
}

async function handle(message: Message, key: ConversationKey, dialog: Dialog, deps: AssistantDeps): Promise<Reply> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await deps.store.load(key, message.delivery);
    if (message.private && known.session && known.session.startedBy !== message.user) {
      throw new DeskError('conversation-not-yours', 'This conversation belongs to somebody else.');
    }
    if (known.reply !== null) return JSON.parse(known.reply) as Reply;
    const now = deps.clock();
    const before = (known.session && readSession(known.session.state)) ?? newSession();
    const { session, reply } = dialog.step(before, message, now);
    const result = await deps.store.saveTurn({
      key,
      session: {
        state: writeSession(session),
        startedBy: known.session?.startedBy ?? message.user,
        revision: (known.session?.revision ?? 0) + 1,
      },
      delivery: message.delivery === null ? null : { id: message.delivery, reply: JSON.stringify(reply) },
      question: deps.questionLog.enabled ? record(message, reply, deps) : null,
      at: now,
    });
    if (result === 'saved') return reply;
  }
  throw new DeskError('busy', 'This conversation is being answered elsewhere at the same moment.');
}

function record(message: Message, reply: Reply, deps: AssistantDeps): QuestionRecord {
  return {
    platform: message.platform,
    text: deps.questionLog.texts && message.source !== 'action' ? maskSecrets(message.text.slice(0, 4000)) : null,
    outcome: reply.kind,
    entry: 'entry' in reply ? reply.entry : null,
    confidence: reply.confidence,
    corpusVersion: deps.corpus.version,
  };
}
