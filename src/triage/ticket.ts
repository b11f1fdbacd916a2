import { z } from 'zod';
import type { Brand } from '../brand.ts';

/** What a ticket is made of. Plain data: it goes through the store as JSON, and times are milliseconds since 1970. */

/** `DESK-142`. */
export type TicketId = Brand<string, 'TicketId'>;

const PREFIX = 'DESK';

export function ticketId(number: number): TicketId {
  return `${PREFIX}-${number}` as TicketId;
}

/** `DESK-142`, `desk 142`, `#142`, `142`: the id; null for anything else. */
export function readTicketId(text: string): TicketId | null {
  const [, digits] = /^\s*(?:desk[- ]?|#)?([1-9]\d{0,8})\s*$/i.exec(text) ?? [];
  return digits === undefined ? null : ticketId(Number(digits));
}

export function numberOf(id: TicketId): number {
  return Number(id.slice(PREFIX.length + 1));
}

export const STATES = ['new', 'triaged', 'assigned', 'waiting-on-requester', 'resolved', 'closed'] as const;
export type State = (typeof STATES)[number];

/** Why a ticket is closed. `silence`: nobody answered, or nobody objected to the resolution, for the days in settings. */
const CLOSE_REASONS = ['solved', 'withdrawn', 'duplicate', 'silence'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** Who cannot work. */
export const IMPACTS = ['person', 'team', 'everyone'] as const;
export type Impact = (typeof IMPACTS)[number];

export const URGENCIES = ['low', 'normal', 'high'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** P1 is the most pressing. */
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Somebody on a platform. `name`: as the platform gives it, null where it gives none. */
const person = z.object({ platform: z.string(), tenant: z.string(), user: z.string(), name: z.string().nullable() });
export type Person = z.infer<typeof person>;

/** The platform of a person in another ticket system; its tenant is the id of that system in the settings. */
export const WEBHOOK_PLATFORM = 'webhook';

/** Where a conversation is: news goes there. */
const place = z.object({ platform: z.string(), tenant: z.string(), conversation: z.string() });
export type Place = z.infer<typeof place>;

/** An entry that the requester was shown before, and why it was not enough. */
const offeredEntry = z.object({
  entry: z.string(),
  title: z.string(),
  /** 0 to 1; null: the requester picked it. */
  confidence: z.number().nullable(),
  why: z.string(),
});
export type OfferedEntry = z.infer<typeof offeredEntry>;

/** What travels with a ticket, so that an agent need not ask everything again. Texts are masked for secrets. */
const packet = z.object({
  /** As typed. */
  question: z.string(),
  facts: z.record(z.string(), z.string()),
  /** What decided the answers, in words: `installed version 1.1.654.0`. */
  branches: z.array(z.string()),
  offered: z.array(offeredEntry),
  /** What the version check says of the version that is known. */
  version: z.string().nullable(),
  /** What was said before, oldest first; null: the requester did not agree to include it. */
  messages: z.array(z.string()).nullable(),
});
export type Packet = z.infer<typeof packet>;

/** Working time that a ticket may take. It runs while `since` is set; paused and stopped clocks have used what they have used. */
const clock = z.object({ budgetMs: z.number(), usedMs: z.number(), since: z.number().nullable() });
export type Clock = z.infer<typeof clock>;

export const CLOCKS = ['response', 'resolution'] as const;
export type ClockName = (typeof CLOCKS)[number];

/** What may fall due by itself. */
const TIMERS = [
  'response-soon',
  'response-late',
  'resolution-soon',
  'resolution-late',
  'stale',
  'expire',
  'settle',
] as const;
export type Timer = (typeof TIMERS)[number];

/** Somebody who has the same problem and is told what becomes of it. */
export interface Follower {
  person: Person;
  place: Place;
}

const state = z.enum(STATES);

/** The ticket as the store keeps it; its followers lie in a table of their own. */
export const storedTicket = z.object({
  form: z.literal(1),
  id: z.string(),
  /** Grows by one with every command; a save on an older revision is refused. */
  revision: z.number(),
  state,
  /** Set while closed. */
  closedBecause: z.enum(CLOSE_REASONS).nullable(),
  duplicateOf: z.string().nullable(),
  requester: person,
  place,
  summary: z.string(),
  packet,
  category: z.string(),
  /** How sure the intent layer was of it; null: a person chose it. */
  categoryConfidence: z.number().nullable(),
  impact: z.enum(IMPACTS),
  urgency: z.enum(URGENCIES),
  priority: z.enum(PRIORITIES),
  assignee: person.nullable(),
  resolution: z.string().nullable(),
  /** 1 to 5. */
  rating: z.number().nullable(),
  clocks: z.object({ response: clock, resolution: clock }),
  /** An agent has turned to the requester. */
  respondedAt: z.number().nullable(),
  /** When an agent asked or sent an entry, until the requester has said something to it; whoever has the ticket by then. */
  askedAt: z.number().nullable().default(null),
  createdAt: z.number(),
  /** When it came into its state. */
  stateSince: z.number(),
  /** By timer, for which due time it has fired. */
  fired: z.partialRecord(z.enum(TIMERS), z.number()),
});

export type StoredTicket = Omit<z.infer<typeof storedTicket>, 'id' | 'duplicateOf' | 'form'> & {
  id: TicketId;
  duplicateOf: TicketId | null;
};

export interface Ticket extends StoredTicket {
  followers: readonly Follower[];
}

/** Who does something: the one whose ticket it is (or would be), an agent, or the desk itself at a given time. */
export type Actor = { role: 'requester' | 'agent'; person: Person } | { role: 'desk' };

/** One row of a ticket's history. */
export interface TicketEvent {
  ticket: TicketId;
  /** The ticket's revision after it. */
  revision: number;
  at: number;
  by: Actor;
  /** The command. */
  what: string;
  from: State | null;
  to: State;
  /** What was said or changed, by name. */
  details: Readonly<Record<string, string>>;
}

/** An entry for the FAQ that a ticket's resolution gave. */
export interface FaqDraft {
  /** One draft a ticket. */
  ticket: TicketId;
  /** Those that it was made from: the ticket, then its duplicates. */
  tickets: readonly TicketId[];
  question: string;
  /** YAML: a file of the corpus with this one entry. */
  body: string;
  /** When it was proposed last. */
  at: number;
}

/** One thing to be carried out of the desk once the command that made it is stored. */
export interface Outgoing {
  /** `news`: a Reply for a requester's or a follower's place. `card`: the triage card of a channel is out of date. `alert`: words for a channel. `webhook`: an event for an endpoint of the settings. `digest`: what stands where, for a channel. */
  kind: 'news' | 'card' | 'alert' | 'webhook' | 'digest';
  /** `slack:T1/C1`: a platform, its tenant and a conversation or channel; items of one ticket and target keep their order. */
  target: string;
  /** JSON: of a `news` `{ reply, person }`, of an `alert` `{ ticket, text }`, of a `card` `{ ticket }`, of a `webhook` `{ id, payload }`, of a `digest` `{ text, until }`. */
  body: string;
}

/** The same person on the same platform, whatever name it gave. */
export function isSame(one: Person, other: Person): boolean {
  return one.platform === other.platform && one.tenant === other.tenant && one.user === other.user;
}

export function nameOf(person: Person | null): string {
  return person === null ? 'nobody' : (person.name ?? person.user);
}

/** One text for a person or a place, for keys. Tenants hold no slash on any platform. */
export function addressOf(of: { platform: string; tenant: string } & ({ user: string } | { conversation: string })) {
  return `${of.platform}:${of.tenant}/${'user' in of ? of.user : of.conversation}`;
}

export function readAddress(address: string): { platform: string; tenant: string; id: string } | null {
  const [, platform, tenant, id] = /^([a-z]+):([^/]*)\/(.+)$/s.exec(address) ?? [];
  return platform === undefined || tenant === undefined || id === undefined ? null : { platform, tenant, id };
}
