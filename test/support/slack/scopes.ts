/** Each method's bot scopes, of which one is enough; none needed where the list is empty. From the methods' reference. */
export const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': ['connections:write'],
  'apps.uninstall': [],
  // Slack is moving this one from assistant:write to chat:write and takes either meanwhile.
  'assistant.threads.setStatus': ['chat:write', 'assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'auth.revoke': [],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.members': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.open': ['im:write', 'mpim:write', 'groups:write', 'channels:manage'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'oauth.v2.access': [],
  'reactions.add': ['reactions:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** What a token has when a test names no scopes: enough for every bot method above. */
export const EVERY_BOT_SCOPE: readonly string[] = [
  ...new Set([...Object.values(SCOPES).flat(), 'app_mentions:read', 'commands']),
].filter((scope) => scope !== 'connections:write');
