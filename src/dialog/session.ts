import { z } from 'zod';
import type { EntryId, FactName } from '../brand.ts';
import type { Explanation } from '../intent/types.ts';
import type { Option } from '../reply.ts';

/** How sure the entry was understood, and why; kept with a question so that its answer can still be explained. */
export interface Origin {
  confidence: number | null;
  explanation: Explanation | null;
}

/** A question that waits for its answer: a fact, the next step of a walk, or a choice between entries. */
export type Open = { askedAt: number; reoffered: boolean; origin: Origin } & (
  | { kind: 'fact'; entry: EntryId; fact: FactName; step: number | null }
  | { kind: 'step'; entry: EntryId; step: number }
  | { kind: 'choice'; entries: EntryId[] }
);

/** What the last answer was about: 'why?', 'no, it is 1.1.880.0' and 'not this server' refer to it. */
export interface Last extends Origin {
  entry: EntryId | null;
  step: number | null;
}

/** A conversation's state between two messages. Plain data: it goes through the store as JSON. */
export interface Session {
  facts: Record<FactName, string>;
  open: Open | null;
  /** The question that a newer one pushed aside; offered again when the newer one is done. */
  parked: Open | null;
  last: Last | null;
  /** The options of the last reply, in the order in which they were numbered. */
  offered: Option[];
}

export function newSession(): Session {
  return { facts: {}, open: null, parked: null, last: null, offered: [] };
}

const origin = { confidence: z.number().nullable(), explanation: z.unknown() };
const common = { askedAt: z.number(), reoffered: z.boolean(), origin: z.object(origin) };
const open = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('fact'),
    entry: z.string(),
    fact: z.string(),
    step: z.number().int().nullable(),
  }),
  z.object({ ...common, kind: z.literal('step'), entry: z.string(), step: z.number().int() }),
  z.object({ ...common, kind: z.literal('choice'), entries: z.array(z.string()) }),
]);
const stored = z.object({
  form: z.literal(1),
  facts: z.record(z.string(), z.string()),
  open: open.nullable(),
  parked: open.nullable(),
  last: z
    .object({
      entry: z.string().nullable(),
      step: z.number().int().nullable(),
      ...origin,
    })
    .nullable(),
  offered: z.array(z.object({ label: z.string(), value: z.string() })),
});

export function writeSession(session: Session): string {
  return JSON.stringify({ form: 1, ...session });
}

/** Reads what writeSession wrote; null for anything else, an older form included: such a conversation begins anew. */
export function readSession(text: string): Session | null {
  try {
    const result = stored.safeParse(JSON.parse(text));
    if (!result.success) return null;
    // Ids and names are checked against the corpus where they are used: it may have changed since.
    return result.data as unknown as Session;
  } catch {
    return null;
  }
}
