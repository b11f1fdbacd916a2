import { checkedBlocks } from './chatMethods.ts';
import { refuse } from './refusal.ts';
import { MOST } from './slackLimits.ts';
import type { Ephemeral, Message, State } from './state.ts';
import type { Strict } from './strict.ts';
import { type Fields, textOf } from './values.ts';

/** Where an interaction happened. `original`: the `ts` of the message that carried the button, if one did. */
export interface ResponsePlace {
  channel: string;
  user: string;
  original?: string;
  thread?: string;
}

/** One use of a response_url. */
export interface Response extends ResponsePlace {
  id: string;
  body: Fields;
  at: number;
  /** Null where Slack took it. */
  error: string | null;
}

export interface ResponseUrls {
  /** The id of a new response_url: good five times, for thirty minutes. */
  open(place: ResponsePlace): string;
  /** Throws expired_url or used_url, which are 404, and whatever is wrong with the message. */
  use(id: string, body: Fields): void;
  used: Response[];
}

interface Deps {
  state: State;
  strict: Strict;
  now: () => number;
  /** The app's user and bot in a team. */
  bot(team: string): { user: string; bot: string };
}

export function createResponseUrls({ state, strict, now, bot }: Deps): ResponseUrls {
  const urls = new Map<string, ResponsePlace & { until: number; left: number }>();
  const used: Response[] = [];

  function original(place: ResponsePlace) {
    const ts = place.original ?? '';
    return (
      state.message(place.channel, ts) ??
      state.ephemerals.find((message) => message.channel === place.channel && message.ts === ts)
    );
  }

  function remove(place: ResponsePlace): void {
    const gone = original(place);
    state.messages.splice(0, state.messages.length, ...state.messages.filter((message) => message !== gone));
    state.ephemerals.splice(0, state.ephemerals.length, ...state.ephemerals.filter((message) => message !== gone));
  }

  function post(place: ResponsePlace, body: Fields): void {
    const { channel } = place;
    const message = {
      channel,
      ts: state.nextTs(),
      thread: textOf(body.thread_ts) || place.thread || null,
      text: textOf(body.text),
      blocks: checkedBlocks(body.blocks),
      edits: 0,
    };
    if (body.response_type !== 'in_channel') {
      state.ephemerals.push({ ...message, user: place.user });
      return;
    }
    const unfurls = { links: body.unfurl_links !== false, media: body.unfurl_media !== false };
    const author = bot(state.channels.get(channel)?.team ?? '');
    state.messages.push({ ...message, ...author, metadata: body.metadata, broadcast: false, unfurls, reactions: [] });
  }

  function change(changed: Message | Ephemeral, body: Fields): void {
    changed.text = textOf(body.text);
    changed.blocks = checkedBlocks(body.blocks);
    changed.edits += 1;
  }

  function apply(place: ResponsePlace, body: Fields): void {
    if (body.delete_original === true) {
      remove(place);
      return;
    }
    const type = body.response_type ?? 'ephemeral';
    if (type !== 'ephemeral' && type !== 'in_channel') refuse('invalid_response_type');
    strict.message(body, 'response');
    const changed = body.replace_original === true ? original(place) : undefined;
    if (changed === undefined) post(place, body);
    else change(changed, body);
  }

  return {
    used,
    open(place) {
      const id = String(state.nextId());
      urls.set(id, { ...place, until: now() + MOST.response.ms, left: MOST.response.uses });
      return id;
    },
    use(id, body) {
      const url = urls.get(id);
      if (url === undefined || now() > url.until) return refuse('expired_url');
      if (url.left === 0) return refuse('used_url');
      url.left -= 1;
      const { channel, user } = url;
      const use: Response = { channel, user, id, body, at: now(), error: null };
      if (url.original !== undefined) use.original = url.original;
      used.push(use);
      try {
        apply(url, body);
      } catch (error) {
        use.error = error instanceof Error ? error.message : String(error);
        throw error;
      }
    },
  };
}
