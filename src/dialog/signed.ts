import type { Message } from '../message.ts';
import type { Session } from './session.ts';
import type { Turn } from './turn.ts';

/**
 * A turn that tells which delivery the explanation of the last reply belongs to. Where another reply was asked why, the
 * explanation says so. `before`: the session's `last`, which help, thanks and the like leave as it is.
 */
export function signed({ session, reply }: Turn, message: Message, before: Session['last']): Turn {
  if (reply.kind !== 'explain') {
    return session.last === before ? { session, reply } : { session: { ...session, lastBy: message.delivery }, reply };
  }
  const about = message.source === 'action' ? message.about : undefined;
  const isNewest = about === undefined || session.lastBy === null || about === session.lastBy;
  if (session.last === null || isNewest) return { session, reply };
  const newer = '*There is a newer answer in this conversation; this is about that one.*';
  return { session, reply: { ...reply, text: `${newer}\n\n${reply.text}` } };
}
