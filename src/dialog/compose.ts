import type { EntryId, FactName, IsoDate } from '../brand.ts';
import { retirementNote } from '../knowledge/describeCheck.ts';
import type { Ask, Entry, Node, Walk } from '../knowledge/types.ts';
import type { AnswerReply, AskReply, Candidate, Option, Reply, UsedFact } from '../reply.ts';
import type { Note } from '../source.ts';
import { parseVersion } from '../version.ts';
import type { Ground } from './context.ts';
import { askOptions } from './open.ts';
import { displayFact, newLeads, type Resolved, resolve } from './resolve.ts';
import type { Open, Origin, Session } from './session.ts';
import { VALUES } from './values.ts';

/** How an entry is to be said now. */
export interface Saying {
  /** The step of a walk, counted from 0. */
  step: number;
  /** The fact that the person has just said not to know. */
  unknown: FactName | null;
  /** Facts stated in this very message: not named as 'from before'. */
  fresh: ReadonlySet<FactName>;
  /** The person has just answered this entry's question for this fact: what was said before it is not repeated. */
  answered: FactName | null;
  /** Why the last answer could not be read. */
  retry: string | null;
}

export const PLAIN: Saying = { step: 0, unknown: null, fresh: new Set(), answered: null, retry: null };

export interface Said {
  reply: AnswerReply | AskReply;
  open: Open | null;
}

/** Nothing filled in yet of what every reply carries; the dialog adds facts, candidates and the re-offered question. */
export function blank(): Pick<Reply, 'options' | 'open' | 'reoffered' | 'candidates' | 'confidence' | 'facts'> {
  return { options: [], open: null, reoffered: null, candidates: [], confidence: null, facts: {} };
}

/** Where a new question's entry was understood. */
function originOf(session: Session): Origin {
  const { last } = session;
  return {
    confidence: last?.confidence ?? null,
    explanation: last?.explanation ?? null,
    tapped: last?.tapped ?? false,
  };
}

/** One entry as an answer or as the question on which it depends. */
export function sayEntry(entry: Entry, session: Session, ground: Ground, now: number, how: Saying): Said {
  if (entry.answer.kind === 'walk') return sayStep(entry, entry.answer, session, ground, now, how);
  return sayNode(entry, entry.answer, session, ground, now, how);
}

function sayNode(entry: Entry, node: Node, session: Session, ground: Ground, now: number, how: Saying): Said {
  const resolved = resolve(node, session.facts, how.unknown);
  if (resolved.at === 'ask') return askFor(entry, resolved.ask, resolved, { session, ground, now, how, step: null });
  const text = resolved.at === 'leaf' ? resolved.leaf.text : `${ground.corpus.texts.notCovered} ${resolved.node.text}`;
  const reply = answer(entry, resolved, session, ground, now, how);
  return { reply: { ...reply, text: joined(text, newLeads(resolved, how.answered)) }, open: null };
}

function sayStep(entry: Entry, walk: Walk, session: Session, ground: Ground, now: number, how: Saying): Said {
  const index = Math.min(Math.max(how.step, 0), walk.steps.length - 1);
  const step = walk.steps[index];
  if (!step) throw new RangeError(`${entry.id} has no step ${index}`);
  const position = { number: index + 1, of: walk.steps.length, title: step.title };
  const back: Option[] = index > 0 ? [{ label: 'Back', value: VALUES.step(entry.id, index) }] : [];
  const notes = index === 0 ? entry.notes : [];
  if (step.ask === null) {
    const resolved: Resolved = {
      at: 'leaf',
      leaf: { kind: 'leaf', verdict: entry.verdict, text: step.text, notes },
      used: [],
      leads: [],
    };
    const reply = {
      ...answer(entry, resolved, session, ground, now, how),
      text: step.text,
      step: position,
      notes: [...notes],
    };
    const isLast = index === walk.steps.length - 1;
    const options = isLast ? back : [{ label: 'Next', value: VALUES.step(entry.id, index + 2) }, ...back];
    const open: Open | null = isLast
      ? null
      : { kind: 'step', entry: entry.id, step: index, askedAt: now, reoffered: false, origin: originOf(session) };
    return { reply: { ...reply, options }, open };
  }
  const resolved = resolve(step.ask, session.facts, how.unknown);
  if (resolved.at === 'ask') {
    const said = askFor(entry, resolved.ask, resolved, { session, ground, now, how, step: index });
    if (said.reply.kind !== 'ask') return said;
    const lead =
      how.answered !== null ? said.reply.lead : joined(step.text, said.reply.lead === '' ? [] : [said.reply.lead]);
    return { ...said, reply: { ...said.reply, lead, step: position, options: [...said.reply.options, ...back] } };
  }
  const said = resolved.at === 'leaf' ? resolved.leaf.text : `${ground.corpus.texts.notCovered} ${resolved.node.text}`;
  const leads = newLeads(resolved, how.answered);
  const text = how.answered !== null ? joined(said, leads) : joined(step.text, [said, ...leads]);
  const reply = answer(entry, resolved, session, ground, now, how);
  const own = resolved.at === 'leaf' ? [...resolved.leaf.notes] : [];
  return { reply: { ...reply, text, step: position, notes: own, options: [...reply.options, ...back] }, open: null };
}

function answer(
  entry: Entry,
  resolved: Exclude<Resolved, { at: 'ask' }>,
  session: Session,
  ground: Ground,
  now: number,
  how: Saying,
): AnswerReply {
  const used = usedFacts(resolved.used, session, ground, how);
  const isLeaf = resolved.at === 'leaf';
  return {
    ...blank(),
    kind: 'answer',
    entry: entry.id,
    title: entry.shortTitle,
    verdict: isLeaf ? resolved.leaf.verdict : 'none',
    text: '',
    sources: [...entry.sources],
    notes: [...buildNotes(resolved.used, session, ground, now), ...(isLeaf ? resolved.leaf.notes : []), ...entry.notes],
    used,
    step: null,
    related: entry.related.map((id) => ({ entry: id, title: ground.corpus.entries.get(id)?.shortTitle ?? id })),
    notCovered: !isLeaf,
    helpdesk: isLeaf && resolved.leaf.verdict !== 'none' ? null : ground.helpdesk,
    options: forgetOptions(entry, used, ground),
  };
}

interface Asking {
  session: Session;
  ground: Ground;
  now: number;
  how: Saying;
  step: number | null;
}

function askFor(entry: Entry, ask: Ask, resolved: Resolved, asking: Asking): Said {
  const { session, ground, now, how, step } = asking;
  const fact = ground.corpus.facts.get(ask.fact);
  const used = usedFacts(resolved.used, session, ground, how);
  const reply: AskReply = {
    ...blank(),
    kind: 'ask',
    entry: entry.id,
    title: entry.shortTitle,
    verdict: 'depends',
    lead: newLeads(resolved, how.answered).join('\n\n'),
    question: fact?.question ?? '',
    because: ask.because,
    sources: [...entry.sources],
    notes: entry.notes.filter((note) => note.place === 'lead' && how.answered === null),
    used,
    step: null,
    retry: how.retry,
    options: [...askOptions(entry.id, ask, ground), ...forgetOptions(entry, used, ground)],
  };
  return {
    reply,
    open: {
      kind: 'fact',
      entry: entry.id,
      fact: ask.fact,
      step,
      askedAt: now,
      reoffered: false,
      origin: originOf(session),
    },
  };
}

function usedFacts(names: readonly FactName[], session: Session, ground: Ground, how: Saying): UsedFact[] {
  return names.flatMap((name) => {
    const fact = ground.corpus.facts.get(name);
    const value = session.facts[name];
    if (!fact || value === undefined) return [];
    const reused = !how.fresh.has(name) && how.answered === null;
    const label = fact.type === 'values' ? `${fact.label}:` : fact.label;
    return [{ name, label, value: displayFact(fact, value), reused }];
  });
}

function forgetOptions(entry: Entry, used: readonly UsedFact[], ground: Ground): Option[] {
  return used
    .filter((fact) => fact.reused)
    .map((fact) => {
      const forget = ground.corpus.facts.get(fact.name)?.forget ?? '';
      return {
        label: used.length > 1 ? `${forget} (${fact.label})` : forget,
        value: VALUES.forget(fact.name, entry.id),
      };
    });
}

/** An answer may call a build fine that has been retired since: said directly under its first line. */
function buildNotes(used: readonly FactName[], session: Session, ground: Ground, now: number): Note[] {
  const { releases } = ground.corpus;
  if (!releases) return [];
  return used.flatMap((name) => {
    const version = parseVersion(session.facts[name] ?? '');
    const note = version && retirementNote(releases, version, isoDay(now));
    return note ? [note] : [];
  });
}

export function isoDay(now: number): IsoDate {
  return new Date(now).toISOString().slice(0, 10) as IsoDate;
}

export function candidatesOf(
  candidates: readonly { entry: EntryId; confidence: number }[],
  ground: Ground,
): Candidate[] {
  return candidates.flatMap(({ entry, confidence }) => {
    const title = ground.corpus.entries.get(entry)?.shortTitle;
    return title === undefined ? [] : [{ entry, title, confidence }];
  });
}

function joined(text: string, others: readonly string[]): string {
  return [text, ...others].filter((part) => part !== '').join('\n\n');
}
