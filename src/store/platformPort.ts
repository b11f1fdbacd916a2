/** What the store keeps for platforms; `port.ts` is where others see it. All times are milliseconds since 1970. */

/** A workspace or tenant that installed the app, with its tokens sealed (`seal.ts`). */
export interface Installation {
  platform: string;
  tenant: string;
  sealed: string;
  at: number;
}

export interface InstallationStore {
  /** Replaces what was saved at the same time or earlier. */
  saveInstallation(installation: Installation): Promise<void>;
  installation(platform: string, tenant: string): Promise<string | null>;
  /** The same content under another key; false: it was changed or removed meanwhile, and nothing happens. */
  resealInstallation(platform: string, tenant: string, change: { before: string; sealed: string }): Promise<boolean>;
  removeInstallation(platform: string, tenant: string): Promise<void>;
  /** All of a platform, by tenant. */
  installations(platform: string): Promise<{ tenant: string; sealed: string; at: number }[]>;
}

/** What was set for one channel, by whom. */
export interface ChannelSetting {
  platform: string;
  tenant: string;
  channel: string;
  /** Answers questions there that nobody put to it. */
  listens: boolean;
  by: string;
  at: number;
}

export interface ChannelStore {
  /** Replaces what was set at the same time or earlier. */
  saveChannel(setting: ChannelSetting): Promise<void>;
  channel(platform: string, tenant: string, channel: string): Promise<{ listens: boolean } | null>;
}

/** What a person said about an answer. */
export interface Feedback {
  platform: string;
  tenant: string;
  conversation: string;
  delivery: string;
  voter: string;
  entry: string | null;
  vote: 'good' | 'bad' | 'solved' | 'unsolved';
  reason: string | null;
  at: number;
}

export interface FeedbackStore {
  /**
   * A later vote of the same person on the same delivery replaces the earlier one; 'good' and 'bad' answer one question,
   * 'solved' and 'unsolved' another, and so stand beside each other. The same vote without a reason keeps the earlier one's.
   */
  saveFeedback(feedback: Feedback): Promise<void>;
  /** Newest first. */
  feedback(limit: number): Promise<Feedback[]>;
}

/** What we posted in a conversation, by the delivery that it answers. */
export interface Post {
  platform: string;
  tenant: string;
  conversation: string;
  delivery: string;
  /** Which of several messages for one delivery; the adapter's own word. */
  part: string;
  /** The platform's id of the message. */
  message: string;
  at: number;
}

export interface PostStore {
  /** Replaces what was saved for the same delivery and part at the same time or earlier. */
  savePost(post: Post): Promise<void>;
  /** What a message of ours shows: of several deliveries, since it was updated in place, the one saved last. */
  post(
    platform: string,
    tenant: string,
    conversation: string,
    message: string,
  ): Promise<{ delivery: string; part: string } | null>;
  /** The platform's id of what was posted for a delivery. */
  posted(
    platform: string,
    tenant: string,
    conversation: string,
    delivery: string,
    part: string,
  ): Promise<string | null>;
}

/** What it takes to speak in a conversation without being asked, sealed (`seal.ts`). */
export interface Reference {
  platform: string;
  tenant: string;
  conversation: string;
  /** The one who spoke there last. */
  user: string;
  sealed: string;
  at: number;
}

export interface ReferenceStore {
  /** Replaces what was saved at the same time or earlier. */
  saveReference(reference: Reference): Promise<void>;
  reference(platform: string, tenant: string, conversation: string): Promise<string | null>;
  /** All of a platform, by tenant and conversation. */
  references(platform: string): Promise<{ tenant: string; conversation: string; sealed: string }[]>;
  /** The same content under another key; false: it was changed or removed meanwhile, and nothing happens. */
  resealReference(
    platform: string,
    tenant: string,
    conversation: string,
    change: { before: string; sealed: string },
  ): Promise<boolean>;
  /** Of a conversation that the bot was removed from. */
  removeReference(platform: string, tenant: string, conversation: string): Promise<void>;
}
