import type { Message } from './message.ts';
import type { Reply } from './reply.ts';

/** The one way in: a message of any platform, to the reply. */
export interface Assistant {
  /**
   * Never throws for what a person typed. Throws a DeskError `conversation-not-yours` when somebody else speaks in a
   * private conversation, `store-unavailable` when the turn could not be stored: then nothing has changed.
   */
  handle(message: Message): Promise<Reply>;
}
