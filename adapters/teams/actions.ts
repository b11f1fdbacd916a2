import { z } from 'zod';
import type { AgentData } from './agentActions.ts';
import { READING } from './limits.ts';

/** The verbs by which Teams tells us what was tapped. */
export const VERBS = {
  /** An option of a reply; the value is the option's. */
  option: 'desk.option',
  /** 'Show all': the delivery whose reply was shortened. */
  more: 'desk.more',
  /** 'Why this answer?': the delivery. */
  why: 'desk.why',
  /** 'Was this solved?' */
  solved: 'desk.solved',
  /** The form for a version check was sent, with what was filled in; or is wanted: nothing was. */
  versionForm: 'desk.versionForm',
  /** An example or a topic on a card that no reply stands behind: the welcome, a search result. */
  result: 'desk.result',
} as const;

/** The ids of our forms' fields: what was filled in arrives beside our own data. */
export const INPUTS = { version: 'version' } as const;

const delivery = z.string().min(1).max(READING.delivery);
const value = z.string().min(1).max(READING.value);
const v = z.literal(1);

const cardAction = z.discriminatedUnion('verb', [
  z.object({ v, verb: z.literal(VERBS.option), delivery, value }),
  z.object({ v, verb: z.literal(VERBS.more), delivery }),
  z.object({ v, verb: z.literal(VERBS.why), delivery }),
  z.object({ v, verb: z.literal(VERBS.solved), delivery, value: z.enum(['yes', 'no']) }),
  z.object({
    v,
    verb: z.literal(VERBS.versionForm),
    /** Empty where nothing was filled in. */
    [INPUTS.version]: z.string().max(READING.line).default(''),
  }),
  z.object({ v, verb: z.literal(VERBS.result), value }),
]);

/** What one of our buttons carries, and a form adds. */
export type CardAction = z.output<typeof cardAction>;
/** What a button of ours is given: a form's fields are filled in later. */
export type ButtonData =
  | Exclude<CardAction, { verb: typeof VERBS.versionForm }>
  | { v: 1; verb: typeof VERBS.versionForm };

/**
 * Reads what a tap brought: the `data` of an Action.Execute or the `value` of an Action.Submit's message. null for
 * whatever is not ours, or is damaged.
 */
export function readAction(data: unknown): CardAction | null {
  const read = cardAction.safeParse(data);
  return read.success ? read.data : null;
}

/** A button: universal, and the same data as a message from clients that know no Action.Execute. */
export interface ExecuteAction {
  type: 'Action.Execute';
  title: string;
  verb: string;
  data: ButtonData | AgentData;
  style?: 'positive';
  fallback: { type: 'Action.Submit'; title: string; data: ButtonData | AgentData; style?: 'positive' };
}

export function execute(title: string, data: ButtonData | AgentData, { primary = false } = {}): ExecuteAction {
  const common = { title, data, ...(primary ? { style: 'positive' as const } : {}) };
  return { type: 'Action.Execute', verb: data.verb, ...common, fallback: { type: 'Action.Submit', ...common } };
}

/** A button can carry the value, and Teams sends it back as it is. */
export function isCarried(optionValue: string): boolean {
  return optionValue !== '' && optionValue.length <= READING.value && optionValue.isWellFormed();
}
