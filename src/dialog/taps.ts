import type { EntryId, FactName } from '../brand.ts';
import type { Option } from '../reply.ts';
import { PLAIN } from './compose.ts';
import { answerFact, choose, type OpenFact, walkTo } from './hearOpen.ts';
import { askOptions, findAsk } from './open.ts';
import type { Open, Origin } from './session.ts';
import { type At, expired, plain, say, type Turn } from './turn.ts';
import { UNKNOWN, VALUES } from './values.ts';

/** What the options of entries, facts and steps do, whether they were tapped, typed or chosen by number. */

/** An entry that was picked by hand. */
const TAPPED: Origin = { confidence: null, explanation: null, tapped: true };

export function openOptions(at: At, open: OpenFact): Option[] {
  const entry = at.ground.corpus.entries.get(open.entry);
  const ask = entry && findAsk(entry, open);
  return ask ? askOptions(ask, at.ground) : [];
}

export function tapEntry(at: At, id: string): Turn {
  const entry = entryNamed(at, id);
  if (entry === null) return expired(at, null);
  const { open } = at.session;
  return open?.kind === 'choice' ? choose(at, open, entry) : say(at, entry, PLAIN, TAPPED);
}

function entryNamed(at: At, id: string): EntryId | null {
  return [...at.ground.corpus.entries.keys()].find((known) => known === id) ?? null;
}

/** The button of a fact answers the question for that fact, the open one or one that waits beside it. */
export function tapFact(at: At, fact: FactName, value: string): Turn {
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
export function tapStep(at: At, id: string, number: number): Turn {
  const entry = entryNamed(at, id);
  const { open, parked, answered } = at.session;
  const waiting = [...(open ? [open] : []), ...parked].find((each) => each.kind !== 'choice' && each.entry === entry);
  const isCurrent = waiting !== undefined || answered?.entry === entry;
  const answer = entry === null ? undefined : at.ground.corpus.entries.get(entry)?.answer;
  if (entry === null || !isCurrent || answer?.kind !== 'walk' || !answer.steps[number - 1]) return expired(at, entry);
  return walkTo(at, entry, number - 1, waiting?.origin ?? at.session.last ?? TAPPED);
}

/** 'Not this server': the fact is dropped, and the entry that used it asks anew. */
export function forget(at: At, fact: FactName, id: string): Turn {
  const entry = entryNamed(at, id);
  if (entry === null || !at.ground.corpus.facts.has(fact)) return expired(at);
  const { [fact]: _dropped, ...facts } = at.session.facts;
  const step = at.session.answered?.entry === entry ? (at.session.answered.step ?? 0) : 0;
  return say({ ...at, session: { ...at.session, facts } }, entry, { ...PLAIN, step }, at.session.last ?? TAPPED);
}

/** The same in words: everything known of this server is dropped, and the last answer that used any of it asks anew. */
export function otherServer(at: At): Turn {
  const { answered, facts } = at.session;
  const known = Object.keys(facts).length > 0;
  const session = { ...at.session, facts: {} };
  const text = known
    ? 'All right, I have forgotten what you told me about that server.'
    : 'I know nothing about a server yet.';
  if (!known || !answered || answered.because.length === 0) return plain({ ...at, session }, 'cancelled', text);
  return say({ ...at, session }, answered.entry, { ...PLAIN, step: answered.step ?? 0 }, at.session.last ?? TAPPED);
}
