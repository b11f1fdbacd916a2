import { z } from 'zod';

/** What the Bot Connector takes for Teams, and its own code where it does not. */

/** As JSON in UTF-8, the whole message. */
const LARGEST_CARD = 28 * 1024;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

const attachment = z.object({ contentType: z.string().min(1), content: z.unknown() });
const card = z.looseObject({
  type: z.literal('AdaptiveCard'),
  version: z.string().regex(/^1\.[0-5]$/),
  body: z.array(z.looseObject({ type: z.string() })),
});
const appearance = z.looseObject({
  '@type': z.literal('DigitalDocument'),
  name: z.string().min(1).max(80),
  abstract: z.string().min(1).max(160),
  url: z.string().optional(),
});
const citations = z.looseObject({
  type: z.literal('https://schema.org/Message'),
  '@type': z.literal('Message'),
  '@context': z.literal('https://schema.org'),
  citation: z
    .array(z.looseObject({ '@type': z.literal('Claim'), position: z.number().int().min(1), appearance }))
    .max(20),
});

export const activity = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  text: z.string().optional(),
  summary: z.string().optional(),
  attachments: z.array(attachment).optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
});
/** A message, or typing, as the product sent it. */
export type Sent = z.infer<typeof activity>;

export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** Null where the Bot Connector takes it. */
export function refusalOf(body: unknown): Refusal | null {
  const read = activity.safeParse(body);
  if (!read.success) return { status: 400, code: 'BadSyntax', message: `not an activity: ${read.error.message}` };
  const { type, text, attachments = [], entities = [] } = read.data;
  if (type === 'typing') return null;
  if (type !== 'message') return { status: 400, code: 'BadArgument', message: `type ${type}` };
  if (!text?.trim() && attachments.length === 0) {
    return { status: 400, code: 'BadSyntax', message: 'Activity must include non empty text or attachments' };
  }
  for (const { contentType, content } of attachments) {
    if (contentType !== CARD_TYPE) return { status: 400, code: 'BadArgument', message: `attachment ${contentType}` };
    const checked = card.safeParse(content);
    if (!checked.success) return { status: 400, code: 'BadArgument', message: `card: ${checked.error.message}` };
  }
  if (Buffer.byteLength(JSON.stringify(attachments)) > LARGEST_CARD) {
    return { status: 413, code: 'MessageSizeTooBig', message: 'Message size too large.' };
  }
  const bad = entities.find((each) => each.type === 'https://schema.org/Message' && !citations.safeParse(each).success);
  return bad ? { status: 400, code: 'BadArgument', message: `entity ${JSON.stringify(bad)}` } : null;
}
