import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/open.ts';
import type { Store } from '../src/store/port.ts';
import { listedAgents } from '../src/triage/agents.ts';
import type { Command } from '../src/triage/command.ts';
import { changeOf, isRefused } from '../src/triage/commit.ts';
import type { TicketChange } from '../src/triage/port.ts';
import type { Rules } from '../src/triage/rules.ts';
import { type Actor, IMPACTS, type Person, type Ticket, ticketId, URGENCIES } from '../src/triage/ticket.ts';
import { createTriage, type Triage } from '../src/triage/triage.ts';
import { rulesFrom, triageSection } from '../src/triageSettings.ts';
import { createRandom, pick, type Random, whole } from './random.ts';
import { createTicketTexts } from './ticketTexts.ts';

/** A desk in a file of its own, with so many open tickets. */
export interface TicketDesk {
  size: number;
  store: Store;
  triage: Triage;
  rules: Rules;
  /** Whose tickets are asked for. */
  agent: Person;
  category: string;
  /** The moment at which the last ticket came, in milliseconds since 1970. */
  now: number;
  remove(): Promise<void>;
}

const CATEGORIES = ['sign-in', 'passwords', 'devices', 'groups', 'mail', 'servers', 'certificates', 'licences'];
const AGENTS = 12;
const REQUESTERS = 3;
/** A Monday in a time zone without holidays. */
const BEGIN = Date.parse('2026-11-02T09:00:00Z');
const DAYS = 18;
const DAY_MS = 86_400_000;
const NOW = BEGIN + DAYS * DAY_MS;
/** Who is asked and says nothing for longer has their ticket closed. */
const PATIENCE_DAYS = 6;
/** Within the working hours, or many clocks would run out in the same millisecond. */
const SHIFT_MS = 8 * 3_600_000;
/** Saves that are stored side by side: they share a transaction. */
const SIDE_BY_SIDE = 50;

const RULES = rulesFrom(
  triageSection.parse({
    channels: { all: ['slack:T1/C1'] },
    categories: CATEGORIES.map((id) => ({ id, title: id })),
  }),
  [],
);

/** Through the commands and the store of the product; about half of the tickets have an agent, and some wait for an answer. */
export async function openTicketDesk(size: number, seed: number): Promise<TicketDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'desk.db')}`);
  const random = createRandom(seed);
  const text = createTicketTexts(seed);
  const agents = listedAgents({});
  const corpus = {
    entries: new Map(),
    facts: new Map(),
    sections: [],
    outside: [],
    glossary: [],
    releases: null,
  };
  const now = NOW;
  const triage = createTriage({ store, rules: RULES, agents, corpus, clock: () => now });
  const times = Array.from({ length: size }, () => momentOf(random)).sort((one, other) => one - other);
  const lives = times.map((at, n) => lifeOf(n + 1, at, text(), random, Math.ceil(size / REQUESTERS)));
  for (let begin = 0; begin < size; begin += SIDE_BY_SIDE) {
    const steps = lives.slice(begin, begin + SIDE_BY_SIDE).flat();
    const saves = steps.map((change, n) => {
      const id = `${change.ticket.id}#${change.ticket.revision}`;
      return { command: { id, result: '{}' }, changes: [change], at: times[begin + (n % SIDE_BY_SIDE)] ?? now };
    });
    const saved = await Promise.all(saves.map((each) => store.saveTickets(each)));
    if (saved.includes('conflict')) throw new Error('A ticket of the bench was not stored.');
  }
  // What fell due while they came is done, as at a desk that runs.
  await triage.sweep(now);
  return {
    size,
    store,
    triage,
    rules: RULES,
    agent: agentOf(0),
    category: CATEGORIES[0] ?? '',
    now,
    async remove() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function momentOf(random: Random): number {
  const day = whole(random, 0, DAYS - 1);
  const weekday = day % 7;
  // What came at a weekend is left to the Friday before it.
  return BEGIN + (day - Math.max(0, weekday - 4)) * DAY_MS + Math.floor(random() * SHIFT_MS);
}

/** A ticket's changes, each on the one before. */
function lifeOf(
  number: number,
  at: number,
  { summary, question }: ReturnType<ReturnType<typeof createTicketTexts>>,
  random: Random,
  requesters: number,
): TicketChange[] {
  const requester: Person = { platform: 'slack', tenant: 'T1', user: `U${whole(random, 1, requesters)}`, name: null };
  const opening: Command = {
    is: 'open',
    id: ticketId(number),
    place: { platform: 'slack', tenant: 'T1', conversation: `D${requester.user}` },
    summary,
    packet: { question, facts: {}, branches: [], offered: [], version: null, messages: null },
    category: pick(random, CATEGORIES),
    categoryConfidence: random(),
    impact: pick(random, IMPACTS),
    urgency: pick(random, URGENCIES),
  };
  const changes = [changed(null, opening, { role: 'requester', person: requester }, at)];
  const agent: Actor = { role: 'agent', person: agentOf(whole(random, 0, AGENTS - 1)) };
  const lot = random();
  const isRecent = at > NOW - PATIENCE_DAYS * DAY_MS;
  const later: Command[] = [
    ...(lot < 0.5 ? [{ is: 'claim' } as const] : []),
    ...(isRecent && lot < 0.35
      ? [{ is: 'ask', text: 'Which build is installed, and what does its log say?' } as const]
      : []),
  ];
  for (const command of later) changes.push(changed(changes.at(-1)?.ticket ?? null, command, agent, at + 60_000));
  return changes;
}

function changed(ticket: Ticket | null, command: Command, actor: Actor, at: number): TicketChange {
  const change = changeOf(ticket, command, actor, at, RULES);
  if (isRefused(change)) throw new Error(`A command of the bench was refused: ${change.message}`);
  return change;
}

function agentOf(number: number): Person {
  return { platform: 'slack', tenant: 'T1', user: `A${number}`, name: `Agent ${number}` };
}
