import type { IsoDate } from '../brand.ts';
import type { Draft, Said } from '../deskState.ts';
import { isOwn } from '../dialog/question.ts';
import type { Slots } from '../intent/types.ts';
import { checkVersion } from '../knowledge/checkVersion.ts';
import { describeCheck } from '../knowledge/describeCheck.ts';
import type { Corpus } from '../knowledge/types.ts';
import { maskSecrets } from '../mask.ts';
import { parseVersion } from '../version.ts';
import type { Learnt } from './command.ts';
import { cut, LIMITS } from './limits.ts';
import type { OfferedEntry, Packet } from './ticket.ts';

/** What was said in the conversation, with what came of it, as the packet of a ticket. Pure. */
export function packetOf(
  draft: Pick<Draft, 'question' | 'withMessages'>,
  trail: readonly Said[],
  facts: Readonly<Record<string, string>>,
  corpus: Pick<Corpus, 'releases' | 'facts'>,
  today: IsoDate,
): Packet {
  return {
    question: cut(maskSecrets(draft.question), LIMITS.text),
    facts: { ...facts },
    branches: [...new Set(trail.flatMap(({ because }) => because))],
    offered: offeredOf(trail),
    version: versionOf(facts, corpus, today),
    messages: draft.withMessages ? trail.map(({ text }) => text) : null,
  };
}

/** Every entry once, with the last reason why it was not enough. */
function offeredOf(trail: readonly Said[]): OfferedEntry[] {
  const offered = new Map<string, OfferedEntry>();
  for (const { entry, title, confidence, kind } of trail) {
    if (entry === null) continue;
    offered.delete(entry);
    offered.set(entry, { entry, title: title ?? entry, confidence, why: whyNot(kind, confidence) });
  }
  return [...offered.values()];
}

function whyNot(kind: string, confidence: number | null): string {
  if (kind === 'ask') return 'its question was left open';
  if (kind === 'unknown' || kind === 'clarify') return 'not sure enough to be an answer';
  return confidence === null ? 'picked by the requester, and did not solve it' : 'answered, and did not solve it';
}

/**
 * What a comment adds to what is known: facts that somebody states of their own installation. Where it answers an agent
 * (`waits`) that is what it speaks of, and the one version in it is theirs. Null: nothing.
 */
export function learntFrom(
  text: string,
  { facts: stated, versions }: Slots,
  waits: boolean,
  corpus: Pick<Corpus, 'releases' | 'facts'>,
  today: IsoDate,
): Learnt | null {
  if (!waits && !isOwn(text)) return null;
  const facts: Record<string, string> = Object.fromEntries(stated);
  const [version, ...more] = versions;
  const asked = [...corpus.facts.values()].find(({ type }) => type === 'version');
  if (waits && asked && version !== undefined && more.length === 0) facts[asked.name] ??= version;
  return Object.keys(facts).length === 0 ? null : { facts, version: versionOf(facts, corpus, today) };
}

function versionOf(
  facts: Readonly<Record<string, string>>,
  { releases, facts: declared }: Pick<Corpus, 'releases' | 'facts'>,
  today: IsoDate,
): string | null {
  if (!releases) return null;
  for (const fact of declared.values()) {
    const version = fact.type === 'version' ? parseVersion(facts[fact.name] ?? '') : null;
    if (version) return cut(describeCheck(checkVersion(releases, version, today)), LIMITS.text);
  }
  return null;
}

/** Facts by their labels, then what else decided an answer. */
export function knownOf({ facts, branches }: Packet, declared: Corpus['facts']): string[] {
  const all = [...declared.values()];
  const inWords = Object.entries(facts).map(([name, value]) => {
    const fact = all.find((each) => each.name === name);
    const said = fact?.type === 'values' ? (fact.values.find(({ id }) => id === value)?.label ?? value) : value;
    return `${fact?.label ?? name} ${said}`;
  });
  // What decided an answer may have been corrected since.
  const labels = all.filter(({ name }) => name in facts).map(({ label }) => `${label} `);
  return [...new Set([...inWords, ...branches.filter((each) => !labels.some((label) => each.startsWith(label)))])];
}

/** The trail with one more message; what is kept is short, masked and the newest. */
export function longerTrail(trail: readonly Said[], said: Said): Said[] {
  const { text, topic } = said;
  const kept = (words: string) => cut(maskSecrets(words), LIMITS.message);
  const short = kept(text);
  const all = [...trail, { ...said, text: short, topic: topic === text ? short : topic && kept(topic) }];
  const rest = all.slice(-LIMITS.messages);
  // What a long walk began with stays known.
  const [first, ...others] = rest;
  const before = lastTopic(all.slice(0, -LIMITS.messages), undefined);
  return first && first.topic === null && before !== '' ? [{ ...first, topic: before }, ...others] : rest;
}

/**
 * What a ticket is about where it is opened from a conversation: what was asked last, or, of the reply to `about`, what led
 * to that one. Empty: that is not known any more.
 */
export function lastTopic(trail: readonly Said[], about: string | undefined): string {
  const end = about === undefined ? trail.length : trail.findIndex(({ delivery }) => delivery === about) + 1;
  return trail.slice(0, end).findLast(({ topic }) => topic !== null)?.topic ?? '';
}
