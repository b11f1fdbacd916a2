import { z } from 'zod';
import { IMPACTS, readTicketId, type TicketId, URGENCIES } from './triage/ticket.ts';
import { FIELDS } from './triage/values.ts';

/** What a conversation keeps for tickets, inside its session. Plain data; texts are masked for secrets. */

const id = z.string().transform((text, context) => {
  const read = readTicketId(text);
  if (read === null) context.addIssue({ code: 'custom', message: 'is no ticket' });
  return read ?? ('' as TicketId);
});

/** One message and what came of it: what a packet is made from. */
const said = z.object({
  text: z.string(),
  /** The reply's kind. */
  kind: z.string(),
  entry: z.string().nullable(),
  title: z.string().nullable(),
  /** Null: the entry was picked by hand. */
  confidence: z.number().nullable(),
  /** The facts that decided the answer, in words. */
  because: z.array(z.string()),
});
export type Said = z.infer<typeof said>;

const draft = z.object({
  /** Options carry it, so that an old button never sends a newer draft. */
  id: z.string(),
  /** Whose ticket it becomes: nobody else may touch it. */
  by: z.string(),
  /** Empty: not said yet. */
  summary: z.string(),
  question: z.string(),
  category: z.string(),
  categoryConfidence: z.number().nullable(),
  impact: z.enum(IMPACTS),
  urgency: z.enum(URGENCIES),
  /** The requester agreed to send along what was said before. */
  withMessages: z.boolean(),
  /** Something that looked like a secret was masked. */
  masked: z.boolean(),
  /** The next words are meant for this. */
  changing: z.enum(FIELDS).nullable(),
  similar: z.array(z.object({ id, summary: z.string() })),
  at: z.number(),
});
export type Draft = z.infer<typeof draft>;

export const deskState = z.object({
  trail: z.array(said),
  draft: draft.nullable(),
  /** Tickets of this conversation, the newest first: bare words such as 'solved' speak of the first one. */
  tickets: z.array(id),
  /** The next words are a comment on this one. */
  commenting: id.nullable(),
});
export type DeskState = z.infer<typeof deskState>;

export const NO_DESK_STATE: DeskState = { trail: [], draft: null, tickets: [], commenting: null };
