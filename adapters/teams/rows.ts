/** A message of ours that was posted for a delivery; `at` in milliseconds since 1970. */
export interface Post {
  platform: string;
  tenant: string;
  conversation: string;
  delivery: string;
  /** Tells several messages for one delivery apart. */
  part: string;
  /** The platform's id of it. */
  message: string;
  at: number;
}

/** Until the store has them under the same signatures. */
export interface TeamsRows {
  savePost(post: Post): Promise<void>;
  post(
    platform: string,
    tenant: string,
    conversation: string,
    message: string,
  ): Promise<{ delivery: string; part: string } | null>;
  posted(
    platform: string,
    tenant: string,
    conversation: string,
    delivery: string,
    part: string,
  ): Promise<string | null>;
}
