import type { ConversationId, DeliveryId, UserId } from './brand.ts';

type Platform = 'cli' | 'web' | 'slack' | 'teams';

interface Envelope {
  platform: Platform;
  /** Workspace, tenant or, where there is only one, `local`. */
  tenant: string;
  conversation: ConversationId;
  user: UserId;
  /** As the platform gives it, where it gives one; stands on the tickets that the person opens. */
  name?: string;
  /** One person's conversation: nobody but the one who began it may speak in it. */
  private: boolean;
  text: string;
  /** The words are somebody else's: a question alone. They answer nothing, choose nothing and say nothing of tickets. */
  quoted?: boolean;
  /** What was attached, as https addresses; the files themselves stay where they are. They go into tickets alone. */
  links?: readonly string[];
  /** Facts stated beside the words, by a form or a command's option. */
  facts: Readonly<Record<string, string>>;
  delivery: DeliveryId | null;
}

/** What crosses the boundary inwards. An action carries the value of an option that one of our own replies offered. */
export type Message = Envelope &
  (
    | { source: 'message' }
    | { source: 'command' }
    | {
        source: 'action';
        value: string;
        /**
         * The delivery whose reply it belongs to, where the platform tells: a ticket that begins by it is about that one, and
         * an explanation of another says so.
         */
        about?: DeliveryId;
      }
  );
