import { z } from 'zod';
import type { EntryId, FactName } from '../brand.ts';
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
  /** The options of the last reply, in the order in which they were numbered. */
  offered: Option[];
  /** What tickets keep here; the dialog itself only carries it along. */
  desk: DeskState | null;
}

export function newSession(): Session {
  return { facts: {}, open: null, parked: [], answered: null, last: null, offered: [], desk: null };
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
const stored = z.object({
  form: z.literal(1),
  facts,
  open: open.nullable(),
  parked: z.array(open),
  answered: z.object({ entry: z.string(), step: step.nullable(), because: z.array(z.string()) }).nullable(),
  last: z.object({ ...origin, entry: z.string().nullable(), what: z.string().nullable() }).nullable(),
  offered: z.array(z.object({ label: z.string(), value: z.string() })),
  // Sessions of the releases before tickets have none.
  desk: deskState.nullable().default(null),
});

export function writeSession(session: Session): string {
  return JSON.stringify({ form: 1, ...session });
}

/** Reads what writeSession wrote; null for anything else, an older form included: such a conversation begins anew. */
export function readSession(text: string): Session | null {
  try {
    const result = stored.safeParse(JSON.parse(text));
    if (!result.success) return null;
    const { form: _form, ...session } = result.data;
    // Ids and names are checked against the corpus where they are used: it may have changed since.
    return session as unknown as Session;
  } catch {
    return null;
  }
}
