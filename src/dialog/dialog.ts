import { stripVTControlCharacters } from 'node:util';
import type { EntryId, FactName } from '../brand.ts';
import { type Command, readCommands } from '../intent/commands.ts';
import { readNumber } from '../intent/options.ts';
import type { Understanding } from '../intent/types.ts';
import type { Message } from '../message.ts';
import type { Option } from '../reply.ts';
import { PLAIN } from './compose.ts';
import type { Ground } from './context.ts';
import { answerFact, choose, hearOpen, hearParked, noneOfThese, type OpenFact, walkTo } from './hearOpen.ts';
import { askOptions, findAsk } from './open.ts';
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
import { readGivenFacts } from './resolve.ts';
import type { Open, Origin, Session } from './session.ts';
import { type At, expired, failed, plain, say, type Turn } from './turn.ts';
import { readValue, UNKNOWN, VALUES } from './values.ts';

/** Characters that one message may have. Longer ones are refused, not cut: nothing a person typed is lost silently. */
export const MESSAGE_LIMIT = 4000;

/** An entry that was picked by hand. */
const TAPPED: Origin = { confidence: null, explanation: null, tapped: true };

/** Session and message, to the next session and the reply. Pure: the same in, the same out. */
export interface Dialog {
  step(session: Session, message: Message, now: number): Turn;
}

export function createDialog(ground: Ground): Dialog {
  return {
    step(session, message, now) {
      const given = readGivenFacts(message.facts, ground.corpus.facts);
      const kept = lapse(session, now, ground.openFor);
      const at: At = { ground, now, session: { ...kept, facts: { ...kept.facts, ...given.facts } } };
      if (given.problem !== null) return failed(at, 'fact-invalid', given.problem);
      const stated = new Set(Object.keys(given.facts) as FactName[]);
      return message.source === 'action' ? tap(at, message.value) : hear(at, message.text, stated);
    },
  };
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

/** No colour codes of a terminal, no control or invisible characters: they could not be seen where they stand. */
function cleaned(typed: string): string {
  return stripVTControlCharacters(typed)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}

function hearWords(at: At, text: string, stated: ReadonlySet<FactName>): Turn {
  if (text === '') return failed(at, 'message-empty', 'I received a message without words.');
  if (text.length > MESSAGE_LIMIT) {
    return failed(
      at,
      'message-too-long',
      `Your message has ${text.length} characters, I read at most ${MESSAGE_LIMIT}.`,
    );
  }
  return understandWords(at, text, stated);
}

/** An option by its value, its label or its number. */
function offeredOption(offered: readonly Option[], text: string): Option | undefined {
  const same = (a: string) => a.toLowerCase() === text.toLowerCase();
  const named = offered.find((option) => same(option.value) || same(option.label));
  const number = named ? null : readNumber(text, offered.length);
  return named ?? (number === null ? undefined : offered[number - 1]);
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
      return tapFact(at, tapped.fact, tapped.value);
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
  [VALUES.none, (at) => (at.session.open?.kind === 'choice' ? noneOfThese(at) : expired(at))],
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
    open?.kind === 'fact' && openOptions(at, open).some((option) => option.value === VALUES.fact(open.fact, value))
  );
}

function openOptions(at: At, open: OpenFact): Option[] {
  const entry = at.ground.corpus.entries.get(open.entry);
  const ask = entry && findAsk(entry, open);
  return ask ? askOptions(ask, at.ground) : [];
}

function tapEntry(at: At, id: string): Turn {
  const entry = entryNamed(at, id);
  if (entry === null) return expired(at, null);
  const { open } = at.session;
  return open?.kind === 'choice' ? choose(at, open, entry) : say(at, entry, PLAIN, TAPPED);
}

function entryNamed(at: At, id: string): EntryId | null {
  return [...at.ground.corpus.entries.keys()].find((known) => known === id) ?? null;
}

/** The button of a fact answers the question for that fact, the open one or one that waits beside it. */
function tapFact(at: At, fact: FactName, value: string): Turn {
  const { open, parked } = at.session;
  const asks = (each: Open | null): each is OpenFact => each?.kind === 'fact' && each.fact === fact;
  const waiting = asks(open) ? open : parked.findLast(asks);
  if (!waiting) return expired(at);
  const isOffered = openOptions(at, waiting).some((option) => option.value === VALUES.fact(fact, value));
  if (!isOffered) return expired(at, waiting.entry);
  const others = [...parked.filter((each) => each !== waiting), ...(open && open !== waiting ? [open] : [])];
  const revived = { ...at, session: { ...at.session, open: waiting, parked: others } };
  return answerFact(revived, waiting, value === UNKNOWN ? null : value);
}

/** Next and back name their step, so that a button tapped twice leads to the same place. */
function tapStep(at: At, id: string, number: number): Turn {
  const entry = entryNamed(at, id);
  const { open, parked, answered } = at.session;
  const waiting = [...(open ? [open] : []), ...parked].find((each) => each.kind !== 'choice' && each.entry === entry);
  const isCurrent = waiting !== undefined || answered?.entry === entry;
  const answer = entry === null ? undefined : at.ground.corpus.entries.get(entry)?.answer;
  if (entry === null || !isCurrent || answer?.kind !== 'walk' || !answer.steps[number - 1]) return expired(at, entry);
  return walkTo(at, entry, number - 1, waiting?.origin ?? at.session.last ?? TAPPED);
}

/** 'Not this server': the fact is dropped, and the entry that used it asks anew. */
function forget(at: At, fact: FactName, id: string): Turn {
  const entry = entryNamed(at, id);
  if (entry === null || !at.ground.corpus.facts.has(fact)) return expired(at);
  const { [fact]: _dropped, ...facts } = at.session.facts;
  const step = at.session.answered?.entry === entry ? (at.session.answered.step ?? 0) : 0;
  return say({ ...at, session: { ...at.session, facts } }, entry, { ...PLAIN, step }, at.session.last ?? TAPPED);
}

/** The same in words: everything known of this server is dropped, and the last answer that used any of it asks anew. */
function otherServer(at: At): Turn {
  const { answered, facts } = at.session;
  const known = Object.keys(facts).length > 0;
  const session = { ...at.session, facts: {} };
  const text = known
    ? 'All right, I have forgotten what you told me about that server.'
    : 'I know nothing about a server yet.';
  if (!known || !answered || answered.because.length === 0) return plain({ ...at, session }, 'cancelled', text);
  return say({ ...at, session }, answered.entry, { ...PLAIN, step: answered.step ?? 0 }, at.session.last ?? TAPPED);
}
