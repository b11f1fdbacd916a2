import { z } from 'zod';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import type { Message } from '../../src/message.ts';

const identifier = z
  .string({ error: 'must be a string' })
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), 'must not hold control characters');

/** One line of `desk chat --json`. Unknown keys are ignored, so that a script may keep its own beside them. */
const line = z
  .object({
    conversation: identifier,
    user: identifier.default('local'),
    text: z.string({ error: 'must be a string' }).optional(),
    action: z.string({ error: 'must be a string' }).min(1, 'must not be empty').max(4100).nullish(),
    id: identifier.nullish(),
    facts: z.record(z.string(), z.string({ error: 'must be texts by name' })).nullish(),
  })
  .refine((value) => value.text !== undefined || value.action, {
    path: ['text'],
    message: 'is missing, and so is "action"',
  });

/** A line that is no message; `conversation` is known where the line named it. */
export class MalformedLine extends DeskError {
  readonly conversation: string | null;

  constructor(conversation: string | null, message: string, cause?: unknown) {
    super('message-malformed', message, { cause });
    this.conversation = conversation;
  }
}

/** Reads one JSON line as a message. Throws a MalformedLine that says what is wrong with it. */
export function readLine(text: string): Message {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedLine(null, 'The line is not JSON.', cause);
  }
  const result = line.safeParse(value);
  if (!result.success) {
    const named = z.object({ conversation: identifier }).safeParse(value);
    const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'the line'}: ${issue.message}`);
    throw new MalformedLine(named.data?.conversation ?? null, `The line is no message: ${problems.join('; ')}.`);
  }
  const { conversation, user, text: words = '', action, id, facts } = result.data;
  const message = {
    ...terminalMessage(conversation, words),
    user: user as UserId,
    facts: facts ?? {},
    delivery: (id ?? null) as DeliveryId | null,
  };
  return action ? { ...message, source: 'action', value: action } : message;
}

/** What somebody types at the prompt. */
export function terminalMessage(conversation: string, text: string): Extract<Message, { source: 'message' }> {
  return {
    platform: 'cli',
    tenant: 'local',
    conversation: conversation as ConversationId,
    user: 'local' as UserId,
    private: false,
    text,
    facts: {},
    delivery: null,
    source: 'message',
  };
}
