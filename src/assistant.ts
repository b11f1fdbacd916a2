import type { DeliveryId } from './brand.ts';
import { createDialog } from './dialog/dialog.ts';
import { newSession, readNewest, readSession, type Session, writeSession } from './dialog/session.ts';
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
   * The author has changed the newest message of a conversation: the turn that the delivery `original` made is taken back,
   * and `message`, with a delivery of its own, is handled in its place, and may be changed again under the same `original`.
   * null, and nothing changes: `original` made no turn, or not the newest one; somebody else made it; or it is older than a
   * question may stay open. Its row in the question log stays as it is, and no second one is written. A repeated delivery
   * gets the same reply. Throws as `handle` does.
   */
  revise(message: Message, original: DeliveryId): Promise<Reply | null>;
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
}

/** How often a turn is repeated that another replica overtook. */
const ATTEMPTS = 5;
const HOUR = 3_600_000;

export function createAssistant(deps: AssistantDeps): Assistant {
  const { corpus, helpdesk } = deps;
  const intent = deps.intent ?? createIntent(corpus);
  const ground = { corpus, intent, helpdesk, openFor: deps.openQuestionHours * HOUR };
  const dialog = createDialog(ground);
  const queue = inTurn();
  // Two messages of one conversation at the same moment are handled one after the other.
  const inOrder = <Silence extends null>(message: Message, decide: Decide<Silence>) => {
    const { platform, tenant, conversation } = message;
    const key = { platform, tenant, conversation };
    return queue(JSON.stringify(Object.values(key)), () => take(message, key, decide, deps));
  };
  return {
    handle: (message) =>
      inOrder<never>(message, (session, now) => {
        const before = (session && readSession(session.state)) ?? newSession();
        return { before, turn: dialog.step(before, message, now, session?.startedBy ?? message.user), revises: null };
      }),
    overhear: (message) =>
      inOrder(message, (session, now) => {
        const begun = session && readSession(session.state);
        const turn = dialog.overhear(begun, message, now, session?.startedBy ?? message.user);
        return turn && { before: begun ?? newSession(), turn, revises: null };
      }),
    revise: (message, original) =>
      inOrder(message, (session, now) => {
        if (!session) return null;
        const newest = readNewest(session.state);
        if (newest?.delivery !== original || newest.user !== message.user) return null;
        if (now - newest.at > ground.openFor) return null;
        const { before } = newest;
        return { before, turn: dialog.step(before, message, now, session.startedBy), revises: original };
      }),
    suggest: createSuggest(ground),
  };
}

interface Decided {
  before: Session;
  turn: Turn;
  /** The delivery whose turn it takes the place of. */
  revises: DeliveryId | null;
}

/** What a message comes to in a conversation (null: it is new); `Silence`: it is not answered. */
type Decide<Silence extends null> = (session: StoredSession | null, now: number) => Decided | Silence;

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
    const decided = decide(known.session, now);
    if (decided === null) return decided;
    const { before, revises } = decided;
    const { session, reply } = decided.turn;
    const delivery = revises ?? message.delivery;
    const result = await deps.store.saveTurn({
      key,
      session: {
        state: writeSession(session, delivery === null ? null : { delivery, user: message.user, at: now, before }),
        startedBy: known.session?.startedBy ?? message.user,
        revision: (known.session?.revision ?? 0) + 1,
      },
      delivery: message.delivery === null ? null : { id: message.delivery, reply: JSON.stringify(reply) },
      question: deps.questionLog.enabled && revises === null ? record(message, reply, deps) : null,
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
