import type { EntryId, FactName, IsoDate } from '../brand.ts';
import { DeskError } from '../errors.ts';
import { readVersionQuestion, type VersionQuestion } from '../intent/commands.ts';
import type { Understanding } from '../intent/types.ts';
import { askedFacts, asksOf } from '../knowledge/askedFacts.ts';
import { checkVersion } from '../knowledge/checkVersion.ts';
import { describeCheck } from '../knowledge/describeCheck.ts';
import { requireVersion } from '../knowledge/readVersion.ts';
import type { Releases } from '../knowledge/releases.ts';
import type { Entry } from '../knowledge/types.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Reply } from '../reply.ts';
import type { Version } from '../version.ts';
import { blank, candidatesOf, isoDay, PLAIN } from './compose.ts';
import { choiceOptions, choiceQuestion } from './open.ts';
import { readFactAnswer } from './readFact.ts';
import { displayFact } from './resolve.ts';
import type { Open } from './session.ts';
import { type At, complete, completeAsking, failed, plain, say, type Turn } from './turn.ts';
import { VALUES } from './values.ts';

/** At most this many entries stand in a choice. */
const CHOICES = 4;
/** An entry belongs into a choice when it is at least this likely beside the first. */
const RIVAL = 0.2;
/** A topic this unlikely is not worth naming beside 'I do not know'. */
const NEAREST = 0.03;

/** A message that answers nothing that waits: a correction, a version check, or a new question. */
export function hearQuestion(at: At, text: string, understanding: Understanding, stated: ReadonlySet<FactName>): Turn {
  const version = readVersionQuestion(text);
  const corrected = correct(at, text, understanding, version);
  if (corrected) return corrected;
  const noted = noteOwnVersion(at, text, understanding);
  if (version) return checkNamedVersion(noted, version);
  const { confidence, explanation, outcome } = understanding;
  const last = { entry: null, what: null, confidence, explanation, tapped: false };
  const here = { ...noted, session: { ...noted.session, last } };
  const [best] = understanding.candidates;
  if (best && outcome === 'settled') return settle(here, best.entry, understanding, stated);
  if (outcome === 'choice') return clarify(here, understanding);
  if (noted !== at) return takeNote(noted);
  return unknown(here, notAnswered(at, understanding), understanding);
}

/** Names the subject where the words clearly speak of one that the corpus leaves out. */
function notAnswered({ ground }: At, { outside }: Understanding): string {
  if (outside === null) return ground.corpus.texts.unknown;
  return `That looks like a question about **${escapeMarkdown(outside)}**, which this FAQ does not cover.`;
}

/** Nothing was asked, but a fact was told. */
function takeNote(at: At): Turn {
  const known = [...at.ground.corpus.facts.values()].flatMap((fact) => {
    const value = at.session.facts[fact.name];
    return fact.type === 'version' && value !== undefined ? [`${fact.label} ${displayFact(fact, value)}`] : [];
  });
  return plain(at, 'smalltalk', `Noted: ${known.join(', ')}. What would you like to know?`);
}

/** Facts in the words count where this entry asks for them. */
function settle(at: At, entry: EntryId, understanding: Understanding, stated: ReadonlySet<FactName>): Turn {
  const said = relevantFacts(at, entry, understanding);
  const session = { ...at.session, facts: { ...at.session.facts, ...Object.fromEntries(said) } };
  const fresh = new Set([...stated, ...said.keys()]);
  const { confidence, explanation } = understanding;
  const candidates = candidatesOf(understanding.candidates, at.ground);
  return say({ ...at, session }, entry, { ...PLAIN, fresh }, { confidence, explanation, tapped: false }, candidates);
}

function relevantFacts(at: At, id: EntryId, understanding: Understanding): Map<FactName, string> {
  const entry = at.ground.corpus.entries.get(id);
  const asked = new Set(entry ? askedFacts(entry.answer) : []);
  return new Map([...understanding.slots.facts].filter(([name]) => asked.has(name)));
}

/** 'We run 2.4.18.0': the person's own version is remembered whatever the question is. */
function noteOwnVersion(at: At, text: string, understanding: Understanding): At {
  const [version] = understanding.slots.versions;
  if (version === undefined || !/\b(we|i|our|my|we're|i'm)\b/i.test(text)) return at;
  const stated = [...understanding.slots.facts].filter(([, value]) => value === version);
  if (stated.length === 0) return at;
  return { ...at, session: { ...at.session, facts: { ...at.session.facts, ...Object.fromEntries(stated) } } };
}

function clarify(at: At, understanding: Understanding): Turn {
  const { confidence, explanation } = understanding;
  const entries = understanding.candidates
    .filter((candidate) => candidate.confidence >= RIVAL * confidence)
    .slice(0, CHOICES)
    .map((candidate) => candidate.entry);
  const origin = { confidence, explanation, tapped: false };
  const stated: Record<FactName, string> = {};
  for (const entry of entries)
    for (const [name, value] of relevantFacts(at, entry, understanding)) stated[name] = value;
  const open: Open = { kind: 'choice', entries, stated, askedAt: at.now, reoffered: false, origin };
  const options = choiceOptions(entries, at.ground);
  const question = choiceQuestion(entries.length);
  const candidates = candidatesOf(understanding.candidates, at.ground);
  return completeAsking(at, { ...blank(), kind: 'clarify', question, options, confidence, candidates }, open);
}

/** Honest about not knowing; names the nearest topics and the helpdesk. An open question goes on waiting. */
export function unknown(at: At, text: string, understanding: Understanding | null): Turn {
  const candidates = candidatesOf(understanding?.candidates ?? [], at.ground);
  const nearest = candidates.filter((candidate) => candidate.confidence >= NEAREST).slice(0, 3);
  const topics = nearest.map(({ entry, title }) => ({ label: title, value: VALUES.entry(entry) }));
  const options = [
    ...topics,
    { label: 'Ask the helpdesk', value: VALUES.helpdesk },
    { label: 'Browse all topics', value: VALUES.browse },
  ];
  const hint = topics.length > 0 ? ' The nearest topics are below.' : '';
  const { helpdesk } = at.ground;
  const confidence = understanding?.confidence ?? null;
  const reply: Reply = {
    ...blank(),
    kind: 'unknown',
    text: `${text}${hint}`,
    helpdesk,
    options,
    confidence,
    candidates,
  };
  return complete(at, reply, false);
}

function checkNamedVersion(at: At, named: VersionQuestion): Turn {
  const { releases } = at.ground.corpus;
  if ('missing' in named) return howToFindVersion(at);
  if (!releases) return plain(at, 'help', 'There is no release list in this corpus, so I cannot check versions.');
  const today = isoDay(at.now);
  try {
    const version = 'newest' in named ? newestSupported(releases, today) : requireVersion(releases, namedText(named));
    if (version === null)
      return plain(at, 'help', `The release list of ${releases.asOf} names no build that is supported today.`);
    const check = checkVersion(releases, version, today);
    const lead = 'newest' in named ? `The newest supported build is **${version}**.\n\n` : '';
    const what = `That was a check of ${version} against the release list of ${releases.asOf}; no entry of the FAQ was looked up.`;
    const last = { entry: null, what, confidence: null, explanation: null, tapped: false };
    const reply: Reply = {
      ...blank(),
      kind: 'version',
      check,
      text: `${lead}${describeCheck(check)}`,
      sources: check.sources,
    };
    return complete({ ...at, session: { ...at.session, last } }, reply);
  } catch (error) {
    if (error instanceof DeskError) return failed(at, error.code, error.message);
    throw error;
  }
}

function namedText(named: { version: string } | { unreadable: string }): string {
  return 'version' in named ? named.version : named.unreadable;
}

/** What an old build should be upgraded to is the newest one. */
function newestSupported(releases: Releases, today: IsoDate): Version | null {
  const oldest = releases.releases.at(-1);
  return oldest ? checkVersion(releases, oldest.version, today).upgradeTo : null;
}

function howToFindVersion(at: At): Turn {
  const { corpus } = at.ground;
  const fact = [...corpus.facts.values()].find((each) => each.type === 'version');
  const entry = fact?.help ? corpus.entries.get(fact.help) : undefined;
  const found = entry?.answer.kind === 'leaf' ? `\n\n${entry.answer.text}` : '';
  const text = `Name the version and I check it, for example: version ${fact?.type === 'version' ? fact.example : '2.5.79.0'}.${found}`;
  return complete(at, { ...blank(), kind: 'version', check: null, text, sources: [...(entry?.sources ?? [])] });
}

const CORRECTION =
  /^\W*(oh |ah |oops )?(no|nope|actually|sorry|wait|correction|wrong|i meant|oops|not)\b|\b(i meant|actually|instead|rather|correction|(another|other|different|second) (server|machine|box|one))\b/i;
/** Words beside a bare version: 'it is 2.5.79.0 now', '1.1.880.0 sorry'. */
const BARE =
  /^(?:(?:it|it's|is|now|sorry|v|the|other|one|on|and|what|about|if|with|for|we|we're|are|have)\W+)*v?\d+(?:\.\d+){2,3}\W*(?:sorry|now|then|instead)?\W*$/i;

/** 'No, it is 1.1.880.0': changes facts of the last answer, or of the open question's entry, and says that entry anew. */
function correct(at: At, text: string, understanding: Understanding, version: VersionQuestion | null): Turn | null {
  const { answered, last } = at.session;
  if (!answered) return null;
  const isBare = version !== null && 'version' in version && BARE.test(text);
  const isCued = CORRECTION.test(text);
  if (!isCued && !isBare) return null;
  const entry = at.ground.corpus.entries.get(answered.entry);
  const stated = new Map([
    ...relevantFacts(at, answered.entry, understanding),
    ...readCued(at, entry, text, understanding, isCued),
  ]);
  const changed = [...stated].filter(([name, value]) => at.session.facts[name] !== value);
  const names = changed.map(([name]) => name);
  const [first] = names;
  if (first === undefined) return null;
  const facts = { ...at.session.facts, ...Object.fromEntries(changed) };
  const how = { ...PLAIN, step: answered.step ?? 0, fresh: new Set(names), answered: first };
  const origin = last ?? { confidence: null, explanation: null, tapped: true };
  return say({ ...at, session: { ...at.session, facts } }, answered.entry, how, origin);
}

/** A cued correction may say its value as an answer would: 'no, it's newer', 'sorry, I meant no'. */
function readCued(
  at: At,
  entry: Entry | undefined,
  text: string,
  { slots }: Understanding,
  isCued: boolean,
): [FactName, string][] {
  if (!entry || !isCued) return [];
  const words = text.replace(
    /^\W*((oh|ah|oops|(no|nope)(?=\W+\w)|actually|sorry|wait|correction|wrong|i meant|i mean)\b\W*)+/i,
    '',
  );
  return [...asksOf(entry.answer)].flatMap((ask): [FactName, string][] => {
    const fact = at.ground.corpus.facts.get(ask.fact);
    if (!fact || at.session.facts[ask.fact] === undefined) return [];
    const answer = readFactAnswer(words, ask, fact, slots);
    return answer && 'value' in answer && !answer.fuzzy ? [[ask.fact, answer.value]] : [];
  });
}
