import { z } from 'zod';

/** What a person has before them after a turn. */
export type Seen = z.infer<typeof wire>;

/** One conversation on one platform. */
export interface Driver {
  say(text: string): Promise<Seen>;
  /** Taps the option with this label: of the last reply, or of the one with this number from 1. Throws NotOffered. */
  tap(label: string, from: number | null): Promise<Seen>;
  /** Changes the message that was said last. */
  edit?(text: string): Promise<Seen>;
  /** Sends what a forged button would. */
  forge(value: string): Promise<Seen>;
  /** Lets time pass, in milliseconds. */
  wait(ms: number): void;
  /** Ends the product and starts it anew over the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** How a platform is driven; `cannot` gives the reason why turns with `after`, `restart` or `edit` are left out there. */
export interface DriverKind {
  cannot?: { after?: string; restart?: string; edit?: string };
  /** Once for all conversations; may take long. */
  start?(): Promise<void>;
  /** A conversation that nobody has spoken in. `says`: what will be said in it, in that order. */
  open(says: readonly string[]): Promise<Driver>;
  stop?(): Promise<void>;
}

export class NotOffered extends Error {}

const option = z.strictObject({ label: z.string(), value: z.string() });
const source = z.strictObject({ title: z.string(), url: z.string().nullable() });
const share = z.number().min(0).max(1);

/** A reply as the JSON interface writes it, key by key. */
const wire = z.strictObject({
  conversation: z.string(),
  kind: z.string(),
  entry: z.string().nullable(),
  verdict: z.string().nullable(),
  confidence: share.nullable(),
  candidates: z.array(z.strictObject({ entry: z.string(), confidence: share })),
  options: z.array(option),
  facts: z.record(z.string(), z.string()),
  sources: z.array(source),
  notes: z.array(z.strictObject({ text: z.string(), date: z.string(), source })),
  open: z.strictObject({ question: z.string(), options: z.array(option) }).nullable(),
  text: z.string(),
  code: z.string().optional(),
  ticket: z.looseObject({ id: z.string() }).nullable().optional(),
  draft: z.looseObject({ id: z.string() }).nullable().optional(),
  tickets: z.array(z.looseObject({ id: z.string() })).optional(),
});

/** What comes instead of a reply when a turn could not be taken at all. */
const refusal = z.strictObject({
  conversation: z.string().nullable(),
  kind: z.literal('error'),
  code: z.string(),
  text: z.string(),
});

export type Body = { text: string } | { action: string };

/**
 * The turns of a driver whose platform speaks the JSON form, over what sends one body and returns the parsed reply.
 * `change` does so with the new text of the message that was said last.
 */
export function jsonTurns(
  send: (body: Body) => Promise<unknown>,
  change?: (text: string) => Promise<unknown>,
): Pick<Driver, 'say' | 'tap' | 'forge' | 'edit'> {
  const replies: Seen[] = [];
  const turn = async (body: Body) => see(await send(body));
  function see(got: unknown): Seen {
    const refused = refusal.safeParse(got);
    if (refused.success) throw new Error(`The turn was refused (${refused.data.code}): ${refused.data.text}`);
    const seen = wire.parse(got);
    replies.push(seen);
    return seen;
  }
  return {
    say: (text) => turn({ text }),
    forge: (value) => turn({ action: value }),
    ...(change && { edit: async (text: string) => see(await change(text)) }),
    tap: (label, from) => {
      const reply = from === null ? replies.at(-1) : replies[from - 1];
      const offered = reply?.options.find((each) => each.label === label);
      if (!offered) throw new NotOffered(`the reply does not offer "${label}"`);
      return turn({ action: offered.value });
    },
  };
}
