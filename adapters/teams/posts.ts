import type { Answer } from './answers.ts';
import type { Case, TeamsDeps } from './deps.ts';
import { failureOf } from './failures.ts';
import { isKept } from './invokeAnswers.ts';
import type { TeamsMessage } from './render.ts';
import { note, redraw, send, update } from './send.ts';

/** What a tap changes for everybody in the conversation. */
export interface Posts {
  /**
   * Posts below. Where Teams does not take it, such as in a chat that the bot is no member of, it is shown in the place of
   * the card to the one who tapped; null: it was posted. Rejects where it is to be tried again: a tap that came as a
   * message, and what has its effect later where Teams or the store is away.
   */
  post(at: Case, shown: TeamsMessage, part?: string): Promise<Answer | null>;
  /** The message whose card was tapped, where it is the one that shows this delivery; null where it is not. */
  own(at: Case, delivery: string): Promise<string | null>;
  /**
   * Puts a reply into the place of a message of ours. Where Teams knows no such message any more, the one who tapped sees
   * it in the card all the same, by the answer to the tap; a tap that has no answer gets a message below.
   */
  turn(at: Case, message: string, shown: TeamsMessage): Promise<Answer>;
  /** Draws the message that was tapped anew, where it shows this delivery. Never rejects: the tap has had its effect. */
  refresh(at: Case, delivery: string, shown: TeamsMessage): Promise<void>;
}

export function createPosts(deps: TeamsDeps): Posts {
  const { store, log } = deps;

  async function own({ activity, sender }: Case, delivery: string): Promise<string | null> {
    const place = ['teams', sender.tenant, activity.conversation.id] as const;
    const shows = async (message: string) => (await store.post(...place, message))?.delivery === delivery;
    const { replyToId } = activity;
    if (replyToId && (await shows(replyToId))) return replyToId;
    // Some clients do not say which message was tapped.
    const posted = await store.posted(...place, delivery, 'reply');
    return posted !== null && (await shows(posted)) ? posted : null;
  }

  const posts: Posts = {
    own,
    async turn(at, message, shown) {
      try {
        await update(deps, at, message, shown);
      } catch (error) {
        if (!failureOf(error).permanent) throw error;
        log.warn({ err: error, delivery: at.delivery }, 'could not turn a page for everybody');
        if (at.activity.type === 'message' || at.isLate()) return (await posts.post(at, shown)) ?? { is: 'below' };
        await note(deps, at, message, 'reply');
      }
      return { is: 'refreshed', shown };
    },
    async post(at, shown, part) {
      try {
        await send(deps, at, shown, part);
        return null;
      } catch (error) {
        if (at.activity.type === 'message' || at.isLate()) throw error;
        // Shown to one person it would be lost for everybody else, and the card would stay as it was.
        if (isKept(at.activity, false) && failureOf(error).passing) throw error;
        log.warn({ err: error, delivery: at.delivery }, 'could not post a reply, shown in place of the card');
        return { is: 'alone', shown };
      }
    },
    async refresh(at, delivery, shown) {
      try {
        const message = await own(at, delivery);
        if (message !== null) await redraw(deps, at, message, shown);
      } catch (error) {
        log.warn({ err: error, delivery }, 'could not draw a card anew');
      }
    },
  };
  return posts;
}
