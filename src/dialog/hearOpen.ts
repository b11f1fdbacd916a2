import type { EntryId, FactName } from '../brand.ts';
import { readCommands, readVersionQuestion } from '../intent/commands.ts';
import { fuzzyChoice } from '../intent/options.ts';
import type { Understanding } from '../intent/types.ts';
import { askedFacts } from '../knowledge/askedFacts.ts';
import type { Ask, Fact } from '../knowledge/types.ts';
import { PLAIN } from './compose.ts';
import { statedFor } from './correct.ts';
import { findAsk } from './open.ts';
import { unknown } from './question.ts';
import { type FactAnswer, isQuestion, readFactAnswer } from './readFact.ts';
import type { Open, Origin } from './session.ts';
import { type At, failed, isKnown, plain, retry, say, type Turn } from './turn.ts';

/** A message of so few words answers the open question rather than begins a new one. */
const SHORT = 6;

export type OpenFact = Extract<Open, { kind: 'fact' }>;
export type OpenChoice = Extract<Open, { kind: 'choice' }>;

/** Reads a message as the answer to the question that waits; null: it is something else. */
export function hearOpen(at: At, text: string, understand: () => Understanding): Turn | null {
  const { open } = at.session;
  switch (open?.kind) {
    case undefined:
      return null;
    case 'step':
      return hearStep(at, open, text, understand);
    case 'choice':
      return hearChoice(at, open, text, understand);
    case 'fact':
      return hearFact(at, open, text, understand);
    default:
      return open satisfies never;
  }
}

/** The session without its open question, which this message answers. */
function taken(at: At): At {
  return { ...at, session: { ...at.session, open: null } };
}

const GO_ON = /\b(next|continue|go on|proceed|done( that)?|finished)\b/i;
const GO_BACK = /\b(back|previous)\b/i;

function hearStep(
  at: At,
  open: Extract<Open, { kind: 'step' }>,
  text: string,
  understand: () => Understanding,
): Turn | null {
  const commands = readCommands(text);
  if (commands.includes('next') || commands.includes('yes')) return walkTo(at, open.entry, open.step + 1, open.origin);
  if (commands.includes('back')) return walkTo(at, open.entry, open.step - 1, open.origin);
  if (commands.includes('no')) return plain(taken(at), 'cancelled', 'All right, I leave it there.');
  if (!isShort(text) || understand().outcome === 'settled') return null;
  if (GO_ON.test(text) !== GO_BACK.test(text)) {
    return walkTo(at, open.entry, open.step + (GO_ON.test(text) ? 1 : -1), open.origin);
  }
  return null;
}

/** Goes to a step of a walk, counted from 0. */
export function walkTo(at: At, entry: EntryId, step: number, origin: Origin): Turn {
  return say(taken(at), entry, { ...PLAIN, step: Math.max(step, 0) }, origin);
}

function hearChoice(at: At, open: OpenChoice, text: string, understand: () => Understanding): Turn | null {
  const commands = readCommands(text);
  if (/^\W*(none|neither)\b/i.test(text) || commands.includes('no') || commands.includes('unknown'))
    return noneOfThese(at, open);
  const [only] = open.entries;
  if (open.entries.length === 1 && only !== undefined && commands.includes('yes')) return choose(at, open, only);
  if (/^\W*\d{1,2}\W*$/.test(text)) {
    return failed(at, 'option-unknown', `There is no option ${text.trim()}.`);
  }
  const choices = open.entries.flatMap((id) => {
    const entry = at.ground.corpus.entries.get(id);
    return entry ? [{ value: id, says: [entry.shortTitle, entry.question] }] : [];
  });
  const named = fuzzyChoice(text, choices);
  const chosen = open.entries.find((id) => id === named);
  if (chosen !== undefined) return choose(at, open, chosen);
  const understanding = understand();
  // One entry is offered, and the words answer its question already.
  const stated = open.entries.length === 1 && only !== undefined ? statedFor(at, only, understanding) : null;
  if (stated && stated.size > 0 && only !== undefined && understanding.outcome !== 'settled') {
    return choose(at, { ...open, stated: { ...open.stated, ...Object.fromEntries(stated) } }, only);
  }
  const best = open.entries.find((id) => id === understanding.candidates[0]?.entry);
  return best !== undefined && understanding.outcome === 'settled' ? choose(at, open, best) : null;
}

/** Settles an open choice on one entry; what the question stated counts. */
export function choose(at: At, open: OpenChoice, entry: EntryId): Turn {
  const session = { ...at.session, open: null, facts: { ...at.session.facts, ...open.stated } };
  const fresh = new Set(Object.keys(open.stated) as FactName[]);
  return say({ ...at, session }, entry, { ...PLAIN, fresh }, { ...open.origin, tapped: true });
}

/** Drops a choice, the open one or one that waits beside it. */
export function noneOfThese(at: At, choice: OpenChoice): Turn {
  const { open, parked } = at.session;
  const others = { open: open === choice ? null : open, parked: parked.filter((each) => each !== choice) };
  const text = 'Then the FAQ has no answer to it that I could find. Other words may help.';
  return unknown({ ...at, session: { ...at.session, ...others } }, text, null);
}

function hearFact(at: At, open: OpenFact, text: string, understand: () => Understanding): Turn | null {
  const entry = at.ground.corpus.entries.get(open.entry);
  const fact = at.ground.corpus.facts.get(open.fact);
  const ask = entry && findAsk(entry, open);
  if (!fact || !ask) return null;
  if (open.step !== null && open.step > 0 && readCommands(text).includes('back')) {
    return walkTo(at, open.entry, open.step - 1, open.origin);
  }
  const version = readVersionQuestion(text);
  if (version !== null && !('missing' in version) && fact.type !== 'version') return null;
  const understanding = understand();
  const answer = readFactAnswer(text, ask, fact, understanding.slots);
  if (answer && isMeant(answer, { text, fact, open, understanding, namesVersion: version !== null })) {
    return 'unclear' in answer
      ? retry(at, open, answer.unclear)
      : answerFact(at, open, 'value' in answer ? answer.value : null);
  }
  if (understanding.outcome !== 'unknown' && !isAboutTheSame(at, open, text, understanding)) return null;
  return retry(at, open, couldNotRead(fact));
}

/** 'Not the latest one' fits several entries a little; where one of them hangs on the same fact, it was meant as an answer. */
function isAboutTheSame(at: At, open: OpenFact, text: string, { outcome, candidates }: Understanding): boolean {
  if (outcome !== 'choice' || !isShort(text) || isQuestion(text)) return false;
  return candidates.some(({ entry: id }) => {
    const entry = at.ground.corpus.entries.get(id);
    return entry !== undefined && askedFacts(entry.answer).has(open.fact);
  });
}

interface Heard {
  text: string;
  fact: Fact;
  open: OpenFact;
  understanding: Understanding;
  /** It is a version check but for the question that waits. */
  namesVersion: boolean;
}

/** Whether what could be read as an answer is meant as one, and not as a question of its own. */
function isMeant(answer: NonNullable<FactAnswer>, { text, fact, open, understanding, namesVersion }: Heard): boolean {
  if (namesVersion && fact.type === 'version') return true;
  const asks = isQuestion(text);
  if ('unclear' in answer) return !asks || understanding.outcome === 'unknown';
  const isOther = understanding.outcome === 'settled' && understanding.candidates[0]?.entry !== open.entry;
  if (!isOther) return true;
  if (asks || ('fuzzy' in answer && answer.fuzzy)) return false;
  return isShort(text) || fact.type === 'version';
}

function isShort(text: string): boolean {
  return text.trim().split(/\s+/).length <= SHORT;
}

function couldNotRead(fact: Fact): string {
  const form = fact.type === 'version' ? ` I need three or four numbers with dots, such as ${fact.example}.` : '';
  return `I could not read that as an answer to my question.${form}`;
}

/** The open fact has its value; null: the person does not know it, and may still find out. */
export function answerFact(at: At, open: OpenFact, value: string | null): Turn {
  const facts: Record<FactName, string> = { ...at.session.facts };
  if (value !== null) facts[open.fact] = value;
  const how = {
    ...PLAIN,
    step: open.step ?? 0,
    unknown: value === null ? open.fact : null,
    fresh: new Set([open.fact]),
    answered: open.fact,
  };
  const turn = say({ ...at, session: { ...at.session, facts, open: null } }, open.entry, how, open.origin);
  if (value !== null) return turn;
  const parked = [{ ...open, reoffered: true }, ...turn.session.parked];
  return { ...turn, session: { ...turn.session, parked } };
}

/**
 * A message that makes sense only as the answer to a question that waits in silence: one that was offered again before,
 * or whose answer the person did not know.
 */
export function hearParked(at: At, text: string, understand: () => Understanding): Turn | null {
  const { open, parked } = at.session;
  const waiting = parked.findLast((each) => !isKnown(each, at.session));
  if (open !== null || waiting === undefined || isQuestion(text) || !isShort(text)) return null;
  const revived: At = {
    ...at,
    session: { ...at.session, open: waiting, parked: parked.filter((each) => each !== waiting) },
  };
  if (waiting.kind !== 'fact') return readCommands(text).length > 0 ? hearOpen(revived, text, understand) : null;
  const entry = at.ground.corpus.entries.get(waiting.entry);
  const fact = at.ground.corpus.facts.get(waiting.fact);
  const ask: Ask | null | undefined = entry && findAsk(entry, waiting);
  const isBareVersion = fact?.type === 'version' && /^\W*v?\d+(\.\d+){2,3}\W*$/i.test(text);
  if (!fact || !ask || (readVersionQuestion(text) !== null && !isBareVersion)) return null;
  const answer = readFactAnswer(text, ask, fact, understand().slots);
  return answer && 'value' in answer && !answer.fuzzy ? answerFact(revived, waiting, answer.value) : null;
}
