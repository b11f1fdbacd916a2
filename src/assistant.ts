import type { DeliveryId } from './brand.ts';
import { isoDay } from './dialog/compose.ts';
import { createDialog } from './dialog/dialog.ts';
import { namedCheck } from './dialog/namedCheck.ts';
import { newSession, readNewest, readSession, type Session, writeSession } from './dialog/session.ts';
import { createSuggest } from './dialog/suggest.ts';
import type { Turn } from './dialog/turn.ts';
import { DeskError } from './errors.ts';
import { inTurn } from './inTurn.ts';
import { createIntent, type Intent } from './intent/intent.ts';
import type { Corpus } from './knowledge/types.ts';
import type { DetailedCheck } from './knowledge/versionCheck.ts';
import { maskSecrets } from './mask.ts';
import type { Message } from './message.ts';
import type { Helpdesk, Option, Reply } from './reply.ts';
import type { ConversationKey, QuestionRecord, Store, StoredSession, Turn as StoredTurn } from './store/port.ts';
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
   * words settled on one entry, answered the question that waits, are about a ticket of their author's that lives there, or
   * name a build to check. null otherwise: then nothing
   * at all is kept of it. A repeated delivery gets the same reply. Throws as `handle` does.
   */
  overhear(message: Message): Promise<Reply | null>;
  /**
   * The author has changed the newest message of a conversation: the turn that the delivery `original` made is taken back,
   * and `message`, with a delivery of its own, is handled in its place, and may be changed again under the same `original`.
   * null, and nothing changes: `original` made no turn, or not the newest one (a tap on 'why' aside); somebody else made
   * it; or it is older than a question may stay open. Its row in the question log stays as it is, and no second one is
   * written. A repeated delivery gets the same reply. Throws as `handle` does.
   */
  revise(message: Message, original: DeliveryId): Promise<Reply | null>;
  /**
   * For a search box: entries for what was typed so far, best first, and the corpus' examples where nothing was. Labels
   * have at most 75 characters; a value is what an action carries. Changes nothing, takes about a millisecond.
   */
  suggest(typed: string, count: number): Option[];
  /** For a search box, too: the check of the build that was typed, as `handle` answers it. null where it is none. */
  check(typed: string): DetailedCheck | null;
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
        const answer = () => dialog.step(before, message, now, session?.startedBy ?? message.user);
        return { before, turn: ticket ?? (desk ? remembered(answer(), before, message) : answer()), revises: null };
      }),
    overhear: (message) =>
      inOrder(message, async (session, now) => {
        const begun = session && readSession(session.state);
        const ticket = await desk?.overhear(begun ?? newSession(), message, now);
        if (ticket) return { before: begun ?? newSession(), turn: ticket, revises: null };
        const turn = dialog.overhear(begun, message, now, session?.startedBy ?? message.user);
        return (
          turn && {
            before: begun ?? newSession(),
            turn: desk ? remembered(turn, begun ?? newSession(), message) : turn,
            revises: null,
          }
        );
      }),
    revise: (message, original) =>
      inOrder(message, async (session, now) => {
        if (!session) return null;
        const newest = readNewest(session.state);
        if (newest?.delivery !== original || newest.user !== message.user) return null;
        if (now - newest.at > ground.openFor) return null;
        const { before } = newest;
        const ticket = await desk?.hear(before, message, now);
        const answer = () => dialog.step(before, message, now, session.startedBy);
        return { before, turn: ticket ?? (desk ? remembered(answer(), before, message) : answer()), revises: original };
      }),
    suggest: createSuggest(ground),
    check: (typed) => namedCheck(corpus, typed, isoDay(deps.clock())),
  };
}

interface Decided {
  before: Session;
  turn: Turn | TicketTurn;
  /** The delivery whose turn it takes the place of. */
  revises: DeliveryId | null;
}

/** What a message comes to in a conversation (null: it is new); `Silence`: it is not answered. */
type Decide<Silence extends null> = (session: StoredSession | null, now: number) => Promise<Decided | Silence>;

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
    const decided = await decide(known.session, now);
    if (decided === null) return decided;
    const saved = toSave(decided, known.session, message, key, now, deps);
    if ((await deps.store.saveTurn(saved)) === 'conflict') continue;
    if (saved.tickets) deps.tickets?.wake?.();
    return decided.turn.reply;
  }
  throw new DeskError('busy', 'This conversation is being answered elsewhere at the same moment.');
}

function toSave(
  { before, turn, revises }: Decided,
  known: StoredSession | null,
  message: Message,
  key: ConversationKey,
  at: number,
  deps: AssistantDeps,
): StoredTurn {
  const { question, tickets } = besides(turn, message, key, at, deps);
  // What changed a ticket has been told to others, and is not taken back by an edit.
  const delivery = tickets ? null : (revises ?? message.delivery);
  const own = delivery === null ? null : { delivery, user: message.user, at, before };
  // Who taps 'why' says nothing: what was said before it may still be changed.
  const saysNothing = message.source === 'action' && turn.reply.kind === 'explain';
  const newest = known !== null && saysNothing ? readNewest(known.state) : own;
  return {
    key,
    session: {
      state: writeSession(turn.session, newest),
      startedBy: known?.startedBy ?? message.user,
      revision: (known?.revision ?? 0) + 1,
    },
    delivery: message.delivery === null ? null : { id: message.delivery, reply: JSON.stringify(turn.reply) },
    question: revises === null ? question : null,
    tickets,
    at,
  };
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
