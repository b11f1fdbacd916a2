import type { Reply } from '../../src/reply.ts';
import type { Source } from '../../src/source.ts';
import { cutPlain } from '../cutPlain.ts';
import { escapeText, plainLabel } from './escape.ts';
import { READING } from './limits.ts';

/** The text above a card: what it is about, and the marks of the sources that the message cites. */
export function headline(reply: Reply, sources: readonly Source[]): string {
  const marks = sources.map((_, i) => `[${i + 1}]`).join(' ');
  const words = cutPlain(plainLabel(subject(reply)), READING.line);
  return [`**${escapeText(words === '' ? 'Connect Desk' : words)}**`, ...(marks === '' ? [] : [marks])].join(' ');
}

function subject(reply: Reply): string {
  switch (reply.kind) {
    case 'answer':
    case 'ask':
      return reply.title;
    case 'clarify':
      return 'More than one topic fits';
    case 'unknown':
      return 'Not in the FAQ';
    case 'version':
      return 'Version check';
    case 'browse':
      return 'Topics of the FAQ';
    case 'explain':
      return 'Why this answer';
    case 'help':
      return 'What I can do';
    case 'smalltalk':
      return 'Connect Desk';
    case 'cancelled':
      return 'Dropped';
    case 'error':
      return 'That did not work';
    case 'ticket':
      return reply.ticket === null ? 'A ticket for the helpdesk' : reply.ticket.id;
    case 'tickets':
      return 'Your tickets';
    default:
      return reply satisfies never;
  }
}
