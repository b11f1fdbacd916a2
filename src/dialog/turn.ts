import type { EntryId } from '../brand.ts';
import { ERRORS, type ErrorCode } from '../errors.ts';
import type { Reply } from '../reply.ts';
import { blank, type Saying, sayEntry } from './compose.ts';
import type { Ground } from './context.ts';
import { labelOf } from './label.ts';
import { openQuestion } from './open.ts';
import type { Open, Origin, Session } from './session.ts';
import { VALUES } from './values.ts';

/** Where the dialog stands while it works on one message. */
export interface At {
  ground: Ground;
  session: Session;
  /** Milliseconds since 1970. */
  now: number;
}

/** What one message comes to. */
export interface Turn {
  session: Session;
  reply: Reply;
}

/** How many questions wait beside the open one; an older one lapses. */
const PARKED = 4;

/** Completes a reply that asks `opened`. A question that waited before is parked, and offered again later. */
export function completeAsking(at: At, reply: Reply, opened: Open): Turn {
  const { session, ground } = at;
  const parked = session.open ? [...session.parked, session.open].slice(-PARKED) : session.parked;
  const full: Reply = { ...reply, open: openQuestion(opened, ground), facts: { ...session.facts } };
  return { reply: full, session: { ...session, open: opened, parked, offered: full.options } };
}

/**
 * Completes a final reply. The question that waits (`session.open`, or the newest one parked) is offered again below
 * it. `spends`: the reply answers another question, which uses up the one time that a question is offered again.
 */
export function complete(at: At, reply: Reply, spends = true): Turn {
  const { session, ground, now } = at;
  const silent = session.open?.reoffered === true && spends ? [session.open] : [];
  const waiting = silent.length > 0 ? null : session.open;
  // A fact that has become known since is not asked again; whoever still sees the buttons may answer it all the same.
  const parked = [...silent, ...session.parked].map((each) =>
    isKnown(each, session) ? { ...each, reoffered: true } : each,
  );
  const again = waiting ?? parked.findLast((each) => !each.reoffered) ?? null;
  const question = again && openQuestion(again, ground);
  const open =
    again && question ? { ...again, reoffered: again.reoffered || spends || again !== waiting, askedAt: now } : null;
  const options = question ? [...reply.options, ...question.options] : [...reply.options, ...relatedOptions(reply)];
  const full: Reply = { ...reply, options, open: question, reoffered: question, facts: { ...session.facts } };
  const rest = parked.filter((each) => each !== again);
  return { reply: full, session: { ...session, open, parked: rest, offered: options } };
}

export function isKnown(open: Open, session: Session): boolean {
  return open.kind === 'fact' && session.facts[open.fact] !== undefined;
}

function relatedOptions(reply: Reply) {
  return reply.kind === 'answer' && reply.step === null
    ? reply.related.map(({ entry, title }) => ({ label: title, value: VALUES.entry(entry) }))
    : [];
}

/** Says an entry and remembers it as the last one answered. `origin`: how it came to be chosen. */
export function say(at: At, id: EntryId, how: Saying, origin: Origin, candidates: Reply['candidates'] = []): Turn {
  const entry = at.ground.corpus.entries.get(id);
  if (!entry) return expired(at);
  // A question about the same entry, asked before, is answered or asked anew by this.
  const isOther = (open: Open) => open.kind === 'choice' || open.entry !== id;
  const before = at.session;
  const session: Session = {
    ...before,
    open: before.open && isOther(before.open) ? before.open : null,
    parked: before.parked.filter(isOther),
    last: { entry: id, what: null, ...origin },
  };
  const { reply, open } = sayEntry(entry, session, at.ground, at.now, how);
  const step = reply.step === null ? null : reply.step.number - 1;
  const because = reply.used.map(({ label, value }) => `${label} ${value}`);
  const now = { ...at, session: { ...session, answered: { entry: id, step, because } } };
  const full: Reply = { ...reply, candidates, confidence: origin.confidence };
  return open ? completeAsking(now, full, open) : complete(now, full);
}

/** Asks the waiting question again, because its answer could not be read. */
export function retry(at: At, waiting: Extract<Open, { kind: 'fact' }>, why: string): Turn {
  const how: Saying = { step: waiting.step ?? 0, unknown: null, fresh: new Set(), answered: waiting.fact, retry: why };
  const turn = say({ ...at, session: { ...at.session, open: null } }, waiting.entry, how, waiting.origin);
  const { open } = turn.session;
  return open ? { ...turn, session: { ...turn.session, open: { ...open, reoffered: waiting.reoffered } } } : turn;
}

export function plain(
  at: At,
  kind: 'help' | 'smalltalk' | 'cancelled',
  text: string,
  options: Reply['options'] = [],
): Turn {
  return complete(at, { ...blank(), kind, text, options }, false);
}

/** What was wrong and what to do, as a reply. The open question stays as it is. */
export function failed(at: At, code: ErrorCode, what: string, options: Reply['options'] = []): Turn {
  const { session, ground } = at;
  const open = session.open && openQuestion(session.open, ground);
  const all = [...options, ...(open?.options ?? [])];
  const reply: Reply = { ...blank(), kind: 'error', code, text: `${what} ${ERRORS[code].todo}`, options: all, open };
  return { session: { ...session, offered: all }, reply: { ...reply, facts: { ...session.facts } } };
}

/** A button of a question that no longer waits. `id`: the entry it belonged to, where it says so. */
export function expired(at: At, id: EntryId | null = at.session.answered?.entry ?? null): Turn {
  const entry = id === null ? undefined : at.ground.corpus.entries.get(id);
  const options = entry ? [{ label: labelOf(`Ask again: ${entry.shortTitle}`), value: VALUES.entry(entry.id) }] : [];
  return failed(at, 'option-expired', 'That button belongs to a question that is no longer open.', options);
}
