import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { ConversationId } from '../../src/brand.ts';
import { DeskError } from '../../src/errors.ts';
import type { ConversationKey } from '../../src/store/port.ts';
import { cutPlain } from '../cutPlain.ts';
import { plainLabel } from './escape.ts';
import { READING } from './limits.ts';

/** Who sent an activity, and the id of that one delivery. */
export interface Sender {
  delivery: string;
  tenant: string;
  user: string;
  /** As Teams gives it. */
  name?: string;
}

/** Names a conversation of ours. */
export type Address = Pick<ConversationKey, 'tenant' | 'conversation'>;

/** Longer than any id that Teams makes; what is kept under an id stays small. */
const LONGEST_ID = 1024;
const id = z.string().min(1).max(LONGEST_ID);
const account = z.looseObject({ id, aadObjectId: id.nullish(), name: z.string().nullish() });

/** What we rely on of every activity; the rest is passed on as it came. */
const shape = z.looseObject({
  type: id,
  id: id.nullish(),
  channelId: id,
  serviceUrl: z.url({ protocol: /^https?$/ }),
  timestamp: z.string().nullish(),
  text: z.string().nullish(),
  conversation: z.looseObject({ id, conversationType: id.nullish(), tenantId: id.nullish() }),
  from: account,
  recipient: account,
  channelData: z.looseObject({ tenant: z.looseObject({ id }).nullish() }).nullish(),
});

const removal = z.looseObject({
  type: z.string(),
  action: z.string().nullish(),
  membersRemoved: z
    .array(z.looseObject({ id: z.string() }))
    .nullish()
    .catch(null),
  recipient: account,
});

const activity = z.custom<Activity>((value) => shape.safeParse(value).success);

/** What arrived, as it is stored; `receivedAt` in milliseconds since 1970. */
export const delivered = z.object({ activity, receivedAt: z.number() });
export type Delivered = z.infer<typeof delivered>;

/**
 * Reads the body of a request. A message at the top of a channel begins a thread: its conversation is that thread's.
 * Throws a DeskError `activity-malformed` that names every field that is missing or wrong, never what it held.
 */
export function readActivity(body: unknown): Activity {
  const checked = shape.safeParse(body);
  if (!checked.success) {
    const fields = [...new Set(checked.error.issues.map((issue) => issue.path.join('.') || 'the body'))];
    throw new DeskError('activity-malformed', `This is no activity: ${fields.join(', ')} missing or wrong.`);
  }
  const given = activity.parse(body);
  const { conversation, type } = given;
  const begins = conversation.conversationType === 'channel' && (type === 'message' || type === 'messageUpdate');
  if (!begins || !given.id || conversation.id.includes(';messageid=')) return given;
  return { ...given, conversation: { ...conversation, id: `${conversation.id};messageid=${given.id}` } };
}

/** Whose tenant it comes from; `local` where nothing names one. */
function tenantOf(given: Activity): string {
  const { channelData, conversation } = shape.parse(given);
  return channelData?.tenant?.id ?? conversation.tenantId ?? 'local';
}

export function senderOf(given: Activity): Sender {
  const { from } = shape.parse(given);
  const name = plainLabel(from.name ?? '');
  const sender = { delivery: deliveryId(given), tenant: tenantOf(given), user: from.aadObjectId ?? from.id };
  return name === '' ? sender : { ...sender, name: cutPlain(name, READING.name) };
}

/**
 * Tells one delivery of a conversation from all others of it, and is the same on every retry. An edit comes under the id
 * of the message that it changes.
 */
export function deliveryId(given: Activity): string {
  const { id: own, type, timestamp } = shape.parse(given);
  if (!own) return `sha256:${createHash('sha256').update(JSON.stringify(given)).digest('hex')}`;
  return type === 'message' || type === 'invoke' ? own : `${own}#${timestamp ?? type}`;
}

/** The conversation it belongs to. */
export function addressOf(given: Activity): Address {
  return { tenant: tenantOf(given), conversation: given.conversation.id as ConversationId };
}

/** Whether it says that the bot was removed from the conversation. */
export function isRemoval(given: Activity): boolean {
  const { type, action, membersRemoved, recipient } = removal.parse(given);
  if (type === 'installationUpdate') return action === 'remove';
  return type === 'conversationUpdate' && (membersRemoved ?? []).some((member) => member.id === recipient.id);
}

/** Teams counts messages within a conversation: only both together name one of them. */
export function inboxId(given: Activity): string {
  return `${given.conversation.id} ${deliveryId(given)}`;
}

/** Activities of one lane are worked one after the other, in the order in which they came. */
export function laneOf(given: Activity): string {
  return `${tenantOf(given)} ${given.conversation.id}`;
}

/** One person's own chat with the bot: nobody else speaks in it. */
export function isPersonal(given: Activity): boolean {
  return given.conversation.conversationType === 'personal';
}

/**
 * Refuses what comes from a tenant that is not allowed, and from other channels than Teams: there, whoever writes says
 * which tenant they are of. Throws a DeskError `tenant-refused`.
 * @param tenants in small letters; empty: all
 */
export function refuseOthers(given: Activity, tenants: readonly string[]): void {
  if (given.channelId !== 'msteams') throw new DeskError('tenant-refused', 'The bot answers in Teams alone.');
  if (tenants.length > 0 && !tenants.includes(tenantOf(given).toLowerCase())) {
    throw new DeskError('tenant-refused', 'The bot does not serve this tenant.');
  }
}
