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

/** What an activity says of itself. */
export interface Envelope {
  sender: Sender;
  /** `tenant` is `local` where nothing names one. */
  address: Address;
  /** Names this one delivery. */
  inboxId: string;
  /** Activities of one lane are worked one after the other, in the order in which they came. */
  lane: string;
}

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
  const { data: given } = activity.safeParse(body);
  if (!given) {
    const wrong = shape.safeParse(body).error?.issues ?? [];
    const fields = [...new Set(wrong.map((issue) => issue.path.join('.') || 'the body'))];
    throw new DeskError('activity-malformed', `This is no activity: ${fields.join(', ')} missing or wrong.`);
  }
  const { conversation, type } = given;
  const begins = conversation.conversationType === 'channel' && (type === 'message' || type === 'messageUpdate');
  if (!begins || !given.id || conversation.id.includes(';messageid=')) return given;
  return { ...given, conversation: { ...conversation, id: `${conversation.id};messageid=${given.id}` } };
}

/** Who sent it, where it belongs, and what tells it from others: read once of what was found to be an activity. */
export function envelopeOf(given: Activity): Envelope {
  const read = shape.parse(given);
  const { from, conversation } = read;
  const delivery = deliveryOf(read, given);
  const tenant = tenantOf(read);
  return {
    sender: { delivery, tenant, user: from.aadObjectId ?? from.id, ...named(from.name) },
    address: { tenant, conversation: conversation.id as ConversationId },
    // Teams counts messages within a conversation: only both together name one of them.
    inboxId: `${conversation.id} ${delivery}`,
    lane: `${tenant} ${conversation.id}`,
  };
}

/** A name as it may stand on a line of a card. */
function named(given: string | null | undefined): Pick<Sender, 'name'> {
  const name = cutPlain(plainLabel(given ?? ''), READING.name);
  return name === '' ? {} : { name };
}

function tenantOf({ channelData, conversation }: z.infer<typeof shape>): string {
  return channelData?.tenant?.id ?? conversation.tenantId ?? 'local';
}

/**
 * Tells one delivery of a conversation from all others of it, and is the same on every retry. An edit comes under the id
 * of the message that it changes.
 */
function deliveryOf({ id: own, type, timestamp }: z.infer<typeof shape>, given: Activity): string {
  if (!own) return `sha256:${createHash('sha256').update(JSON.stringify(given)).digest('hex')}`;
  return type === 'message' || type === 'invoke' ? own : `${own}#${timestamp ?? type}`;
}

/** Whether it says that the bot was removed from the conversation. */
export function isRemoval(given: Activity): boolean {
  const { type, action, membersRemoved, recipient } = removal.parse(given);
  if (type === 'installationUpdate') return action === 'remove';
  return type === 'conversationUpdate' && (membersRemoved ?? []).some((member) => member.id === recipient.id);
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
export function refuseOthers(given: Activity, { address }: Envelope, tenants: readonly string[]): void {
  if (given.channelId !== 'msteams') throw new DeskError('tenant-refused', 'The bot answers in Teams alone.');
  if (tenants.length > 0 && !tenants.includes(address.tenant.toLowerCase())) {
    throw new DeskError('tenant-refused', 'The bot does not serve this tenant.');
  }
}
