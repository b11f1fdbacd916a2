import { refuse } from './refusal.ts';
import type { Channel, State } from './state.ts';
import { requireScope, type Token } from './tokens.ts';
import { textOf } from './values.ts';

const FAMILY = { public: 'channels', private: 'groups', im: 'im' } as const;

export interface Access {
  /** Whether the token was given for this team, or for the organisation that the team is in. */
  holds(token: Token, team: string): boolean;
  /** Throws channel_not_found, also for a private channel that the app is not in. */
  channel(token: Token, id: unknown): Channel;
  /** Where the app may post; a user's id means the direct message with that person. Throws not_in_channel. */
  postable(token: Token, id: unknown): Channel;
  /** A channel that the token may read in this way. Throws missing_scope, for history also not_in_channel. */
  readable(token: Token, id: unknown, what: 'read' | 'history'): Channel;
  /** The direct message with this person, made where there is none. Throws user_not_found. */
  directMessage(token: Token, user: string): Channel;
}

export function createAccess(state: State): Access {
  function holds(token: Token, team: string): boolean {
    const enterprise = state.teams.get(team)?.enterprise?.id;
    return token.team === team || (token.enterprise !== null && token.enterprise === enterprise);
  }

  function isMember(token: Token, channel: Channel): boolean {
    return channel.kind === 'im' || channel.members.includes(token.user);
  }

  function channel(token: Token, id: unknown): Channel {
    const found = state.channels.get(textOf(id));
    if (found === undefined || !holds(token, found.team)) return refuse('channel_not_found');
    if (found.kind === 'private' && !isMember(token, found)) return refuse('channel_not_found');
    return found;
  }

  function directMessage(token: Token, user: string): Channel {
    const person = state.users.get(user);
    if (person === undefined || !holds(token, person.team)) return refuse('user_not_found');
    const channels = [...state.channels.values()];
    const found = channels.find(({ kind, members }) => kind === 'im' && members.includes(user));
    if (found !== undefined) return found;
    const id = `D${user.slice(1)}`;
    const made: Channel = { id, name: 'directmessage', team: person.team, members: [user], kind: 'im', topic: '' };
    state.channels.set(id, made);
    return made;
  }

  return {
    holds,
    channel,
    directMessage,
    postable(token, id) {
      const user = textOf(id);
      if (/^[UW]/.test(user)) {
        return state.users.has(user) ? directMessage(token, user) : refuse('channel_not_found');
      }
      const found = channel(token, id);
      const open = found.kind === 'public' && token.scopes.includes('chat:write.public');
      return isMember(token, found) || open ? found : refuse('not_in_channel');
    },
    readable(token, id, what) {
      const found = channel(token, id);
      requireScope(token, [`${FAMILY[found.kind]}:${what}`]);
      return what === 'read' || isMember(token, found) ? found : refuse('not_in_channel');
    },
  };
}
