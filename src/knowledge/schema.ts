import { z } from 'zod';

/** The form of every corpus file as it stands on disk. What the loader makes of them is in types.ts. */

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, for example rename-server');
const factName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a camelCase name, for example installedVersion');
const date = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, 'a date such as 2026-11-22');
const text = z.string().trim().min(1, 'must not be empty');
const verdict = z.enum(['yes', 'no', 'depends', 'info', 'none']);

const note = z.strictObject({
  date,
  text,
  /** A key of corpus.yaml's links, or a title of its own for what has no address. */
  source: text,
  place: z.enum(['lead', 'end']).default('end'),
});

const leaf = { verdict, text, notes: z.array(note).default([]) };

/** A node is told apart by its keys, so that a wrong key is named instead of four failed alternatives. */
export interface RawNode {
  verdict?: z.infer<typeof verdict> | undefined;
  text?: string | undefined;
  notes?: z.infer<typeof note>[] | undefined;
  'not-covered'?: string | undefined;
  ask?: string | undefined;
  lead?: string | undefined;
  because?: string | undefined;
  cases?: RawCase[] | undefined;
  unknown?: { verdict: z.infer<typeof verdict>; text: string; notes?: z.infer<typeof note>[] | undefined } | undefined;
}
export interface RawCase extends RawNode {
  when: string;
  label?: string | undefined;
}

const cases: z.ZodType<RawCase[]> = z.lazy(() => z.array(rawCase).min(2, 'a question needs at least two cases'));

const nodeKeys = {
  verdict: verdict.optional(),
  text: text.optional(),
  notes: z.array(note).optional(),
  'not-covered': text.optional(),
  ask: factName.optional(),
  lead: text.optional(),
  /** A clause that completes 'I ask because …'. */
  because: text
    .regex(/^(?!because\b).*[^.]$/s, "completes 'I ask because …': leave out the word and the full stop")
    .optional(),
  cases: cases.optional(),
  unknown: z.strictObject(leaf).optional(),
};
const rawNode: z.ZodType<RawNode> = z.strictObject(nodeKeys);
const rawCase: z.ZodType<RawCase> = z.strictObject({
  ...nodeKeys,
  when: z.string().trim().min(1),
  label: z.string().trim().min(1).max(75).optional(),
});

const rawAnswer = z.strictObject({
  ...nodeKeys,
  /** A walk. Its last step may end in a question. */
  steps: z
    .array(z.strictObject({ title: text, text, ask: rawNode.optional() }))
    .min(2)
    .optional(),
});
export type RawAnswer = z.infer<typeof rawAnswer>;

/** Phrasings that an entry needs at least. */
export const LEAST_PHRASINGS = 8;
/** Characters of a title that stands on buttons, at most. */
export const SHORT_TITLE = 70;

export const entryFile = z.strictObject({
  section: id,
  entries: z
    .array(
      z.strictObject({
        id,
        question: text,
        shortTitle: text.max(SHORT_TITLE, `at most ${SHORT_TITLE} characters, it stands on buttons`),
        phrasings: z.array(text).min(LEAST_PHRASINGS, `at least ${LEAST_PHRASINGS} phrasings`),
        verdict,
        answer: rawAnswer,
        notes: z.array(note).default([]),
        tags: z.array(text).min(1),
        links: z.array(text).default([]),
        related: z.array(id).default([]),
        /** Solved tickets that the answer comes from; the document is then no source of it. */
        tickets: z.array(text).default([]),
      }),
    )
    .min(1),
});

const says = z.array(text).min(1);
/** Words that mean a value only where it was asked for: 'me', 'the dba'. */
const answers = z.array(text).default([]);
const factCommon = {
  label: text,
  question: text,
  help: id.optional(),
  /** Button that drops the fact where an answer reused it. */
  forget: text.max(75).default('Different this time'),
  /** Only the person who asked answers the question for it. */
  requesterOnly: z.boolean().default(false),
};
const fact = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('version'), ...factCommon, example: text }),
  z.strictObject({
    type: z.literal('yes-no'),
    ...factCommon,
    says: z.strictObject({ yes: says, no: says }).optional(),
    answers: z.strictObject({ yes: answers, no: answers }).prefault({}),
  }),
  z.strictObject({
    type: z.literal('one-of'),
    ...factCommon,
    values: z.array(z.strictObject({ id, label: text.max(75), says, answers })).min(2),
  }),
]);
export type RawFact = z.infer<typeof fact>;

export const corpusFile = z.strictObject({
  name: text,
  /** The product's names, the newest first, for whoever shows the corpus. */
  products: z.array(text).min(1),
  document: z.strictObject({ title: text, link: text }),
  sections: z.array(z.strictObject({ id, title: text })).min(1),
  texts: z.strictObject({
    greeting: text,
    thanks: text,
    help: text,
    unknown: text,
    notCovered: text,
  }),
  examples: z.array(text).min(1),
  facts: z.record(factName, fact).default({}),
  links: z.record(
    z.string(),
    z.strictObject({
      title: text,
      url: z
        .url({ protocol: /^https$/, error: 'must be an https address, for example https://learn.microsoft.com/entra' })
        .optional(),
    }),
  ),
});

export const glossaryFile = z.array(
  z.strictObject({
    term: text,
    aliases: z.array(text).min(1),
    means: text.optional(),
  }),
);

/** Counter-examples: what people also ask, and the corpus does not answer. */
export const outsideFile = z.array(
  z.strictObject({
    /** Completes 'That is about …'. */
    topic: text.max(60),
    phrasings: z.array(text).min(3, 'at least 3 phrasings'),
  }),
);

const share = z.number().min(0).max(1);

/** Written by `npm run calibrate`. */
export const calibrationFile = z.strictObject({
  /** The corpus and questions that it was derived from. */
  corpus: z.string(),
  weights: z.strictObject({
    bias: z.number(),
    lead: z.number(),
    neighbour: z.number(),
    support: z.number(),
    length: z.number(),
  }),
  thresholds: z
    .strictObject({ settle: share, choose: share })
    .refine(({ settle, choose }) => choose <= settle, 'choose must not be above settle'),
});

export const questionFile = z.array(
  z.strictObject({
    text: z.string(),
    /** Every entry that is a right answer; empty: the corpus does not answer it. */
    accept: z.array(id),
    /** Fits several entries by design: a choice that holds them all is right, settling on one is not. */
    fragment: z.boolean().default(false),
    style: z.string(),
  }),
);
