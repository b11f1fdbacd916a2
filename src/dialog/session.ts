import { z } from 'zod';
import type { DeliveryId, EntryId, FactName, UserId } from '../brand.ts';
import { type DeskState, deskState } from '../deskState.ts';
import type { Explanation } from '../intent/types.ts';
import type { Option } from '../reply.ts';

/** How an entry came to be chosen. `tapped`: the person picked it, from a choice or a list. */
export interface Origin {
  confidence: number | null;
  explanation: Explanation | null;
  tapped: boolean;
}

/** A question that waits for its answer: a fact, the next step of a walk, or a choice between entries. */
export type Open = {
  /** Milliseconds since 1970. */
  askedAt: number;
  /** It has been offered again after something else was answered; that happens once. */
  reoffered: boolean;
  origin: Origin;
} & (
  | { kind: 'fact'; entry: EntryId; fact: FactName; step: number | null }
  | { kind: 'step'; entry: EntryId; step: number }
  | {
      kind: 'choice';
      entries: EntryId[];
      /** Facts that the question stated; they count whichever entry is chosen. */
      stated: Record<FactName, string>;
    }
);

/** What was answered last: 'no, it is 1.1.880.0', 'back' and 'not this server' refer to it. */
interface Answered {
  entry: EntryId;
  step: number | null;
  /** The facts that decided it, in words. */
  because: string[];
}

/** A conversation's state between two messages. Plain data: it goes through the store as JSON. */
export interface Session {
  facts: Record<FactName, string>;
  open: Open | null;
  /**
   * Questions that newer ones pushed aside, the newest last. Those not yet offered again are, when the way is free;
   * the others wait in silence for an answer that can only be theirs.
   */
  parked: Open[];
  answered: Answered | null;
  /** Why the last reply was what it was. `what`: for a reply that no entry stands behind. */
  last: (Origin & { entry: EntryId | null; what: string | null }) | null;
  /** The delivery whose reply that was; null where it had none. */
  lastBy: DeliveryId | null;
  /** The options of the last reply, in the order in which they were numbered. */
  offered: Option[];
  /** What tickets keep here; the dialog itself only carries it along. */
  desk: DeskState | null;
}

/**
 * What it takes to take the newest turn back. One step and no more: what was before it says nothing of an earlier one, so
 * a stored session has twice its size at most.
 */
export interface Newest {
  /** The delivery that made the turn; of a message that was edited, its first one. */
  delivery: DeliveryId;
  user: UserId;
  /** Milliseconds since 1970. */
  at: number;
  before: Session;
}

export function newSession(): Session {
  return { facts: {}, open: null, parked: [], answered: null, last: null, lastBy: null, offered: [], desk: null };
}

const origin = { confidence: z.number().nullable(), explanation: z.unknown(), tapped: z.boolean() };
const common = { askedAt: z.number(), reoffered: z.boolean(), origin: z.object(origin) };
const facts = z.record(z.string(), z.string());
const step = z.number().int();
const open = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('fact'), entry: z.string(), fact: z.string(), step: step.nullable() }),
  z.object({ ...common, kind: z.literal('step'), entry: z.string(), step }),
  z.object({ ...common, kind: z.literal('choice'), entries: z.array(z.string()), stated: facts }),
]);
const state = z.object({
  facts,
  open: open.nullable(),
  parked: z.array(open),
  answered: z.object({ entry: z.string(), step: step.nullable(), because: z.array(z.string()) }).nullable(),
  last: z.object({ ...origin, entry: z.string().nullable(), what: z.string().nullable() }).nullable(),
  // Sessions of earlier releases have none.
  lastBy: z.string().nullable().default(null),
  offered: z.array(z.object({ label: z.string(), value: z.string() })),
  // Sessions of the releases before tickets have none.
  desk: deskState.nullable().default(null),
});
const stored = state.extend({ form: z.literal(1) });
const storedNewest = z.object({
  form: z.literal(1),
  newest: z.object({ delivery: z.string(), user: z.string(), at: z.number(), before: state }),
});

export function writeSession(session: Session, newest: Newest | null): string {
  return JSON.stringify({ form: 1, ...session, ...(newest && { newest }) });
}

/** Reads what writeSession wrote; null for anything else, an older form included: such a conversation begins anew. */
export function readSession(text: string): Session | null {
  const read = readAs(stored, text);
  if (!read) return null;
  const { form: _form, ...session } = read;
  // Ids and names are checked against the corpus where they are used: it may have changed since.
  return session as unknown as Session;
}

/** The newest turn of what writeSession wrote; null where it cannot be taken back. */
export function readNewest(text: string): Newest | null {
  return (readAs(storedNewest, text)?.newest ?? null) as unknown as Newest | null;
}

function readAs<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
