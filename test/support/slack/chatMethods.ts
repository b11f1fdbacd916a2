import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Access } from './access.ts';
import { type Methods, method } from './method.ts';
import { refuse } from './refusal.ts';
import type { Message, State } from './state.ts';
import type { Strict } from './strict.ts';
import type { Token } from './tokens.ts';
import { type Fields, textOf } from './values.ts';

const TS = /^\d{1,12}\.\d{6}$/;

/** Blocks that the strict check has passed. */
export function checkedBlocks(value: unknown): types.KnownBlock[] {
  return Array.isArray(value) ? value : [];
}

/** A message in the form that Slack answers with. */
export function shown(message: Message, team: string): Fields {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team,
    ...(message.bot !== null && { bot_id: message.bot }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.thread !== null && { thread_ts: message.thread }),
    ...(message.metadata !== undefined && { metadata: message.metadata }),
  };
}

export function chatMethods(state: State, access: Access, strict: Strict): Methods {
  const place = { channel: z.string(), thread_ts: z.string().optional() };

  function ownMessage(caller: Token, channel: string, ts: string, error: string): Message {
    const found = state.message(access.channel(caller, channel).id, ts);
    if (found === undefined) return refuse('message_not_found');
    return found.bot === caller.bot ? found : refuse(error);
  }

  function thread(ts: string | undefined): string | null {
    if (ts !== undefined && !TS.test(ts)) return refuse('invalid_thread_ts');
    return ts ?? null;
  }

  const post = method(place, (args, caller, all) => {
    strict.message(all, 'post');
    const channel = access.postable(caller, args.channel);
    const message: Message = {
      channel: channel.id,
      ts: state.nextTs(),
      thread: thread(args.thread_ts),
      user: caller.user,
      bot: caller.bot,
      text: textOf(all.text) || textOf(all.markdown_text),
      blocks: checkedBlocks(all.blocks),
      metadata: all.metadata,
      broadcast: all.reply_broadcast === true,
      unfurls: { links: all.unfurl_links !== false, media: all.unfurl_media !== false },
      edits: 0,
      reactions: [],
    };
    state.messages.push(message);
    // An answer ends the status of its thread.
    const assistant = state.assistantThreads.get(`${channel.id}/${message.thread ?? message.ts}`);
    if (assistant !== undefined) assistant.status = '';
    return { channel: channel.id, ts: message.ts, message: shown(message, channel.team) };
  });

  const postEphemeral = method({ ...place, user: z.string() }, (args, caller, all) => {
    strict.message(all, 'ephemeral');
    const channel = access.postable(caller, args.channel);
    if (!channel.members.includes(args.user)) refuse('user_not_in_channel');
    const ts = state.nextTs();
    state.ephemerals.push({
      channel: channel.id,
      ts,
      thread: thread(args.thread_ts),
      user: args.user,
      text: textOf(all.text) || textOf(all.markdown_text),
      blocks: checkedBlocks(all.blocks),
      edits: 0,
    });
    return { message_ts: ts };
  });

  const update = method({ channel: z.string(), ts: z.string() }, (args, caller, all) => {
    strict.message(all, 'update');
    const message = ownMessage(caller, args.channel, args.ts, 'cant_update_message');
    // A text without blocks takes the old blocks away; blocks without a text leave the old text.
    if (all.blocks !== undefined) message.blocks = checkedBlocks(all.blocks);
    else if (all.text !== undefined || all.markdown_text !== undefined) message.blocks = [];
    message.text = textOf(all.text) || textOf(all.markdown_text) || message.text;
    if (all.metadata !== undefined) message.metadata = all.metadata;
    message.edits += 1;
    const team = state.channels.get(message.channel)?.team ?? '';
    return { channel: message.channel, ts: message.ts, text: message.text, message: shown(message, team) };
  });

  const remove = method({ channel: z.string(), ts: z.string() }, (args, caller) => {
    const message = ownMessage(caller, args.channel, args.ts, 'cant_delete_message');
    state.messages.splice(state.messages.indexOf(message), 1);
    return { channel: message.channel, ts: message.ts };
  });

  const getPermalink = method({ channel: z.string(), message_ts: z.string() }, (args, caller) => {
    const channel = access.channel(caller, args.channel);
    const message = state.message(channel.id, args.message_ts) ?? refuse('message_not_found');
    const domain = state.teams.get(channel.team)?.domain;
    const query = message.thread === null ? '' : `?thread_ts=${message.thread}&cid=${channel.id}`;
    const permalink = `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${query}`;
    return { channel: channel.id, permalink };
  });

  return {
    'chat.postMessage': post,
    'chat.postEphemeral': postEphemeral,
    'chat.update': update,
    'chat.delete': remove,
    'chat.getPermalink': getPermalink,
  };
}
