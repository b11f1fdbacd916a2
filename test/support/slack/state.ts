import type { types } from '@slack/bolt';

export interface Enterprise {
  id: string;
  name: string;
}

interface Team {
  id: string;
  name: string;
  domain: string;
  enterprise: Enterprise | null;
}

interface User {
  id: string;
  name: string;
  realName: string;
  team: string;
  guest: boolean;
}

export interface Channel {
  id: string;
  name: string;
  team: string;
  members: string[];
  kind: 'public' | 'private' | 'im';
  topic: string;
}

/** A message as it stands now, a person's or the app's. */
export interface Message {
  channel: string;
  ts: string;
  /** The `ts` of the thread's first message; null outside threads. */
  thread: string | null;
  user: string;
  /** Set when the app wrote it. */
  bot: string | null;
  text: string;
  blocks: types.KnownBlock[];
  metadata: unknown;
  /** Also shown in the channel. */
  broadcast: boolean;
  unfurls: { links: boolean; media: boolean };
  edits: number;
  reactions: { name: string; user: string }[];
}

/** Seen by one person alone, changed and deleted only through a response_url. */
export interface Ephemeral extends Pick<Message, 'channel' | 'ts' | 'thread' | 'text' | 'blocks' | 'edits'> {
  user: string;
}

export interface AssistantThread {
  status: string;
  title: string;
  prompts: { title: string; message: string }[];
}

/** A user group. */
interface Group {
  team: string;
  users: string[];
}

export interface State {
  groups: Map<string, Group>;
  teams: Map<string, Team>;
  users: Map<string, User>;
  channels: Map<string, Channel>;
  messages: Message[];
  ephemerals: Ephemeral[];
  /** By `channel/thread`. */
  assistantThreads: Map<string, AssistantThread>;
  /** A message's time and name: seconds with six decimals, never the same twice, never less than before. */
  nextTs(): string;
  /** A number that was not given out before. */
  nextId(): number;
  message(channel: string, ts: string): Message | undefined;
  assistantThread(channel: string, thread: string): AssistantThread;
}

export function createState(now: () => number): State {
  let last = 0;
  let ids = 0;
  const messages: Message[] = [];
  const assistantThreads = new Map<string, AssistantThread>();
  return {
    groups: new Map(),
    teams: new Map(),
    users: new Map(),
    channels: new Map(),
    messages,
    ephemerals: [],
    assistantThreads,
    nextTs() {
      last = Math.max(last + 1, Math.floor(now() * 1000));
      return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
    },
    nextId() {
      ids += 1;
      return ids;
    },
    message: (channel, ts) => messages.find((message) => message.channel === channel && message.ts === ts),
    assistantThread(channel, thread) {
      const key = `${channel}/${thread}`;
      const found = assistantThreads.get(key) ?? { status: '', title: '', prompts: [] };
      assistantThreads.set(key, found);
      return found;
    },
  };
}
