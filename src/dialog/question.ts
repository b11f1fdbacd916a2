import type { EntryId, FactName, IsoDate } from '../brand.ts';
import { DeskError } from '../errors.ts';
import { readVersionQuestion, type VersionQuestion } from '../intent/commands.ts';
import type { Understanding } from '../intent/types.ts';
import { checkVersion } from '../knowledge/checkVersion.ts';
import { describeCheck } from '../knowledge/describeCheck.ts';
import { requireVersion } from '../knowledge/readVersion.ts';
import type { Releases } from '../knowledge/releases.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Reply } from '../reply.ts';
import type { Version } from '../version.ts';
import { blank, candidatesOf, isoDay, PLAIN } from './compose.ts';
import { correct, statedFor } from './correct.ts';
import { choiceOptions, choiceQuestion } from './open.ts';
import { displayFact } from './resolve.ts';
import type { Open } from './session.ts';
import { type At, complete, completeAsking, failed, plain, say, type Turn } from './turn.ts';
import { VALUES } from './values.ts';

/** At most this many entries stand in a choice. */
export const CHOICES = 4;
/** An entry belongs into a choice when it is at least this likely beside the first. */
const RIVAL = 0.2;
/** A topic this unlikely is not worth naming beside 'I do not know'. */
export const NEAREST = 0.03;

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
  const said = statedFor(at, entry, understanding);
  const session = { ...at.session, facts: { ...at.session.facts, ...Object.fromEntries(said) } };
  const fresh = new Set([...stated, ...said.keys()]);
  const { confidence, explanation } = understanding;
  const candidates = candidatesOf(understanding.candidates, at.ground);
  return say({ ...at, session }, entry, { ...PLAIN, fresh }, { confidence, explanation, tapped: false }, candidates);
}

/** Whether somebody speaks of what is their own. */
export function isOwn(text: string): boolean {
  return /\b(we|i|our|my|we're|i'm)\b/i.test(text);
}

/** 'We run 2.4.18.0': the person's own version is remembered whatever the question is. */
function noteOwnVersion(at: At, text: string, understanding: Understanding): At {
  const [version] = understanding.slots.versions;
  if (version === undefined || !isOwn(text)) return at;
  const stated = [...understanding.slots.facts].filter(([, value]) => value === version);
  if (stated.length === 0) return at;
  return { ...at, session: { ...at.session, facts: { ...at.session.facts, ...Object.fromEntries(stated) } } };
}

/** The entries that a choice shows, best first. */
export function offered({ candidates, confidence }: Understanding): EntryId[] {
  return candidates
    .filter((candidate) => candidate.confidence >= RIVAL * confidence)
    .slice(0, CHOICES)
    .map((candidate) => candidate.entry);
}

function clarify(at: At, understanding: Understanding): Turn {
  const { confidence, explanation } = understanding;
  const entries = offered(understanding);
  const origin = { confidence, explanation, tapped: false };
  const stated: Record<FactName, string> = {};
  for (const entry of entries) for (const [name, value] of statedFor(at, entry, understanding)) stated[name] = value;
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
  const [version, ...more] = understanding?.slots.versions ?? [];
  const check = version === undefined || more.length > 0 ? [] : [`version ${version}`];
  const options = [
    ...check.map((words) => ({ label: `Check ${words}`, value: VALUES.ask(words) })),
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
