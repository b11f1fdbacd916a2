import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import { openStore } from '../../src/store/open.ts';
import type { ConversationKey, Purged, QuestionRecord, ReceivedDelivery, Store, Turn } from '../../src/store/port.ts';

/** A database that begins empty. `open` may be called again for the same data, except where `opensOnce`. */
export interface Site {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export interface SiteKind {
  name: string;
  opensOnce: boolean;
  fresh(): Promise<Site>;
}

export const sqliteMemory: SiteKind = {
  name: 'SQLite in memory',
  opensOnce: true,
  fresh: async () => ({ open: () => openStore('sqlite::memory:'), remove: async () => {} }),
};

export const sqliteFile: SiteKind = {
  name: 'SQLite in a file',
  opensOnce: false,
  fresh: async () => {
    const folder = await temporaryFolder();
    return { open: () => openStore(`sqlite:${join(folder.path, 'data', 'desk.db')}`), remove: folder.remove };
  },
};

export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'desk-store-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export function key(conversation: string, tenant = 'T1', platform = 'slack'): ConversationKey {
  return { platform, tenant, conversation: conversation as ConversationId };
}

export const deliveryId = (id: string): DeliveryId => id as DeliveryId;

export function question(text: string | null, more: Partial<QuestionRecord> = {}): QuestionRecord {
  return { platform: 'slack', text, outcome: 'answer', entry: 'e1', confidence: 0.5, corpusVersion: 'v1', ...more };
}

/** One turn; `id` names the delivery and the logged question, so a test can look for traces of it. */
export function turn(conversation: ConversationKey, revision: number, id: string | null, at = 1000): Turn {
  return {
    key: conversation,
    session: { state: JSON.stringify({ revision, id }), startedBy: 'U1' as UserId, revision },
    delivery: id === null ? null : { id: deliveryId(id), reply: JSON.stringify({ replyTo: id }) },
    question: id === null ? null : question(id),
    at,
  };
}

/** One delivery of a platform as it arrives, leased for a second from its arrival. */
export function delivery(id: string, more: Partial<ReceivedDelivery> = {}): ReceivedDelivery {
  const at = more.at ?? 1000;
  return { platform: 'slack', id, body: `{"id":"${id}"}`, at, until: at + 1000, ...more };
}

/** What a purge says of tables that nothing was removed from. */
export function purged(more: Partial<Purged>): Purged {
  return {
    sessions: 0,
    deliveries: 0,
    questions: 0,
    inbox: 0,
    marks: 0,
    feedback: 0,
    posts: 0,
    references: 0,
    ...more,
  };
}

/** What the assistant does: on a conflict, load again and repeat. */
export async function untilSaved(store: Store, id: string, conversation = key('C1')): Promise<void> {
  const { session } = await store.load(conversation, null);
  const result = await store.saveTurn(turn(conversation, (session?.revision ?? 0) + 1, id));
  if (result === 'conflict') await untilSaved(store, id, conversation);
}
