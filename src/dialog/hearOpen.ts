import type { EntryId, FactName } from '../brand.ts';
import { readCommands, readVersionQuestion } from '../intent/commands.ts';
import { fuzzyChoice } from '../intent/options.ts';
import type { Understanding } from '../intent/types.ts';
import { PLAIN } from './compose.ts';
import { findAsk } from './open.ts';
import { unknown } from './question.ts';
import { type FactAnswer, readFactAnswer } from './readFact.ts';
import type { Open, Session } from './session.ts';
import { type At, retry, say, type Turn } from './turn.ts';

/** A message of so few words answers the open question rather than begins a new one. */
const SHORT = 6;

type OpenFact = Extract<Open, { kind: 'fact' }>;

/** Reads a message as the answer to the question that waits; null: it is something else. */
export function hearOpen(at: At, text: string, understand: () => Understanding): Turn | null {
  const { open } = at.session;
  switch (open?.kind) {
    case undefined:
      return null;
    case 'step':
      return hearStep(at, open, text);
    case 'choice':
      return hearChoice(at, open, text);
    case 'fact':
      return hearFact(at, open, text, understand);
    default:
      return open satisfies never;
  }
}

function hearStep(at: At, open: Extract<Open, { kind: 'step' }>, text: string): Turn | null {
  const commands = readCommands(text);
  if (commands.includes('next') || commands.includes('yes')) return walkTo(at, open, 1);
  return commands.includes('back') ? walkTo(at, open, -1) : null;
}

/** Goes `by` steps on in the walk that is open. */
export function walkTo(at: At, open: Extract<Open, { kind: 'step' | 'fact' }>, by: number): Turn {
  const step = Math.max((open.step ?? 0) + by, 0);
  return say({ ...at, session: taken(at, open, open.entry) }, open.entry, { ...PLAIN, step });
}

function hearChoice(at: At, open: Extract<Open, { kind: 'choice' }>, text: string): Turn | null {
  if (/^\W*(none|neither)\b/i.test(text) || readCommands(text).includes('no')) return noneOfThese(at);
  if (open.entries.length === 1 && readCommands(text).includes('yes')) {
    const [only] = open.entries;
    return only === undefined ? null : choose(at, open, only);
  }
  const choices = open.entries.flatMap((id) => {
    const entry = at.ground.corpus.entries.get(id);
    return entry ? [{ value: id, says: [entry.shortTitle, entry.question] }] : [];
  });
  const chosen = choices.find((choice) => choice.value === fuzzyChoice(text, choices));
  return chosen ? choose(at, open, chosen.value) : null;
}

/** Settles an open choice on one entry. */
export function choose(at: At, open: Extract<Open, { kind: 'choice' }>, entry: EntryId): Turn {
  return say({ ...at, session: taken(at, open, entry) }, entry, PLAIN);
}

/** The session after its open question was answered: what is said next goes back to how that question came about. */
function taken(at: At, open: Open, entry: EntryId): Session {
  return { ...at.session, open: null, last: { entry, step: null, ...open.origin } };
}

export function noneOfThese(at: At): Turn {
  const text = 'Then the FAQ has no answer to it that I could find. Other words may help.';
  return unknown({ ...at, session: { ...at.session, open: null } }, text, null);
}

function hearFact(at: At, open: OpenFact, text: string, understand: () => Understanding): Turn | null {
  const entry = at.ground.corpus.entries.get(open.entry);
  const fact = at.ground.corpus.facts.get(open.fact);
  const ask = entry && findAsk(entry, open);
  if (!fact || !ask) return null;
  if (open.step !== null && open.step > 0 && readCommands(text).includes('back')) return walkTo(at, open, -1);
  const understanding = understand();
  const answer = readFactAnswer(text, ask, fact, understanding.slots);
  const asksForVersion = fact.type === 'version' && readVersionQuestion(text) !== null;
  const isShort = text.trim().split(/\s+/).length <= SHORT;
  const [best] = understanding.candidates;
  const isOther = understanding.outcome === 'settled' && best?.entry !== open.entry;
  if (answer && (asksForVersion || !isOther || (isShort && isExact(answer)))) return take(at, open, answer);
  if (understanding.outcome === 'settled') return null;
  if (understanding.outcome === 'choice' && !isShort) return null;
  return retry(at, open, 'I could not read that as an answer to my question, and I know no entry for it either.');
}

/** A fuzzy reading gives way to a question that is understood for sure. */
function isExact(answer: NonNullable<FactAnswer>): boolean {
  return !('fuzzy' in answer);
}

function take(at: At, open: OpenFact, answer: NonNullable<FactAnswer>): Turn {
  if ('unclear' in answer) return retry(at, open, answer.unclear);
  return answerFact(at, open, 'unknown' in answer ? null : answer.value);
}

/** The open fact has its value; null: the person does not know it. */
export function answerFact(at: At, open: OpenFact, value: string | null): Turn {
  const facts: Record<FactName, string> = { ...at.session.facts };
  if (value !== null) facts[open.fact] = value;
  const session = { ...taken(at, open, open.entry), facts };
  const unknownFact = value === null ? open.fact : null;
  const how = { ...PLAIN, step: open.step ?? 0, unknown: unknownFact, fresh: new Set([open.fact]), continued: true };
  return say({ ...at, session }, open.entry, how);
}
