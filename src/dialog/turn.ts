import type { EntryId } from '../brand.ts';
import { ERRORS, type ErrorCode } from '../errors.ts';
import type { Reply } from '../reply.ts';
import { blank, type Saying, sayEntry } from './compose.ts';
import type { Ground } from './context.ts';
import { openQuestion } from './open.ts';
import type { Open, Session } from './session.ts';
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

/**
 * Completes a reply. `opened`: the question that it asks, null for a final one. The question that waited before is in
 * `at.session.open` unless this message has answered it; it is offered again once when the way is free.
 */
export function complete(at: At, reply: Reply, opened: Open | null): Turn {
  const { session, ground, now } = at;
  const waiting = session.open?.reoffered === false ? session.open : null;
  const parked = opened && waiting ? waiting : session.parked;
  if (opened) {
    const open = openQuestion(opened, ground);
    const full: Reply = { ...reply, open, facts: { ...session.facts } };
    return { reply: full, session: { ...session, open: opened, parked, offered: full.options } };
  }
  const again = waiting ?? parked;
  const question = again && openQuestion(again, ground);
  const open: Open | null = again && question ? { ...again, reoffered: true, askedAt: now } : null;
  const options = question ? [...reply.options, ...question.options] : [...reply.options, ...relatedOptions(reply)];
  const full: Reply = { ...reply, options, open: question, reoffered: question, facts: { ...session.facts } };
  const left = again === parked ? null : parked;
  return { reply: full, session: { ...session, open, parked: left, offered: options } };
}

function relatedOptions(reply: Reply) {
  return reply.kind === 'answer' && reply.step === null
    ? reply.related.map(({ entry, title }) => ({ label: title, value: VALUES.entry(entry) }))
    : [];
}

/** Says an entry and remembers it as the last one. */
export function say(
  at: At,
  id: EntryId,
  how: Saying,
  understood: Partial<Pick<Reply, 'candidates' | 'confidence'>> = {},
): Turn {
  const entry = at.ground.corpus.entries.get(id);
  if (!entry) return expired(at);
  const { reply, open } = sayEntry(entry, at.session, at.ground, at.now, how);
  const confidence = understood.confidence ?? at.session.last?.confidence ?? null;
  const explanation = at.session.last?.explanation ?? null;
  const step = reply.step === null ? null : reply.step.number - 1;
  const session: Session = { ...at.session, last: { entry: id, step, confidence, explanation } };
  return complete({ ...at, session }, { ...reply, ...understood, confidence }, open);
}

/** Asks the waiting question again, because its answer could not be read. */
export function retry(at: At, waiting: Extract<Open, { kind: 'fact' }>, why: string): Turn {
  const how: Saying = { step: waiting.step ?? 0, unknown: null, fresh: new Set(), continued: true, retry: why };
  const last = { entry: waiting.entry, step: null, ...waiting.origin };
  return say({ ...at, session: { ...at.session, open: null, last } }, waiting.entry, how);
}

export function plain(
  at: At,
  kind: 'help' | 'smalltalk' | 'cancelled',
  text: string,
  options: Reply['options'] = [],
): Turn {
  return complete(at, { ...blank(), kind, text, options }, null);
}

/** What was wrong and what to do, as a reply. The open question stays as it is. */
export function failed(at: At, code: ErrorCode, what: string, options: Reply['options'] = []): Turn {
  const { session, ground } = at;
  const open = session.open && openQuestion(session.open, ground);
  const all = [...options, ...(open?.options ?? [])];
  const reply: Reply = { ...blank(), kind: 'error', code, text: `${what} ${ERRORS[code].todo}`, options: all, open };
  return { session: { ...session, offered: all }, reply: { ...reply, facts: { ...session.facts } } };
}

/** A button of a question that no longer waits. */
export function expired(at: At): Turn {
  const last = at.session.last?.entry;
  const entry = last ? at.ground.corpus.entries.get(last) : undefined;
  const options = entry
    ? [{ label: `Ask again: ${entry.shortTitle}`.slice(0, 75), value: VALUES.entry(entry.id) }]
    : [];
  return failed(at, 'option-expired', 'That button belongs to a question that is no longer open.', options);
}
