import { z } from 'zod';
import type { Access } from './access.ts';
import { shown } from './chatMethods.ts';
import { type Methods, method } from './method.ts';
import { refuse } from './refusal.ts';
import type { Channel, Message, State } from './state.ts';
import type { Fields } from './values.ts';

const PAGE = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) };

/** One page of a list, with the cursor of the next one; the cursor is the place where it begins. */
function page<Item>(
  items: readonly Item[],
  cursor: string | undefined,
  limit: number,
): { items: Item[]; more: Fields } {
  const place = cursor ? Buffer.from(cursor, 'base64').toString() : '0';
  if (!/^\d+$/.test(place)) return refuse('invalid_cursor');
  const from = Number(place);
  const end = from + limit;
  const next = end < items.length ? Buffer.from(String(end)).toString('base64') : '';
  return {
    items: items.slice(from, end),
    more: { has_more: next !== '', response_metadata: { next_cursor: next } },
  };
}

/** Users, conversations and reactions. */
export function readMethods(state: State, access: Access): Methods {
  const conversation = { channel: z.string() };

  function described(channel: Channel, user: string): Fields {
    return {
      id: channel.id,
      name: channel.name,
      context_team_id: channel.team,
      is_channel: channel.kind === 'public',
      is_group: channel.kind === 'private',
      is_im: channel.kind === 'im',
      is_mpim: false,
      is_private: channel.kind !== 'public',
      is_archived: false,
      is_member: channel.kind === 'im' || channel.members.includes(user),
      topic: { value: channel.topic, creator: '', last_set: 0 },
      ...(channel.kind === 'im' && { user: channel.members[0] }),
    };
  }

  function listed(channel: Channel, messages: readonly Message[], cursor: string | undefined, limit: number): Fields {
    const { items, more } = page(messages, cursor, limit);
    return { messages: items.map((message) => shown(message, channel.team)), ...more };
  }

  return {
    'users.info': method({ user: z.string() }, (args, caller) => {
      const user = state.users.get(args.user);
      if (user === undefined || !access.holds(caller, user.team)) return refuse('user_not_found');
      const profile = { display_name: user.name, real_name: user.realName };
      return {
        user: {
          id: user.id,
          team_id: user.team,
          name: user.name,
          real_name: user.realName,
          deleted: false,
          is_bot: false,
          is_admin: false,
          is_owner: false,
          is_restricted: user.guest,
          is_ultra_restricted: false,
          profile,
        },
      };
    }),
    'usergroups.users.list': method({ usergroup: z.string() }, (args, caller) => {
      const group = state.groups.get(args.usergroup);
      if (group === undefined || !access.holds(caller, group.team)) return refuse('no_such_subteam');
      return { users: group.users };
    }),
    'conversations.info': method(conversation, (args, caller) => ({
      channel: described(access.readable(caller, args.channel, 'read'), caller.user),
    })),
    'conversations.members': method({ ...conversation, ...PAGE }, (args, caller) => {
      const { items, more } = page(access.readable(caller, args.channel, 'read').members, args.cursor, args.limit);
      return { members: items, response_metadata: more.response_metadata };
    }),
    'conversations.replies': method({ ...conversation, ts: z.string(), ...PAGE }, (args, caller) => {
      const channel = access.readable(caller, args.channel, 'history');
      const first = state.message(channel.id, args.ts) ?? refuse('thread_not_found');
      const thread = state.messages.filter((message) => message.channel === channel.id && message.thread === first.ts);
      return listed(channel, first.thread === null ? [first, ...thread] : [first], args.cursor, args.limit);
    }),
    'conversations.history': method({ ...conversation, ...PAGE }, (args, caller) => {
      const channel = access.readable(caller, args.channel, 'history');
      const top = state.messages.filter(
        (message) => message.channel === channel.id && (message.thread === null || message.broadcast),
      );
      return listed(channel, top.reverse(), args.cursor, args.limit);
    }),
    'conversations.open': method({ users: z.string().optional(), channel: z.string().optional() }, (args, caller) => {
      if (args.channel !== undefined) return { channel: { id: access.channel(caller, args.channel).id } };
      const users = args.users?.split(',') ?? refuse('users_list_not_supplied');
      // Group conversations are no part of the fake.
      if (users.length !== 1) return refuse('too_many_users');
      return { channel: { id: access.directMessage(caller, users[0] ?? '').id } };
    }),
    'reactions.add': method({ ...conversation, name: z.string(), timestamp: z.string() }, (args, caller) => {
      const channel = access.channel(caller, args.channel);
      const message = state.message(channel.id, args.timestamp) ?? refuse('message_not_found');
      if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(args.name)) return refuse('invalid_name');
      const { reactions } = message;
      if (reactions.some(({ name, user }) => name === args.name && user === caller.user)) refuse('already_reacted');
      reactions.push({ name: args.name, user: caller.user });
      return {};
    }),
  };
}
