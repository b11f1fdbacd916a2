import { activity as activityForm, refusalOf, type Sent } from './rules.ts';

/** One call of the Bot Connector, refused ones included. */
export interface Call {
  method: 'send' | 'reply' | 'update' | 'delete' | 'create';
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
  let ids = 1_700_000_000_000;

  function nextId(): string {
    ids += 1;
    return String(ids);
  }

  function create(): Answer {
    const id = `a:created-${nextId()}`;
    conversations.add(id);
    return { status: 201, body: { id } };
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
    run(call: Call): Answer {
      if (call.method === 'create') return create();
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
