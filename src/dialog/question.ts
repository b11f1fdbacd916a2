import type { EntryId, FactName } from '../brand.ts';
import { DeskError } from '../errors.ts';
import { readVersionQuestion, type VersionQuestion } from '../intent/commands.ts';
import type { Understanding } from '../intent/types.ts';
import { askedFacts } from '../knowledge/askedFacts.ts';
import { checkVersion } from '../knowledge/checkVersion.ts';
import { describeCheck } from '../knowledge/describeCheck.ts';
import { requireVersion } from '../knowledge/readVersion.ts';
import type { Reply } from '../reply.ts';
import { blank, candidatesOf, isoDay, PLAIN } from './compose.ts';
import { choiceOptions } from './open.ts';
import type { Open } from './session.ts';
import { type At, complete, failed, plain, say, type Turn } from './turn.ts';
import { VALUES } from './values.ts';

/** At most this many entries stand in a choice. */
const CHOICES = 4;
/** An entry belongs into a choice when it is at least this likely beside the first. */
const RIVAL = 0.2;
/** A topic this unlikely is not worth naming beside 'I do not know'. */
const NEAREST = 0.03;

/** A message that answers nothing that waits: a version check, a correction, or a new question. */
export function hearQuestion(at: At, text: string, understanding: Understanding): Turn {
  const version = readVersionQuestion(text);
  const corrected = correct(at, text, understanding, version);
  if (corrected) return corrected;
  if (version) return checkNamedVersion(noteOwnVersion(at, text, understanding), version, understanding);
  const [best] = understanding.candidates;
  const { session } = at;
  const last = {
    entry: null,
    step: null,
    confidence: understanding.confidence,
    explanation: understanding.explanation,
  };
  const noted = noteOwnVersion({ ...at, session: { ...session, last } }, text, understanding);
  const understood = {
    candidates: candidatesOf(understanding.candidates, at.ground),
    confidence: understanding.confidence,
  };
  if (best && understanding.outcome === 'settled') return settle(noted, best.entry, understanding, understood);
  if (understanding.outcome === 'choice') return clarify(noted, understanding, understood);
  return unknown(noted, at.ground.corpus.texts.unknown, understanding, understood);
}

type Understood = Pick<Reply, 'candidates' | 'confidence'>;

/** Facts in the words count where this entry asks for them. */
function settle(at: At, entry: EntryId, understanding: Understanding, understood: Understood): Turn {
  const fresh = relevantFacts(at, entry, understanding);
  const session = { ...at.session, facts: { ...at.session.facts, ...Object.fromEntries(fresh) } };
  return say({ ...at, session }, entry, { ...PLAIN, fresh: new Set(fresh.keys()) }, understood);
}

function relevantFacts(at: At, id: EntryId, understanding: Understanding): Map<FactName, string> {
  const entry = at.ground.corpus.entries.get(id);
  const asked = new Set(entry ? askedFacts(entry.answer) : []);
  return new Map([...understanding.slots.facts].filter(([name]) => asked.has(name)));
}

/** 'We run 2.4.18.0': the person's own version is remembered whatever the question is. */
function noteOwnVersion(at: At, text: string, understanding: Understanding): At {
  const [version] = understanding.slots.versions;
  if (version === undefined || understanding.slots.versions.length > 1 || !/\b(we|i|our|my|we're|i'm)\b/i.test(text))
    return at;
  const stated = [...understanding.slots.facts].filter(([, value]) => value === version);
  return { ...at, session: { ...at.session, facts: { ...at.session.facts, ...Object.fromEntries(stated) } } };
}

function clarify(at: At, understanding: Understanding, understood: Understood): Turn {
  const entries = understanding.candidates
    .filter((candidate) => candidate.confidence >= RIVAL * understanding.confidence)
    .slice(0, CHOICES)
    .map((candidate) => candidate.entry);
  const { confidence, explanation } = understanding;
  const open: Open = {
    kind: 'choice',
    entries,
    askedAt: at.now,
    reoffered: false,
    origin: { confidence, explanation },
  };
  const question = entries.length === 1 ? 'Do you mean this?' : 'Which of these do you mean?';
  const options = choiceOptions(entries, at.ground);
  return complete(at, { ...blank(), kind: 'clarify', question, options, ...understood }, open);
}

/** Honest about not knowing; names the nearest topics and the helpdesk. */
export function unknown(
  at: At,
  text: string,
  understanding: Understanding | null,
  understood: Partial<Understood> = {},
): Turn {
  const nearest = (understanding?.candidates ?? []).filter((candidate) => candidate.confidence >= NEAREST).slice(0, 3);
  const topics = choiceOptions(
    nearest.map((candidate) => candidate.entry),
    at.ground,
  ).slice(0, -1);
  const options = [
    ...topics,
    { label: 'Ask the helpdesk', value: VALUES.helpdesk },
    { label: 'Browse all topics', value: VALUES.browse },
  ];
  const hint = topics.length > 0 ? ' The nearest topics are below.' : '';
  return complete(
    at,
    { ...blank(), kind: 'unknown', text: `${text}${hint}`, helpdesk: at.ground.helpdesk, options, ...understood },
    null,
  );
}

function checkNamedVersion(at: At, named: VersionQuestion, understanding: Understanding): Turn {
  const { releases } = at.ground.corpus;
  const candidates = candidatesOf(understanding.candidates, at.ground);
  if ('missing' in named) return howToFindVersion(at);
  if (!releases) return plain(at, 'help', 'There is no release list in this corpus, so I cannot check versions.');
  try {
    const version = requireVersion(releases, 'version' in named ? named.version : named.unreadable);
    const check = checkVersion(releases, version, isoDay(at.now));
    const text = describeCheck(check);
    return complete(at, { ...blank(), kind: 'version', check, text, sources: check.sources, candidates }, null);
  } catch (error) {
    if (error instanceof DeskError) return failed(at, error.code, error.message);
    throw error;
  }
}

function howToFindVersion(at: At): Turn {
  const { corpus } = at.ground;
  const fact = [...corpus.facts.values()].find((each) => each.type === 'version');
  const entry = fact?.help ? corpus.entries.get(fact.help) : undefined;
  const found = entry?.answer.kind === 'leaf' ? `\n\n${entry.answer.text}` : '';
  const text = `Name the version and I check it, for example: version ${fact?.type === 'version' ? fact.example : '2.5.79.0'}.${found}`;
  return complete(at, { ...blank(), kind: 'version', check: null, text, sources: [...(entry?.sources ?? [])] }, null);
}

const CORRECTION =
  /^\W*(no|nope|actually|sorry|wait|correction|wrong|i meant|oops|not)\b|\b(i meant|actually|instead|rather|correction)\b/i;
/** Words beside a bare version: 'it is 2.5.79.0 now', '1.1.880.0 sorry'. */
const BARE =
  /^(?:(?:it|it's|is|now|sorry|version|ver|build|v|the|other|one|on|and|what|about|if|with|for)\W+)*v?\d+(?:\.\d+){2,3}\W*(?:sorry|now|then|instead)?\W*$/i;

/** 'No, it is 1.1.880.0': changes a fact of the last answer and says that entry anew. */
function correct(at: At, text: string, understanding: Understanding, version: VersionQuestion | null): Turn | null {
  const { last } = at.session;
  if (!last?.entry) return null;
  const stated = relevantFacts(at, last.entry, understanding);
  const isBareVersion =
    version !== null && 'version' in version && BARE.test(text) && !/^\W*(version|ver|v|build|check)\b/i.test(text);
  const changed = [...stated].filter(([name, value]) => at.session.facts[name] !== value);
  if (changed.length === 0 || !(CORRECTION.test(text) || isBareVersion)) return null;
  const facts = { ...at.session.facts, ...Object.fromEntries(changed) };
  const open = at.session.open?.kind === 'fact' && at.session.open.entry === last.entry ? null : at.session.open;
  const how = { ...PLAIN, step: last.step ?? 0, fresh: new Set(changed.map(([name]) => name)), continued: true };
  return say({ ...at, session: { ...at.session, facts, open } }, last.entry, how);
}
