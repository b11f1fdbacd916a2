import { z } from 'zod';

/**
 * The elements of Adaptive Cards 1.5 that we send, written down apart from the adapter: what is not named here is not
 * to be sent.
 */

const spacing = z.enum(['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding']).optional();
const common = { spacing, separator: z.boolean().optional() };
const title = z.string().trim().min(1).max(75);
const style = z.enum(['default', 'positive', 'destructive']).optional();
const data = z.looseObject({ v: z.literal(1), verb: z.string().startsWith('desk.') });

const execute = z
  .strictObject({
    type: z.literal('Action.Execute'),
    title,
    verb: z.string().startsWith('desk.'),
    data,
    style,
    fallback: z.strictObject({ type: z.literal('Action.Submit'), title, data, style }),
  })
  .refine((action) => action.verb === action.data.verb && sameJson(action.data, action.fallback.data), 'data differ');

const textBlock = z.strictObject({
  ...common,
  type: z.literal('TextBlock'),
  /** Empty lines of code are a blank that no client drops. */
  text: z.string().regex(/[\S\u00a0]/),
  wrap: z.literal(true),
  weight: z.enum(['Bolder']).optional(),
  size: z.enum(['Small', 'Medium']).optional(),
  color: z.enum(['Default', 'Accent']).optional(),
  isSubtle: z.boolean().optional(),
  fontType: z.enum(['Monospace']).optional(),
  style: z.enum(['heading']).optional(),
});

/** Alone it opens a window, or sends what stands in one. */
const submit = z.strictObject({ type: z.literal('Action.Submit'), title, data, style });

const actionSet = z.strictObject({
  ...common,
  type: z.literal('ActionSet'),
  actions: z
    .array(z.discriminatedUnion('type', [execute, submit]))
    .min(1)
    .max(6),
});

const field = {
  ...common,
  id: z.string().min(1),
  label: z.string().min(1),
  isRequired: z.literal(true).optional(),
  errorMessage: z.string().min(1).optional(),
};
const isExplained = ({ isRequired, errorMessage }: { isRequired?: unknown; errorMessage?: unknown }) =>
  (isRequired === undefined) === (errorMessage === undefined);

const input = z
  .strictObject({
    ...field,
    type: z.literal('Input.Text'),
    placeholder: z.string().min(1).optional(),
    value: z.string().min(1).optional(),
    isMultiline: z.literal(true).optional(),
    regex: z
      .string()
      .refine((pattern) => new RegExp(pattern) instanceof RegExp)
      .optional(),
    maxLength: z.int().positive(),
  })
  .refine(isExplained, 'what must be filled in says so');

const choices = z
  .strictObject({
    ...field,
    type: z.literal('Input.ChoiceSet'),
    style: z.enum(['compact', 'expanded']),
    choices: z.array(z.strictObject({ title: z.string().trim().min(1).max(200), value: z.string().regex(/^[^,]+$/) })),
    value: z.string().optional(),
    placeholder: z.string().min(1).optional(),
    wrap: z.literal(true).optional(),
  })
  .refine(isExplained, 'what must be filled in says so')
  .refine(
    ({ value, choices: all }) => value === undefined || all.some((each) => each.value === value),
    'no such choice',
  )
  .refine(({ choices: all }) => new Set(all.map(({ value }) => value)).size === all.length, 'the same choice twice');

const facts = z.strictObject({
  ...common,
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: z.string().trim().min(1), value: z.string().trim().min(1) })).min(1),
});

const container = z.strictObject({
  ...common,
  type: z.literal('Container'),
  get items(): z.ZodType {
    return z.array(z.union([textBlock, container])).min(1);
  },
  style: z.enum(['emphasis']).optional(),
  selectAction: execute.optional(),
  minHeight: z
    .string()
    .regex(/^\d+px$/)
    .optional(),
  verticalContentAlignment: z.enum(['Top', 'Center', 'Bottom']).optional(),
});

const card = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  fallbackText: z.string().trim().min(1),
  /** Of Teams' own windows for feedback alone. */
  actions: z
    .array(z.strictObject({ type: z.literal('Action.Submit'), title }))
    .length(1)
    .optional(),
  body: z.array(z.discriminatedUnion('type', [textBlock, actionSet, container, input, choices, facts])).min(1),
});

/** What is wrong with a card, a line each: its form, and its size as an attachment. */
export function refusedCard(given: unknown): string[] {
  const read = card.safeParse(given);
  const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: given };
  const bytes = Buffer.byteLength(JSON.stringify(content), 'utf8');
  return [
    ...(read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)),
    ...(bytes > 28_000 ? [`${bytes} bytes`] : []),
    ...(JSON.stringify(given).isWellFormed() ? [] : ['half a surrogate pair']),
  ];
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
