import { z } from 'zod';
import { READING } from './limits.ts';

/** What the form of a ticket that is not sent yet sends back. */

export const DRAFT_VERBS = {
  /** Opens the form of a draft. */
  form: 'desk.draft.form',
  /** It was sent, with what was filled in. */
  said: 'desk.draft.said',
} as const;

/** The ids of its fields: the names that a draft knows. */
export const TICKET_FIELDS = {
  summary: 'summary',
  details: 'details',
  category: 'category',
  impact: 'impact',
  urgency: 'urgency',
} as const;

const v = z.literal(1);
const id = z.string().min(1).max(READING.delivery);
const filled = z.string().max(READING.typed).default('');

const form = z.object({ v, verb: z.literal(DRAFT_VERBS.form), delivery: id });
const said = z.object({
  v,
  verb: z.literal(DRAFT_VERBS.said),
  draft: id,
  [TICKET_FIELDS.summary]: filled,
  [TICKET_FIELDS.details]: filled,
  [TICKET_FIELDS.category]: filled,
  [TICKET_FIELDS.impact]: filled,
  [TICKET_FIELDS.urgency]: filled,
});
/** A draft's form that was sent. */
export type DraftSaid = z.output<typeof said>;

/** The delivery whose reply showed the draft; null for what is not ours, or is damaged. */
export function readDraftForm(data: unknown): string | null {
  return form.safeParse(data).data?.delivery ?? null;
}

export function readDraftSaid(data: unknown): DraftSaid | null {
  return said.safeParse(data).data ?? null;
}
