import { z } from 'zod';
import { type CardAction, readAction } from '../../adapters/teams/actions.ts';
import type { Posted } from '../support/teams/state.ts';

/** What a person has before them in Teams: words and buttons, not markup. */

/** A card as it arrives: whatever a client would draw. */
export type Card = z.output<typeof card>;
const card = z.looseObject({ type: z.literal('AdaptiveCard'), version: z.string(), body: z.array(z.unknown()) });

/** A button, drawn as one or as a row that can be tapped. */
export interface ShownButton {
  label: string;
  verb: string;
  data: unknown;
}

export function cardOf({ activity: { attachments = [] } }: Pick<Posted, 'activity'>): Card | null {
  const [first] = attachments;
  return first === undefined ? null : card.parse(first.content);
}

const execute = z.looseObject({
  type: z.literal('Action.Execute'),
  title: z.string(),
  verb: z.string(),
  data: z.unknown(),
});
const submit = z.looseObject({ type: z.literal('Action.Submit'), title: z.string(), data: z.unknown() });

/** Every button of a card in reading order; those of windows know no verb of their own. */
export function buttonsIn(part: unknown): ShownButton[] {
  const found = execute.safeParse(part).data ?? submit.safeParse(part).data;
  if (found) {
    const verb = 'verb' in found && typeof found.verb === 'string' ? found.verb : '';
    return [{ label: found.title, verb, data: found.data }];
  }
  return partsOf(part).flatMap(buttonsIn);
}

/** All words of a card, one line for each text, as a client draws them. */
export function wordsIn(part: unknown): string {
  return textsIn(part).map(visible).join('\n');
}

const block = z.looseObject({ type: z.literal('TextBlock'), text: z.string() });
const fact = z.strictObject({ title: z.string(), value: z.string() });
const facts = z.looseObject({ type: z.literal('FactSet'), facts: z.array(fact) });

function textsIn(part: unknown): string[] {
  const words = block.safeParse(part).data;
  if (words) return [words.text];
  const list = facts.safeParse(part).data;
  if (list) return list.facts.map(({ title, value }) => `${title}: ${value}`);
  return partsOf(part).flatMap(textsIn);
}

const input = z.looseObject({
  type: z.enum(['Input.Text', 'Input.ChoiceSet']),
  id: z.string(),
  value: z.string().default(''),
  choices: z.array(z.looseObject({ title: z.string(), value: z.string() })).default([]),
});

/** The fields of a form in their order, as they stand when it opens. */
export function fieldsIn(part: unknown): z.output<typeof input>[] {
  const found = input.safeParse(part).data;
  return found ? [found] : partsOf(part).flatMap(fieldsIn);
}

function partsOf(part: unknown): unknown[] {
  if (Array.isArray(part)) return part;
  return typeof part === 'object' && part !== null ? Object.values(part) : [];
}

function visible(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[*`]/g, '');
}

/** The words of a message: of its card, and where it has none, its text. */
export function wordsOf(posted: Pick<Posted, 'activity'>): string {
  const drawn = cardOf(posted);
  return drawn === null ? visible(posted.activity.text ?? '') : wordsIn(drawn);
}

export function labelsOf(posted: Pick<Posted, 'activity'>): string[] {
  return buttonsIn(cardOf(posted)).map(({ label }) => label);
}

export function actionOf({ data }: ShownButton): CardAction {
  const read = readAction(data);
  if (read === null) throw new Error(`no button of ours: ${JSON.stringify(data)}`);
  return read;
}

/** The one of a list that has no more. */
export function one<T>(list: readonly T[]): T {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`there are ${list.length}, not one`);
  return first;
}
