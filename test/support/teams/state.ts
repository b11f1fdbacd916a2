import { z } from 'zod';
import { activity as activityForm, refusalOf, type Sent } from './rules.ts';

/** One call of the Bot Connector, refused ones included. */
export interface Call {
  method: 'send' | 'reply' | 'update' | 'delete' | 'create' | 'members' | 'member';
  conversation: string;
  /** What it replies to, or changes. */
  target: string | null;
  body: unknown;
  status: number;
  /** Why it was refused, for whoever reads a test that failed. */
  why: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** A message of the bot's, as it stands now. */
export interface Posted {
  id: string;
  conversation: string;
  replyTo: string | null;
  activity: Sent;
  edits: number;
}

/** Somebody in a team, as the service names them. */
export interface Account {
  id: string;
  objectId: string;
  name: string;
}

const PAGE = 2;
const creation = z.looseObject({
  isGroup: z.literal(false),
  bot: z.looseObject({ id: z.string().min(1) }),
  members: z.array(z.looseObject({ id: z.string().min(1) })).length(1),
  tenantId: z.string().min(1),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().min(1) }) }),
});

/** What the service answers. */
export interface Answer {
  status: number;
  why?: string;
  body: object;
}

/** Conversations and the bot's messages in them, as Teams keeps them. */
export function createState() {
  const posted: Posted[] = [];
  const conversations = new Set<string>();
  const rosters = new Map<string, Account[]>();
  const direct = new Map<string, string>();
  let ids = 1_700_000_000_000;

  function nextId(): string {
    ids += 1;
    return String(ids);
  }

  /** The one chat that somebody has with the bot, where they have added it for themselves. */
  function create({ body }: Call): Answer {
    const read = creation.safeParse(body);
    if (!read.success) return refused(400, 'BadSyntax', `no conversation: ${read.error.message}`);
    const id = direct.get(read.data.members[0]?.id ?? '');
    if (id === undefined) return refused(403, 'ForbiddenOperationException', 'The bot is not installed in the scope.');
    return { status: 201, body: { id } };
  }

  /** A page of who is in a team, two at a time: real ones are larger. */
  function members({ conversation, target }: Call): Answer {
    const all = rosters.get(conversation);
    if (!all) return refused(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    const from = Number(target ?? '0');
    const next = from + PAGE < all.length ? { continuationToken: String(from + PAGE) } : {};
    return { status: 200, body: { members: all.slice(from, from + PAGE), ...next } };
  }

  function member({ conversation, target }: Call): Answer {
    const found = rosters.get(conversation)?.find(({ id, objectId }) => id === target || objectId === target);
    return found ? { status: 200, body: found } : refused(404, 'MemberNotFoundInConversation', 'No such member.');
  }

  function change({ method, conversation, target, body }: Call): Answer {
    const known = posted.find((each) => each.id === target && each.conversation === conversation);
    if (!known) return refused(404, 'ActivityNotFoundInConversation', 'No such activity.');
    if (method === 'delete') {
      posted.splice(posted.indexOf(known), 1);
      return { status: 200, body: {} };
    }
    const refusal = refusalOf(body);
    if (refusal) return refused(refusal.status, refusal.code, refusal.message);
    Object.assign(known, { activity: activityForm.parse(body), edits: known.edits + 1 });
    return { status: 200, body: { id: known.id } };
  }

  function add({ conversation, target, body }: Call): Answer {
    const refusal = refusalOf(body);
    if (refusal) return refused(refusal.status, refusal.code, refusal.message);
    const activity = activityForm.parse(body);
    const id = nextId();
    if (activity.type === 'message') posted.push({ id, conversation, replyTo: target, activity, edits: 0 });
    return { status: 201, body: { id } };
  }

  return {
    posted,
    conversations,
    rosters,
    direct,
    run(call: Call): Answer {
      if (call.method === 'create') return create(call);
      if (call.method === 'members') return members(call);
      if (call.method === 'member') return member(call);
      // A thread belongs to its channel.
      const [conversation = ''] = call.conversation.split(';messageid=');
      if (!conversations.has(conversation)) return refused(404, 'ConversationNotFound', 'Conversation not found.');
      return call.method === 'send' || call.method === 'reply' ? add(call) : change(call);
    },
  };
}

export function refused(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } }, why: `${code}: ${message}` };
}
