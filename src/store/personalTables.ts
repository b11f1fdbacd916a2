import type { Schema } from './schema.ts';

/** Columns in which people, or what they typed, may be named, and how a row is told from others. */
export interface Personal {
  keys: readonly string[];
  /** JSON texts. */
  json: readonly string[];
  /** Other texts. */
  plain: readonly string[];
}

/**
 * Where a person may be mentioned in rows that are not theirs, by table; null: nobody ever is. A table that is not listed
 * does not compile, and one that is listed wrongly fails the test that walks the schema.
 */
export const PERSONAL: { readonly [Table in keyof Schema]: Personal | null } = {
  sessions: { keys: ['platform', 'tenant', 'conversation'], json: ['state'], plain: [] },
  deliveries: { keys: ['platform', 'tenant', 'conversation', 'delivery'], json: ['reply'], plain: [] },
  questions: { keys: ['id'], json: [], plain: ['text'] },
  // Only what the installation made up for itself.
  secrets: null,
  inbox: { keys: ['platform', 'id'], json: ['body'], plain: ['why'] },
  marks: null,
  // Sealed: tokens and ids of the workspace.
  installations: null,
  channels: null,
  feedback: { keys: ['id'], json: [], plain: ['reason'] },
  posts: null,
  // Sealed: how to reach a conversation; whose it is says a column.
  conversation_references: null,
  // Settings may name an agent without a workspace, and such an address stands on no person's own rows.
  tickets: { keys: ['number'], json: ['body'], plain: ['requester', 'assignee'] },
  ticket_events: { keys: ['ticket', 'revision'], json: ['body'], plain: [] },
  ticket_followers: { keys: ['ticket', 'person'], json: ['body'], plain: [] },
  ticket_terms: null,
  ticket_commands: { keys: ['id'], json: ['result'], plain: [] },
  outbox: { keys: ['id'], json: ['body'], plain: ['why'] },
  counters: null,
  faq_drafts: { keys: ['ticket'], json: [], plain: ['question', 'body'] },
};
