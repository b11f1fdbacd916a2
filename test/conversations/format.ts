import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** The form of a conversation file: what people say and tap, and what they must see. It names no platform. */

const KINDS = [
  'answer',
  'ask',
  'clarify',
  'unknown',
  'version',
  'browse',
  'explain',
  'help',
  'smalltalk',
  'cancelled',
  'ticket',
  'tickets',
  'error',
] as const;

const text = z.string().min(1);
const texts = z.array(text).min(1);
const kind = z.enum(KINDS);

/** What is said; `times` writes a text down that nobody wants to read in a file. */
const say = z.union([z.string(), z.strictObject({ text, times: z.number().int().positive() })]);

const turn = z
  .strictObject({
    say: say.optional(),
    /** The label of an option: of the last reply, or, for a button further up, of the reply to turn `from`, counted from 1. */
    tap: text.optional(),
    from: z.number().int().positive().optional(),
    /** What the person makes of their last message; it must be the newest turn. */
    edit: text.optional(),
    /** The value of a button that no reply offered. */
    tapValue: text.optional(),
    /** Time that passes before the turn: 90m, 25h, 80d. */
    after: z
      .string()
      .regex(/^\d+[mhd]$/, 'a time such as 90m, 25h or 80d')
      .optional(),
    /** Before the turn, the product starts anew over the same store. */
    restart: z.literal(true).optional(),

    /** One of these kinds. */
    kind: z.union([kind, z.array(kind).min(2)]),
    entry: text.nullable().optional(),
    verdict: z.enum(['yes', 'no', 'depends', 'info', 'none']).optional(),
    /** Parts of the whole reply as CommonMark, in any order; `not`: parts that it must not hold. */
    text: texts.optional(),
    not: texts.optional(),
    notes: texts.optional(),
    /** Labels that are offered, in this order; others may stand between. */
    options: texts.optional(),
    notOptions: texts.optional(),
    /** Part of the question that waits after the reply; null: none does. */
    open: text.nullable().optional(),
    /** Facts that are known after the reply; null: this one is not. */
    facts: z.record(text, text.nullable()).optional(),
    code: text.optional(),
  })
  .refine((each) => [each.say, each.tap, each.tapValue, each.edit].filter((way) => way !== undefined).length === 1, {
    error: 'has exactly one of say, tap, tapValue and edit',
  })
  .refine((each) => each.from === undefined || each.tap !== undefined, { error: 'has from only beside tap' });

const conversation = z.strictObject({ title: text, why: text.optional(), turns: z.array(turn).min(1) });

/** All conversations of one file. */
export const conversationFile = z.array(conversation).min(1);

export type Turn = z.infer<typeof turn>;
export type Conversation = z.infer<typeof conversation>;

const FOLDER = new URL('./', import.meta.url);
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The files by name, without `.yaml`. */
export function conversationFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

/** Throws an Error that names the file and every mistake in it. */
export function readConversations(file: string): Conversation[] {
  const result = conversationFile.safeParse(parse(readFileSync(new URL(`${file}.yaml`, FOLDER), 'utf8')));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${file}.yaml is no list of conversations:\n${problems.join('\n')}`);
}

/** Milliseconds of `90m`, `25h` or `80d`. */
export function duration(after: string): number {
  return Number(after.slice(0, -1)) * (UNITS[after.slice(-1)] ?? 0);
}

export function saidText(said: NonNullable<Turn['say']>): string {
  return typeof said === 'string' ? said : said.text.repeat(said.times);
}
