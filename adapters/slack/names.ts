/** The names under which Slack knows the app: the manifest, OAuth and the listeners go by this one table. */
interface Names {
  command: `/${string}`;
  /** Callback ids of the message shortcuts. */
  find: string;
  ticket: string;
  /** Callback id of the global shortcut. */
  ask: string;
  /** What the shortcuts are called; Slack takes 24 characters. */
  titles: { find: string; ticket: string; ask: string };
  events: readonly string[];
  /** Of the bot; the app acts for no person. */
  scopes: readonly string[];
  paths: Record<'events' | 'install' | 'redirect', `/${string}`>;
}

export const NAMES = {
  command: '/aadc',
  find: 'desk.find',
  ticket: 'desk.ticket',
  ask: 'desk.ask',
  titles: { find: 'Find an answer', ticket: 'Open a ticket', ask: 'Ask about AAD Connect' },
  events: [
    'app_home_opened',
    'app_mention',
    'app_uninstalled',
    'message.channels',
    'message.groups',
    'message.im',
    'message.mpim',
    'tokens_revoked',
  ],
  scopes: [
    // app_mention: a question to the bot by its name
    'app_mentions:read',
    // suggested questions, and the status while it works
    'assistant:write',
    // message.channels: follow-ups in its threads, questions in a help channel; whether an answer was sent before a crash
    'channels:history',
    // whether it, and the one who says so, are in the channel that is to become a help channel; who is an agent by a channel
    'channels:read',
    // answers, also those that one person alone sees
    'chat:write',
    // the slash command and the shortcuts
    'commands',
    // message.groups: the same as channels:history, in private channels it was invited to
    'groups:history',
    // the same as channels:read, for private channels
    'groups:read',
    // message.im: what people write to it directly; whether an answer was sent before a crash
    'im:history',
    // a direct message to whoever asked in the App Home or by the global shortcut
    'im:write',
    // message.mpim: the same as channels:history, in group messages it was added to
    'mpim:history',
    // the same as channels:read, for group messages
    'mpim:read',
    // who is an agent because of a user group
    'usergroups:read',
    // whether somebody is a guest, who may not make a help channel; the names of agents
    'users:read',
  ],
  paths: {
    // Events, commands, buttons, modals and options alike.
    events: '/slack/events',
    install: '/slack/install',
    redirect: '/slack/oauth_redirect',
  },
} as const satisfies Names;
