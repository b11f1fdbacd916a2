import type { EntryId, FactName } from '../brand.ts';
import type { VersionQuestion } from '../intent/commands.ts';
import { heldChoice } from '../intent/options.ts';
import type { Understanding } from '../intent/types.ts';
import { askedFacts, asksOf } from '../knowledge/askedFacts.ts';
import type { Ask } from '../knowledge/types.ts';
import { PLAIN } from './compose.ts';
import { isQuestion, readFactAnswer, sayingsOf } from './readFact.ts';
import { type At, say, type Turn } from './turn.ts';

const CUED =
  /^\W*(oh |ah |oops )?(no|nope|actually|sorry|wait|correction|wrong|i meant|oops|not)\b|\b(i meant|actually|instead|rather|correction|(another|other|different|second) (server|machine|box|one)|i was wrong|my mistake|my bad)\b|\b(sorry|actually)\W*$/i;
const CUES = /^\W*((oh|ah|oops|(no|nope)(?=\W+\w)|actually|sorry|wait|correction|wrong|i meant|i mean)\b\W*)+/i;
/** Words beside a bare version: 'it is 2.5.79.0 now', 'the version is 1.1.880.0'. */
const BARE =
  /^(?:(?:it|it's|is|now|sorry|v|the|other|one|on|and|what|about|if|with|for|we|we're|are|have)\W+)*(?:(?:the|our|my|its) (?:installed )?(?:version|build) is )?v?\d+(?:\.\d+){2,3}\W*(?:sorry|now|then|instead)?\W*$/i;
/** A statement of so few words speaks of what was just answered. */
const SHORT = 7;

/**
 * 'No, it is 1.1.880.0', 'it is a contact, sorry', 'a gMSA then': changes facts of the last answer and says that entry
 * anew; null where the message corrects nothing.
 */
export function correct(
  at: At,
  text: string,
  understanding: Understanding,
  version: VersionQuestion | null,
): Turn | null {
  const { answered, last, facts } = at.session;
  if (!answered) return null;
  const changed = [...corrections(at, answered.entry, text, understanding, version)].filter(
    ([name, value]) => facts[name] !== value,
  );
  const names = changed.map(([name]) => name);
  const [first] = names;
  if (first === undefined) return null;
  const how = { ...PLAIN, step: answered.step ?? 0, fresh: new Set(names), answered: first };
  const origin = last ?? { confidence: null, explanation: null, tapped: true };
  const session = { ...at.session, facts: { ...facts, ...Object.fromEntries(changed) } };
  return say({ ...at, session }, answered.entry, how, origin);
}

function corrections(
  at: At,
  id: EntryId,
  text: string,
  understanding: Understanding,
  version: VersionQuestion | null,
): ReadonlyMap<FactName, string> {
  const stated = statedFor(at, id, understanding);
  const isBareVersion = version !== null && 'version' in version && BARE.test(text);
  if (CUED.test(text) || isBareVersion) {
    return stated.size > 0
      ? stated
      : readAnswers(at, id, (ask) => answerTo(ask, at, text.replace(CUES, ''), understanding));
  }
  // Without a cue: a short statement, of a fact that this answer went by.
  const isOther = understanding.outcome === 'settled' && understanding.candidates[0]?.entry !== id;
  if (version !== null || isOther || isQuestion(text) || text.trim().split(/\s+/).length > SHORT) return new Map();
  const known = new Map([...stated].filter(([name]) => at.session.facts[name] !== undefined));
  return known.size > 0 ? known : readAnswers(at, id, (ask) => heldAnswer(ask, at, text));
}

/** The facts in the words that an entry may ask for. */
export function statedFor({ ground }: At, id: EntryId, { slots }: Understanding): Map<FactName, string> {
  const entry = ground.corpus.entries.get(id);
  const asked = new Set(entry ? askedFacts(entry.answer) : []);
  return new Map([...slots.facts].filter(([name]) => asked.has(name)));
}

/** What the words say of the facts that the answer went by. */
function readAnswers(at: At, id: EntryId, read: (ask: Ask) => string | null): Map<FactName, string> {
  const entry = at.ground.corpus.entries.get(id);
  const values = new Map<FactName, string>();
  for (const ask of entry ? asksOf(entry.answer) : []) {
    const value = at.session.facts[ask.fact] === undefined ? null : read(ask);
    if (value !== null) values.set(ask.fact, value);
  }
  return values;
}

/** 'No, it's newer', 'sorry, I meant no': the rest answers the question anew. */
function answerTo(ask: Ask, { ground }: At, words: string, { slots }: Understanding): string | null {
  const fact = ground.corpus.facts.get(ask.fact);
  const answer = fact ? readFactAnswer(words, ask, fact, slots) : null;
  return answer && 'value' in answer && !answer.fuzzy ? answer.value : null;
}

/** 'Rebooted, still not starting': the first clause holds an answer word for word. */
function heldAnswer(ask: Ask, { ground }: At, text: string): string | null {
  const fact = ground.corpus.facts.get(ask.fact);
  const [first = ''] = text.split(/[,;.!]/);
  if (fact?.type !== 'values' || /\b(not|no|never)\b|n't\b/i.test(first)) return null;
  return heldChoice(first, sayingsOf(fact));
}
