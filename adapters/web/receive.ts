import type { Request } from 'restify';
import { z } from 'zod';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import type { Message } from '../../src/message.ts';
import { LIMITS } from './limits.ts';

const identifier = (max: number) =>
  z
    .string({ error: 'must be a string' })
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), 'must not hold control characters');

/** The body of POST /api/chat, the same object as a line of `desk chat --json`; `user` and unknown keys are ignored. */
const chatBody = z
  .object(
    {
      conversation: identifier(LIMITS.conversationLength),
      text: z.string('must be a string').optional(),
      action: z
        .string('must be a string')
        .min(1, 'must not be empty')
        .max(LIMITS.actionLength, `must have at most ${LIMITS.actionLength} characters`)
        .nullish(),
      id: identifier(LIMITS.idLength).nullish(),
      facts: z.record(z.string(), z.string('must be texts by name')).nullish(),
    },
    'must be one JSON object',
  )
  .refine((body) => body.text !== undefined || typeof body.action === 'string', {
    path: ['text'],
    message: 'one of "text" and "action" must be there',
  });

/**
 * The message that a parsed body holds. Throws a DeskError `message-malformed` naming every field that is wrong, never
 * its value.
 */
export function toMessage(body: unknown, user: UserId): Message {
  const result = chatBody.safeParse(body);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'the body'} ${issue.message}`);
    throw new DeskError('message-malformed', `The message cannot be read: ${problems.join('; ')}.`);
  }
  const { conversation, text = '', action, id, facts } = result.data;
  const envelope = {
    platform: 'web',
    tenant: 'local',
    conversation: conversation as ConversationId,
    user,
    private: true,
    text,
    facts: facts ?? {},
    delivery: (id ?? null) as DeliveryId | null,
  } as const;
  return typeof action !== 'string'
    ? { ...envelope, source: 'message' }
    : { ...envelope, source: 'action', value: action };
}

/** The conversation a body speaks of, for the error that refuses it; null when it names none that could be. */
export function conversationOf(body: unknown): string | null {
  const named = z.object({ conversation: identifier(LIMITS.conversationLength) }).safeParse(body);
  return named.success ? named.data.conversation : null;
}

/**
 * Refuses what another site's page sends with this person's cookie: a DeskError `origin-refused`. Requests without
 * these headers come from scripts, which hold no cookie of a browser.
 */
export function refuseOtherSites(req: Request): void {
  if (req.headers['sec-fetch-site'] === 'cross-site') {
    throw new DeskError('origin-refused', 'The request was sent by a page of another site.');
  }
  const { origin, host } = req.headers;
  if (origin === undefined) return;
  // Behind a proxy the scheme differs, the host does not: only hosts are compared.
  const from = URL.canParse(origin) ? new URL(origin).host : null;
  if (from === null || from === '' || from !== host?.toLowerCase()) {
    throw new DeskError('origin-refused', 'The request was sent by a page of another site.');
  }
}
