import { z } from 'zod';
import { readTicketId } from '../../src/triage/ticket.ts';
import { READING } from './limits.ts';

/** What the cards of tickets and of the queue send back, and the forms that they open. */

export const AGENT_VERBS = {
  /** Done by the tap alone. */
  act: 'desk.ticket.act',
  /** Opens a form. */
  form: 'desk.ticket.form',
  /** A form of a ticket was sent, with what was filled in. */
  said: 'desk.ticket.said',
  /** A page of the queue. */
  queue: 'desk.queue',
  /** One ticket of the queue, in its place. */
  open: 'desk.queue.open',
} as const;

/** What an agent says in a form. */
export const FORMS = [
  'ask',
  'tell',
  'answer',
  'resolve',
  'duplicate',
  'assign',
  'classify',
  'hand-over',
  'note',
] as const;
export type FormName = (typeof FORMS)[number];

/** What a tap alone does; `on-call`: it is given to the agent on call. */
const TAPS = ['claim', 'reopen', 'on-call', 'propose'] as const;
export type TapName = (typeof TAPS)[number];

/** The ids of the forms' fields. */
export const FIELDS = {
  text: 'text',
  /** Words to search the FAQ by. */
  query: 'query',
  entry: 'entry',
  to: 'to',
  category: 'category',
  impact: 'impact',
  urgency: 'urgency',
  priority: 'priority',
  /** Of the queue: which tickets. */
  wanted: 'wanted',
} as const;

const v = z.literal(1);
const id = z.string().min(1).max(READING.delivery);
const ticket = z
  .string()
  .max(READING.delivery)
  .transform((text, context) => {
    const read = readTicketId(text);
    if (read === null) context.addIssue({ code: 'custom', message: 'no ticket' });
    return read ?? z.NEVER;
  });

/** Which page of the queue: the filter, and where it goes on. */
const page = z.object({
  filter: z.string().max(READING.value),
  after: z.object({ breachAt: z.number(), number: z.number() }).nullable(),
});
export type Page = z.output<typeof page>;

/** The queue that the ticket was opened from; null: it stands in the channel of the agents. */
const from = page.nullable();
const filled = (most: number) => z.string().max(most).optional().catch(undefined);

const said = z.object({
  v,
  verb: z.literal(AGENT_VERBS.said),
  ticket,
  what: z.enum(FORMS),
  from,
  /** The delivery that drew the form: what is sent from it has its effect once. */
  form: id,
  /** The message whose card the form was opened from; null where Teams does not say. */
  message: id.nullable(),
  /** Only look for entries. */
  search: z.boolean(),
  [FIELDS.text]: filled(READING.typed),
  [FIELDS.query]: filled(READING.typed),
  [FIELDS.entry]: filled(READING.value),
  [FIELDS.to]: filled(READING.value),
  [FIELDS.category]: filled(READING.value),
  [FIELDS.impact]: filled(READING.value),
  [FIELDS.urgency]: filled(READING.value),
  [FIELDS.priority]: filled(READING.value),
});
/** A form that was sent. */
export type Said = z.output<typeof said>;
/** What of it was filled in. */
export type Given = Partial<Pick<Said, Exclude<keyof typeof FIELDS, 'wanted'>>>;

const form = z.object({ v, verb: z.literal(AGENT_VERBS.form), ticket, what: z.enum(FORMS), from });
export type FormWanted = z.output<typeof form>;
/** What its button is given. */
export type FormData = z.input<typeof form>;

const tap = z.discriminatedUnion('verb', [
  z.object({ v, verb: z.literal(AGENT_VERBS.act), ticket, what: z.enum(TAPS), from }),
  form,
  z.object({
    v,
    verb: z.literal(AGENT_VERBS.queue),
    ...page.shape,
    /** The filter is the one that was picked. */
    pick: z.boolean(),
    [FIELDS.wanted]: filled(READING.value),
  }),
  z.object({ v, verb: z.literal(AGENT_VERBS.open), ticket, ...page.shape }),
]);
/** A tap on a card of agents. */
export type AgentTap = z.output<typeof tap>;

/** What a button of theirs is given: fields are filled in later. */
export type AgentData = z.input<typeof tap> | Omit<z.input<typeof said>, keyof Given>;

/** Null for whatever is not ours, or is damaged. */
export function readAgentTap(data: unknown): AgentTap | null {
  return tap.safeParse(data).data ?? null;
}

export function readFormWanted(data: unknown): FormWanted | null {
  return form.safeParse(data).data ?? null;
}

export function readSaid(data: unknown): Said | null {
  return said.safeParse(data).data ?? null;
}

/** A button that opens a form: Teams asks for it by `task/fetch`, and knows no Action.Execute there. */
export interface SubmitAction {
  type: 'Action.Submit';
  title: string;
  data: { v: 1; verb: string } & Readonly<Record<string, unknown>>;
  style?: 'positive';
}

export function opens(title: string, data: SubmitAction['data']): SubmitAction {
  return { type: 'Action.Submit', title, data: { ...data, msteams: { type: 'task/fetch' } } };
}

/** A button in a window. */
export function submits(title: string, data: SubmitAction['data'], { primary = false } = {}): SubmitAction {
  return { type: 'Action.Submit', title, data, ...(primary ? { style: 'positive' as const } : {}) };
}
