import { DeskError, ERRORS, type ErrorCode } from '../../src/errors.ts';
import type { Reply } from '../../src/reply.ts';
import { toWire, type WireError, type WireReply } from '../../src/wire.ts';

/** The response body of a reply. */
export function renderReply(conversation: string, reply: Reply): WireReply {
  return toWire(conversation, reply);
}

/** The response of an error: its status, and a body that says what was wrong and what to do, and nothing of the inside. */
export function renderError(error: unknown, conversation: string | null): { status: number; body: WireError } {
  const known = toDeskError(error);
  return {
    status: known.status,
    body: { conversation, kind: 'error', code: known.code, text: publicText(known) },
  };
}

/** Any error as one of ours. What restify's router and parsers throw is told by its status. */
export function toDeskError(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  switch (statusOf(error)) {
    case 404:
      return new DeskError('not-found', 'There is nothing at this address.', { cause: error });
    case 405:
      return new DeskError('method-not-allowed', 'This address does not take that method.', { cause: error });
    case 413:
      return new DeskError('message-too-long', 'The request is too long.', { cause: error });
    case 415:
      return new DeskError('content-type', 'The body has a content type that is not taken.', { cause: error });
    case 400:
      return new DeskError('message-malformed', 'The request cannot be read.', { cause: error });
    default:
      return new DeskError('internal', 'Something went wrong here.', { cause: error });
  }
}

/** Errors on our side name paths and addresses meant for the operator: the person gets a text without them. */
function publicText(error: DeskError): string {
  if (error.status < 500) return `${error.message} ${error.todo}`;
  return OWN_FAULT[error.code] ?? `Something went wrong here. ${ERRORS.internal.todo}`;
}

const OWN_FAULT: Partial<Record<ErrorCode, string>> = {
  'store-unavailable': 'Conversations cannot be stored at the moment, so nothing was changed. Try again in a moment.',
  busy: `Too much is going on at the moment. ${ERRORS.busy.todo}`,
};

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}
