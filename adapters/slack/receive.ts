import type { ConversationId, DeliveryId, UserId } from '../../src/brand.ts';
import type { Message } from '../../src/message.ts';
import { attachedLinks } from '../links.ts';

/** Slack's payloads as messages of the core. Bolt has verified who sent them; nothing in their texts is trusted. */

/** What every payload tells: which delivery it is, and who sent it from which workspace. */
export interface Sender {
  /** `deliveryId` of the payload. */
  delivery: string;
  /** Workspace, or the organisation where the app is installed for all of its workspaces. */
  tenant: string;
  user: string;
  /** Known only where it was looked up. */
  name?: string;
}

/**
 * Tells one delivery from all others and is the same on every retry: the event's id, or for what a person taps and types
 * the id of that one trigger. Null for payloads that change nothing and may be handled twice.
 */
export function deliveryId(body: Readonly<Record<string, unknown>>): string | null {
  if (body.type === 'event_callback') return typeof body.event_id === 'string' ? body.event_id : null;
  if (body.type === 'block_suggestion' || body.type === 'view_closed') return null;
  return typeof body.trigger_id === 'string' ? body.trigger_id : null;
}

/** The workspace that a payload comes from, and the organisation that it belongs to: what it names of them. */
export function tenantsOf(body: Readonly<Record<string, unknown>>): string[] {
  const named = [field(body.team, 'id'), body.team_id, field(body.enterprise, 'id'), body.enterprise_id];
  return named.filter((id) => typeof id === 'string');
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

/** A thread of a channel is one conversation; a direct message is one, and each thread in it another. */
export function threadConversation(channel: string, thread: string | null): string {
  return thread === null ? channel : `${channel}:${thread}`;
}

/** What one person alone sees in a channel: answers to the slash command and to 'Find an answer'. */
export function ownConversation(channel: string, user: string): string {
  return `${channel}:${user}`;
}

/** Where messages of a conversation stand; null: one person alone sees them, and none can be sent there later. */
export function targetOf(conversation: string): { channel: string; thread: string | null } | null {
  const [channel = '', rest] = conversation.split(':', 2);
  if (rest === undefined) return { channel, thread: null };
  return /^\d+\.\d+$/.test(rest) ? { channel, thread: rest } : null;
}

export function isDirect(conversation: string): boolean {
  return conversation.startsWith('D');
}

/** `isOwn`: one person's conversation, nobody else may speak in it. */
function envelope({ delivery, tenant, user, name }: Sender, conversation: string, isOwn: boolean) {
  return {
    platform: 'slack',
    tenant,
    conversation: conversation as ConversationId,
    user: user as UserId,
    ...(name === undefined ? {} : { name }),
    private: isOwn,
    facts: {},
    delivery: delivery as DeliveryId,
  } as const;
}

/** What somebody wrote. `bot`: our own user's id there, whose mention is no part of the text. */
export function written(
  sender: Sender,
  conversation: string,
  { text, links }: { text: string; links: string[] },
  bot: string | undefined,
): Message {
  const words = { text: spoken(text, bot), links };
  return { ...envelope(sender, conversation, isDirect(conversation)), source: 'message', ...words };
}

/** Where the files of a message are shown, to whoever may see them. */
export function linksOf(message: unknown): string[] {
  const files = field(message, 'files');
  return attachedLinks(Array.isArray(files) ? files.map((each) => field(each, 'permalink')) : []);
}

/**
 * What somebody typed behind the slash command, or asked in a form: nobody else sees the answer. The text is as it was
 * typed; what Slack has escaped goes through `spoken` before, and a form's text is not escaped.
 */
export function commanded(sender: Sender, conversation: string, text: string): Message {
  return { ...envelope(sender, conversation, true), source: 'command', text };
}

/** An option of ours that somebody tapped. `about`: the delivery whose reply it belongs to. */
export function tapped(sender: Sender, conversation: string, value: string, about?: string): Message {
  const isOwn = isDirect(conversation) || conversation.endsWith(`:${sender.user}`);
  const belongs = about === undefined ? {} : { about: about as DeliveryId };
  return { ...envelope(sender, conversation, isOwn), source: 'action', text: '', value, ...belongs };
}

/** `<@U1|ann>`, `<#C1|help>`, `<https://a.example|a>`, `<!subteam^S1|@ops>` as a person sees them, entities resolved. */
export function spoken(text: string, bot: string | undefined): string {
  return text
    .replace(/<([^<>]*)>/g, (_all, inner: string) => shown(inner, bot))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

function shown(inner: string, bot: string | undefined): string {
  const [target = '', label] = inner.split('|', 2);
  if (target.startsWith('@')) return target.slice(1) === bot ? ' ' : `@${label ?? 'somebody'}`;
  if (target.startsWith('#')) return `#${label ?? 'channel'}`;
  if (target.startsWith('!')) return label ?? '';
  return label ?? target.replace(/^mailto:/, '');
}

/** Whether a text mentions this user. */
export function mentions(text: string, user: string | undefined): boolean {
  return user !== undefined && (text.includes(`<@${user}>`) || text.includes(`<@${user}|`));
}

/** Whether a text is put to somebody else: it mentions people, and not the bot. */
export function isForOthers(text: string, bot: string | undefined): boolean {
  return /<@[A-Z0-9]/.test(text) && !mentions(text, bot);
}
