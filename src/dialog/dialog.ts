import type { FactName } from '../brand.ts';
import { type Command, readCommands } from '../intent/commands.ts';
import { readNumber } from '../intent/options.ts';
import type { Understanding } from '../intent/types.ts';
import type { Message } from '../message.ts';
import type { Option } from '../reply.ts';
import { PLAIN } from './compose.ts';
import type { Ground } from './context.ts';
import { answerFact, choose, hearOpen, noneOfThese, walkTo } from './hearOpen.ts';
import { findAsk } from './open.ts';
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
import { factValue, readGivenFacts } from './resolve.ts';
import type { Session } from './session.ts';
import { type At, expired, failed, plain, say, type Turn } from './turn.ts';
import { readValue, VALUES } from './values.ts';

/** Characters that one message may have. Longer ones are refused, not cut: nothing a person typed is lost silently. */
export const MESSAGE_LIMIT = 4000;

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
      return message.source === 'action' ? tap(at, message.value) : hear(at, message.text);
    },
  };
}

/** A question that nobody answered in time no longer waits. */
function lapse(session: Session, now: number, openFor: number): Session {
  const keep = <T extends { askedAt: number }>(open: T | null) => (open && now - open.askedAt <= openFor ? open : null);
  return { ...session, open: keep(session.open), parked: keep(session.parked) };
}

function hear(at: At, typed: string): Turn {
  const text = typed.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (text === '') return failed(at, 'message-empty', 'I received a message without words.');
  if (text.length > MESSAGE_LIMIT) {
    return failed(
      at,
      'message-too-long',
      `Your message has ${text.length} characters, I read at most ${MESSAGE_LIMIT}.`,
    );
  }
  const option = offeredOption(at.session.offered, text);
  if (option) return tap(at, option.value);
  const controlled = control(at, readCommands(text));
  if (controlled) return controlled;
  let known: Understanding | undefined;
  const understand = () => (known ??= at.ground.intent.understand(text));
  return hearOpen(at, text, understand) ?? hearQuestion(at, text, understand());
}

/** An option by its value, its label or its number. */
function offeredOption(offered: readonly Option[], text: string): Option | undefined {
  const same = (a: string) => a.toLowerCase() === text.toLowerCase();
  const named = offered.find((option) => same(option.value) || same(option.label));
  const number = named ? null : readNumber(text, offered.length);
  return named ?? (number === null ? undefined : offered[number - 1]);
}

const CONTROLS: Partial<Record<Command, (at: At) => Turn>> = {
  cancel,
  'start-over': startOver,
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
  const isAnswer = commands.length > 0 && at.session.open === null;
  return isAnswer
    ? plain(at, 'help', 'There is no open question that this would answer. What would you like to know?')
    : null;
}

/** What an option of ours does, whether it was tapped, typed or chosen by number. */
function tap(at: At, value: string): Turn {
  const tapped = readValue(value);
  switch (tapped.is) {
    case 'entry':
      return tapEntry(at, tapped.id);
    case 'section':
      return browse(at, tapped.id);
    case 'forget':
      return forget(at, tapped.fact);
    case 'ask':
      return hear(at, tapped.text);
    case 'plain':
      return TAPS[tapped.value]?.(at) ?? tapFact(at, tapped.value);
    default:
      return tapped satisfies never;
  }
}

const TAPS: Readonly<Record<string, (at: At) => Turn>> = {
  [VALUES.why]: explainAnswer,
  [VALUES.cancel]: cancel,
  [VALUES.help]: help,
  [VALUES.browse]: (at) => browse(at, null),
  [VALUES.helpdesk]: handOver,
  [VALUES.none]: (at) => (at.session.open?.kind === 'choice' ? noneOfThese(at) : expired(at)),
  [VALUES.next]: (at) => (at.session.open?.kind === 'step' ? walkTo(at, at.session.open, 1) : expired(at)),
  [VALUES.back]: back,
};

/** Back from an open step or question, or from the last answer of a walk. */
function back(at: At): Turn {
  const { open, last } = at.session;
  if (open && open.kind !== 'choice' && open.step !== null) return walkTo(at, open, -1);
  if (last?.entry && last.step) return say(at, last.entry, { ...PLAIN, step: last.step - 1 });
  return expired(at);
}

function tapEntry(at: At, id: string): Turn {
  const entry = [...at.ground.corpus.entries.keys()].find((known) => known === id);
  if (entry === undefined) return expired(at);
  const { open } = at.session;
  return open?.kind === 'choice' ? choose(at, open, entry) : say(at, entry, PLAIN);
}

function tapFact(at: At, value: string): Turn {
  const { open } = at.session;
  if (open?.kind !== 'fact') return expired(at);
  if (value === VALUES.unknown) return answerFact(at, open, null);
  const entry = at.ground.corpus.entries.get(open.entry);
  const fact = at.ground.corpus.facts.get(open.fact);
  const ask = entry && findAsk(entry, open);
  const values =
    fact?.type === 'values'
      ? fact.values.map((each) => each.id)
      : (ask?.cases ?? []).map((each) => factValue(each.when));
  return values.includes(value) ? answerFact(at, open, value) : expired(at);
}

/** 'Not this server': the fact is dropped, and the entry that used it asks anew. */
function forget(at: At, fact: FactName): Turn {
  const { [fact]: _dropped, ...facts } = at.session.facts;
  const { last } = at.session;
  const session = { ...at.session, facts, open: null };
  if (!last?.entry) return expired(at);
  return say({ ...at, session }, last.entry, { ...PLAIN, step: last.step ?? 0 });
}
