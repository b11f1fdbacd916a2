import { createDialog } from './dialog/dialog.ts';
import { newSession, readSession, writeSession } from './dialog/session.ts';
import { createSuggest } from './dialog/suggest.ts';
import type { Turn } from './dialog/turn.ts';
import { DeskError } from './errors.ts';
import { inTurn } from './inTurn.ts';
import { createIntent, type Intent } from './intent/intent.ts';
import type { Corpus } from './knowledge/types.ts';
import { maskSecrets } from './mask.ts';
import type { Message } from './message.ts';
import type { Helpdesk, Option, Reply } from './reply.ts';
import type { ConversationKey, QuestionRecord, Store, StoredSession } from './store/port.ts';
import type { TicketTurn } from './triage/here.ts';
import type { TicketSave } from './triage/port.ts';
import { createRequester } from './triage/requester.ts';
import type { Rules } from './triage/rules.ts';
import { addressOf } from './triage/ticket.ts';
import { remembered } from './triage/trail.ts';

/** The one way in: a message of any platform, to the reply. */
export interface Assistant {
  /**
   * Never throws for what a person typed. Throws a DeskError `conversation-not-yours` when somebody else speaks in a
   * private conversation, `requester-only` when somebody else speaks while a question waits that only the one who began
   * the conversation may answer, `store-unavailable` or `busy` when the turn could not be stored: then nothing has changed.
   */
  handle(message: Message): Promise<Reply>;
  /**
   * A message that nobody put to the bot, in a channel or in a thread. The reply only where it is sure to be wanted: the
   * words settled on one entry, answered the question that waits, or name a build to check. null otherwise: then nothing
   * at all is kept of it. A repeated delivery gets the same reply. Throws as `handle` does.
   */
  overhear(message: Message): Promise<Reply | null>;
  /**
   * For a search box: entries for what was typed so far, best first, and the corpus' examples where nothing was. Labels
   * have at most 75 characters; a value is what an action carries. Changes nothing, takes about a millisecond.
   */
  suggest(typed: string, count: number): Option[];
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
  /** Left out: there are no tickets, and people are sent to the helpdesk's address. */
  tickets?: TicketDeps | null;
}

interface TicketDeps {
  rules: Rules;
  /** Names a command whose message has no delivery of its own. */
  newId: () => string;
  /** Told when something new is to go out. */
  wake?: () => void;
}

/** How often a turn is repeated that another replica overtook. */
const ATTEMPTS = 5;
const HOUR = 3_600_000;

export function createAssistant(deps: AssistantDeps): Assistant {
  const { corpus, helpdesk } = deps;
  const intent = deps.intent ?? createIntent(corpus);
  const ground = { corpus, intent, helpdesk, openFor: deps.openQuestionHours * HOUR };
  const dialog = createDialog(ground);
  const desk = deps.tickets ? createRequester({ ground, rules: deps.tickets.rules, store: deps.store }) : null;
  const queue = inTurn();
  // Two messages of one conversation at the same moment are handled one after the other.
  const inOrder = <Silence extends null>(message: Message, decide: Decide<Silence>) => {
    const { platform, tenant, conversation } = message;
    const key = { platform, tenant, conversation };
    return queue(JSON.stringify(Object.values(key)), () => take(message, key, decide, deps));
  };
  return {
    handle: (message) =>
      inOrder<never>(message, async (session, now) => {
        const before = (session && readSession(session.state)) ?? newSession();
        const ticket = await desk?.hear(before, message, now);
        if (ticket) return ticket;
        const turn = dialog.step(before, message, now, session?.startedBy ?? message.user);
        return desk ? remembered(turn, message) : turn;
      }),
    overhear: (message) =>
      inOrder(message, async (session, now) => {
        const before = session && readSession(session.state);
        const turn = dialog.overhear(before, message, now, session?.startedBy ?? message.user);
        return turn && desk ? remembered(turn, message) : turn;
      }),
    suggest: createSuggest(ground),
  };
}

/** What a message comes to in a conversation (null: it is new); `Silence`: it is not answered. */
type Decide<Silence extends null> = (
  session: StoredSession | null,
  now: number,
) => Promise<Turn | TicketTurn | Silence>;

async function take<Silence extends null>(
  message: Message,
  key: ConversationKey,
  decide: Decide<Silence>,
  deps: AssistantDeps,
): Promise<Reply | Silence> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await deps.store.load(key, message.delivery);
    if (message.private && known.session && known.session.startedBy !== message.user) {
      throw new DeskError('conversation-not-yours', 'This conversation belongs to somebody else.');
    }
    if (known.reply !== null) return JSON.parse(known.reply) as Reply;
    const now = deps.clock();
    const turn = await decide(known.session, now);
    if (turn === null) return turn;
    const { session, reply } = turn;
    const aside = besides(turn, message, key, now, deps);
    const result = await deps.store.saveTurn({
      key,
      session: {
        state: writeSession(session),
        startedBy: known.session?.startedBy ?? message.user,
        revision: (known.session?.revision ?? 0) + 1,
      },
      delivery: message.delivery === null ? null : { id: message.delivery, reply: JSON.stringify(reply) },
      ...aside,
      at: now,
    });
    if (result === 'conflict') continue;
    if (aside.tickets) deps.tickets?.wake?.();
    return reply;
  }
  throw new DeskError('busy', 'This conversation is being answered elsewhere at the same moment.');
}

/** What is written beside session and reply: a command on tickets, or a row of the question log. */
function besides(
  turn: Turn | TicketTurn,
  message: Message,
  key: ConversationKey,
  at: number,
  deps: AssistantDeps,
): { question: QuestionRecord | null; tickets: TicketSave | null } {
  if (!('changes' in turn)) {
    return { question: deps.questionLog.enabled ? record(message, turn.reply, deps) : null, tickets: null };
  }
  // What belongs to a ticket stays with it: the log keeps questions, and never who asked.
  if (turn.changes.length === 0) return { question: null, tickets: null };
  const command = {
    id: `${addressOf(key)}#${message.delivery ?? deps.tickets?.newId()}`,
    result: JSON.stringify(turn.reply),
  };
  return { question: null, tickets: { command, changes: turn.changes, at } };
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
