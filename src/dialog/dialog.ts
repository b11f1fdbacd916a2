import type { FactName, UserId } from '../brand.ts';
import { type Command, readCommands, readVersionQuestion } from '../intent/commands.ts';
import type { Understanding } from '../intent/types.ts';
import type { Message } from '../message.ts';
import type { Reply } from '../reply.ts';
import type { Ground } from './context.ts';
import { cleaned, offeredOption } from './heard.ts';
import { hearOpen, hearParked } from './hearOpen.ts';
import {
  browse,
  cancel,
  explainAnswer,
  explainQuestion,
  greet,
  handOver,
  help,
  startOver,
  thank,
} from './plainReplies.ts';
import { hearQuestion } from './question.ts';
import { type Reserved, refuseOthers, reserved } from './requester.ts';
import { readGivenFacts } from './resolve.ts';
import { newSession, type Open, type Session } from './session.ts';
import { signed } from './signed.ts';
import { forget, openOptions, otherServer, tapEntry, tapFact, tapNone, tapStep } from './taps.ts';
import { type At, expired, failed, plain, type Turn } from './turn.ts';
import { BARE_NONE, readValue, VALUES } from './values.ts';

/** Characters that one message may have. Longer ones are refused, not cut: nothing a person typed is lost silently. */
export const MESSAGE_LIMIT = 4000;

/** Session and message, to the next session and the reply. Pure: the same in, the same out. */
export interface Dialog {
  /**
   * `requester`: the one who began the conversation. Throws a DeskError `requester-only` where somebody else would
   * answer what only that person may.
   */
  step(session: Session, message: Message, now: number, requester: UserId): Turn;
  /**
   * Put to nobody; null: better unanswered. `session` null: the first message of a conversation. Throws as `step` does,
   * but only for what it would answer.
   */
  overhear(session: Session | null, message: Message, now: number, requester: UserId): Turn | null;
}

export function createDialog(ground: Ground): Dialog {
  function step(session: Session, message: Message, now: number, requester: UserId): Turn {
    const kept = lapse(session, now, ground.openFor);
    const others = message.user === requester ? NOTHING : reserved(kept, ground);
    if (others.open) refuseOthers();
    const turn = take(ground, kept, message, now);
    if (others.facts.some((name) => turn.session.facts[name] !== kept.facts[name])) refuseOthers();
    return turn;
  }

  return {
    step,
    overhear(session, message, now, requester) {
      if (message.source !== 'message') return null;
      const before = session ? lapse(session, now, ground.openFor) : newSession();
      const turn = take(ground, before, message, now);
      if (!isSettled(turn.reply, cleaned(message.text), session !== null)) return null;
      return session ? step(session, message, now, requester) : turn;
    },
  };
}

const NOTHING: Reserved = { open: false, facts: [] };

function take(ground: Ground, session: Session, message: Message, now: number): Turn {
  const given = readGivenFacts(message.facts, ground.corpus.facts);
  const at: At = { ground, now, session: { ...session, facts: { ...session.facts, ...given.facts } } };
  if (given.problem !== null) return failed(at, 'fact-invalid', given.problem);
  const stated = new Set(Object.keys(given.facts) as FactName[]);
  return signed(takeIn(at, message, stated), message, session.last);
}

function takeIn(at: At, message: Message, stated: ReadonlySet<FactName>): Turn {
  if (message.source === 'action') return tap(at, message.value);
  return message.quoted ? hearQuoted(at, cleaned(message.text), stated) : hear(at, message.text, stated);
}

/**
 * An entry is said only where the words settled on it, or answered what waits; a check counts where they name the build.
 * `begun`: the words may have answered a question.
 */
function isSettled(reply: Reply, text: string, begun: boolean): boolean {
  switch (reply.kind) {
    case 'ask':
      return reply.retry === null;
    case 'answer':
      return begun || !reply.notCovered;
    case 'version': {
      const named = readVersionQuestion(text);
      return reply.check !== null && named !== null && 'version' in named;
    }
    case 'clarify':
    case 'unknown':
    case 'browse':
    case 'explain':
    case 'help':
    case 'smalltalk':
    case 'cancelled':
    case 'ticket':
    case 'tickets':
    case 'error':
      return false;
    default:
      return reply satisfies never;
  }
}

/** A question that nobody answered in time no longer waits. */
function lapse(session: Session, now: number, openFor: number): Session {
  const waits = (open: Open) => now - open.askedAt <= openFor;
  return {
    ...session,
    open: session.open && waits(session.open) ? session.open : null,
    parked: session.parked.filter(waits),
  };
}

function hear(at: At, typed: string, stated: ReadonlySet<FactName>): Turn {
  const text = cleaned(typed);
  const option = offeredOption(at.session.offered, text);
  return option ? tap(at, option.value) : hearWords(at, text, stated);
}

/** Somebody else's words: whatever waits here waits for others. */
function hearQuoted(at: At, text: string, stated: ReadonlySet<FactName>): Turn {
  return unreadable(at, text) ?? hearQuestion(at, text, at.ground.intent.understand(text), stated);
}

function hearWords(at: At, text: string, stated: ReadonlySet<FactName>): Turn {
  return unreadable(at, text) ?? understandWords(at, text, stated);
}

function unreadable(at: At, text: string): Turn | null {
  if (text === '') return failed(at, 'message-empty', 'I received a message without words.');
  if (text.length > MESSAGE_LIMIT) {
    return failed(
      at,
      'message-too-long',
      `Your message has ${text.length} characters, I read at most ${MESSAGE_LIMIT}.`,
    );
  }
  return null;
}

function understandWords(at: At, text: string, stated: ReadonlySet<FactName>): Turn {
  const commands = readCommands(text);
  const controlled = control(at, commands);
  if (controlled) return controlled;
  let known: Understanding | undefined;
  const understand = () => {
    known ??= at.ground.intent.understand(text, { entry: at.session.answered?.entry ?? null });
    return known;
  };
  const answered = hearOpen(at, text, understand) ?? hearParked(at, text, understand);
  if (answered) return answered;
  // 'Yes', 'next', 'I don't know' and a bare number mean nothing without a question.
  if (commands.length > 0 || /^\W*\d{1,2}\W*$/.test(text)) {
    return plain(at, 'help', 'There is no open question that this would answer. What would you like to know?');
  }
  return hearQuestion(at, text, understand(), stated);
}

const CONTROLS: Partial<Record<Command, (at: At) => Turn>> = {
  cancel,
  'start-over': startOver,
  'other-server': otherServer,
  'why-asked': explainQuestion,
  'why-answer': explainAnswer,
  help,
  browse: (at) => browse(at, null),
  helpdesk: handOver,
  greeting: greet,
  thanks: thank,
};

function control(at: At, commands: readonly Command[]): Turn | null {
  for (const command of commands) {
    const act = CONTROLS[command];
    if (act) return act(at);
  }
  return null;
}

/** What an option of ours does, whether it was tapped, typed or chosen by number. */
function tap(at: At, value: string): Turn {
  const tapped = readValue(value);
  switch (tapped.is) {
    case 'entry':
      return tapEntry(at, tapped.id);
    case 'section':
      return browse(at, tapped.id);
    case 'fact':
      return tapFact(at, tapped.id, tapped.fact, tapped.value);
    case 'none':
      return tapNone(at, tapped.ids);
    case 'step':
      return tapStep(at, tapped.id, tapped.number);
    case 'forget':
      return forget(at, tapped.fact, tapped.id);
    case 'ask':
      return hearWords(at, cleaned(tapped.text), new Set());
    case 'plain':
      return tapPlain(at, tapped.value);
    default:
      return tapped satisfies never;
  }
}

const TAPS: ReadonlyMap<string, (at: At) => Turn> = new Map<string, (at: At) => Turn>([
  [VALUES.why, explainAnswer],
  [VALUES.cancel, cancel],
  [VALUES.help, help],
  [VALUES.browse, (at) => browse(at, null)],
  [VALUES.helpdesk, handOver],
  [BARE_NONE, (at) => tapNone(at, null)],
]);

/** A script may send an option's bare words ('yes', 'next') instead of its value, as long as a question waits for them. */
function tapPlain(at: At, value: string): Turn {
  const act = TAPS.get(value);
  if (act) return act(at);
  const understand = () => at.ground.intent.understand(value);
  const isWord = at.session.open?.kind !== 'choice' && (readCommands(value).length > 0 || isOpenValue(at, value));
  return (isWord ? hearOpen(at, value, understand) : null) ?? expired(at);
}

function isOpenValue(at: At, value: string): boolean {
  const { open } = at.session;
  return (
    open?.kind === 'fact' &&
    openOptions(at, open).some((option) => option.value === VALUES.fact(open.entry, open.fact, value))
  );
}
