import type { EntryId, FactName } from '../brand.ts';
import type { Option } from '../reply.ts';
import { PLAIN } from './compose.ts';
import { answerFact, choose, noneOfThese, type OpenChoice, type OpenFact, walkTo } from './hearOpen.ts';
import { askOptions, findAsk } from './open.ts';
import type { Open, Origin, Session } from './session.ts';
import { type At, expired, isKnown, plain, say, type Turn } from './turn.ts';
import { UNKNOWN, VALUES } from './values.ts';

/** What the options of entries, facts and steps do, whether they were tapped, typed or chosen by number. */

/** An entry that was picked by hand. */
const TAPPED: Origin = { confidence: null, explanation: null, tapped: true };

export function openOptions(at: At, open: OpenFact): Option[] {
  const entry = at.ground.corpus.entries.get(open.entry);
  const ask = entry && findAsk(entry, open);
  return ask ? askOptions(open.entry, ask, at.ground) : [];
}

export function tapEntry(at: At, id: string): Turn {
  const entry = entryNamed(at, id);
  if (entry === null) return expired(at, null);
  const choice = waiting(at.session).findLast((each) => isChoice(each) && each.entries.includes(entry));
  return choice && isChoice(choice) ? choose(revived(at, choice), choice, entry) : say(at, entry, PLAIN, TAPPED);
}

/** `ids`: the entries of the choice; null: the button names none, and means the open one where no other waits. */
export function tapNone(at: At, ids: readonly string[] | null): Turn {
  const choices = waiting(at.session).filter(isChoice);
  const named = choices.findLast(({ entries }) => entries.join() === ids?.join());
  const choice = ids ? named : only(choices);
  return choice && (ids || choice === at.session.open) ? noneOfThese(at, choice) : expired(at);
}

const isChoice = (open: Open): open is OpenChoice => open.kind === 'choice';

/** A question that was not named is the only one that could be meant, or none. */
function only<Kind extends Open>(alike: readonly Kind[]): Kind | undefined {
  return alike.length === 1 ? alike[0] : undefined;
}

/** All questions that wait, the newest last. */
function waiting({ open, parked }: Session): Open[] {
  return open ? [...parked, open] : parked;
}

/** A question that waits is taken up again; what was open waits beside it. */
function revived(at: At, open: Open): At {
  return { ...at, session: { ...at.session, open, parked: waiting(at.session).filter((each) => each !== open) } };
}

function entryNamed(at: At, id: string): EntryId | null {
  return [...at.ground.corpus.entries.keys()].find((known) => known === id) ?? null;
}

/**
 * The button of a fact answers its entry's question for that fact, the open one or one that waits beside it. `id` null:
 * the button names no entry, and is obeyed where only one question can be meant.
 */
export function tapFact(at: At, id: string | null, fact: FactName, value: string): Turn {
  const asks = (each: Open): each is OpenFact => each.kind === 'fact' && each.fact === fact;
  const asking = waiting(at.session).filter(asks);
  // Those whose fact has become known since answer to their name alone.
  const asked =
    id === null
      ? only(asking.filter((each) => each === at.session.open || !isKnown(each, at.session)))
      : asking.findLast(({ entry }) => entry === id);
  if (!asked) return expired(at, ...(id === null ? [] : [entryNamed(at, id)]));
  const isOffered = openOptions(at, asked).some((option) => option.value === VALUES.fact(asked.entry, fact, value));
  if (!isOffered) return expired(at, asked.entry);
  return answerFact(revived(at, asked), asked, value === UNKNOWN ? null : value);
}

/** Next and back name their step, so that a button tapped twice leads to the same place. */
export function tapStep(at: At, id: string, number: number): Turn {
  const entry = entryNamed(at, id);
  const { answered } = at.session;
  const asked = waiting(at.session).findLast((each) => each.kind !== 'choice' && each.entry === entry);
  const isCurrent = asked !== undefined || answered?.entry === entry;
  const answer = entry === null ? undefined : at.ground.corpus.entries.get(entry)?.answer;
  if (entry === null || !isCurrent || answer?.kind !== 'walk' || !answer.steps[number - 1]) return expired(at, entry);
  return walkTo(at, entry, number - 1, asked?.origin ?? at.session.last ?? TAPPED);
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
