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
  /** What a ticket would be about from here on: the question, or the entry that was picked; null: as before, it answered one. */
  topic: z.string().nullable(),
  /** Null: it had none. */
  delivery: z.string().nullable(),
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
  /** There was more than a ticket takes, and its end is left out. */
  shortened: z.boolean().default(false),
  /** The next words are meant for this. */
  changing: z.enum(FIELDS).nullable(),
  similar: z.array(z.object({ id, summary: z.string() })),
  at: z.number(),
});
export type Draft = z.infer<typeof draft>;

export const deskState = z.object({
  trail: z.array(said),
  /** One a person, the one that was touched last first. */
  drafts: z.array(draft),
  /** Ids of drafts that became tickets, the newest first: a form of one does not become another. */
  sent: z.array(z.string()),
  /** Tickets of this conversation, the newest first: bare words such as 'solved' speak of the first one that is theirs. */
  tickets: z.array(id),
  /** Whose next words are a comment, on which ticket, and since when; one a person. */
  commenting: z.array(z.object({ ticket: id, by: z.string(), at: z.number() })),
});
export type DeskState = z.infer<typeof deskState>;

export const NO_DESK_STATE: DeskState = { trail: [], drafts: [], sent: [], tickets: [], commenting: [] };

/** How many of each a conversation keeps: a channel's thread is one for all who speak there. */
const KEPT = 20;

export function draftBy({ drafts }: DeskState, user: string): Draft | null {
  return drafts.find(({ by }) => by === user) ?? null;
}

/** With this draft in the place of the person's own; null: without it. */
export function withDraftBy(desk: DeskState, user: string, draft: Draft | null): DeskState {
  const others = desk.drafts.filter(({ by }) => by !== user);
  return { ...desk, drafts: draft === null ? others : [draft, ...others].slice(0, KEPT) };
}

export function withSent(desk: DeskState, draft: string): DeskState {
  return { ...desk, sent: [draft, ...desk.sent].slice(0, KEPT) };
}

export function commentingBy({ commenting }: DeskState, user: string): TicketId | null {
  return commenting.find(({ by }) => by === user)?.ticket ?? null;
}

/** The person's next words are a comment on this ticket; null: they are not. */
export function withCommenting(desk: DeskState, by: string, ticket: TicketId | null, at: number): DeskState {
  const others = desk.commenting.filter((each) => each.by !== by);
  return { ...desk, commenting: ticket === null ? others : [{ ticket, by, at }, ...others].slice(0, KEPT) };
}

/** What nobody touched since then is gone. */
export function lapsedDesk(desk: DeskState, since: number): DeskState {
  return {
    ...desk,
    drafts: desk.drafts.filter(({ at }) => at >= since),
    commenting: desk.commenting.filter(({ at }) => at >= since),
  };
}
