import type { EnvelopedEvent, types } from '@slack/bolt';
import { APP, CHANNEL, IM, TEAM, USER } from './defaults.ts';

/** The envelope's fields beside the event; `event_id` and `event_time` are what tells deliveries apart. */
export type EnvelopeOver = Partial<Omit<EnvelopedEvent, 'event' | 'type'>>;

let made = 0;

/** A `ts` that no other payload of this process has. */
export function freshTs(): string {
  made += 1;
  return `1700000000.${String(made).padStart(6, '0')}`;
}

/** `token` is the verification token that Slack has given up and still sends. */
export const COMMON = { token: 'fake-verification-token', api_app_id: APP.id } as const;

function eventCallback<Event>(event: Event, over: EnvelopeOver = {}): EnvelopedEvent<Event> {
  made += 1;
  const team = over.team_id ?? TEAM.id;
  const authorization = { enterprise_id: null, team_id: team, user_id: TEAM.botUser, is_bot: true };
  return {
    ...COMMON,
    team_id: team,
    context_team_id: team,
    event,
    type: 'event_callback',
    event_id: `Ev${String(made).padStart(9, '0')}`,
    event_time: 1_700_000_000,
    is_ext_shared_channel: false,
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    ...over,
  };
}

/** A payload's text and when it was written, a person's in the default channel. */
function written() {
  const ts = freshTs();
  return { user: USER.id, channel: CHANNEL.id, ts, event_ts: ts };
}

type Over<Event> = Partial<Omit<Event, 'type' | 'subtype'>>;

export function appMention(over: Over<types.AppMentionEvent> = {}, envelope?: EnvelopeOver) {
  const text = `<@${TEAM.botUser}> can it be installed unattended?`;
  const event: types.AppMentionEvent = { type: 'app_mention', team: TEAM.id, text, ...written(), ...over };
  return eventCallback(event, envelope);
}

/** A message in a channel; in a thread when `thread_ts` is given, a direct one with `channel_type: 'im'`. */
export function message(over: Over<types.GenericMessageEvent> = {}, envelope?: EnvelopeOver) {
  const event: types.GenericMessageEvent = {
    type: 'message',
    subtype: undefined,
    team: TEAM.id,
    channel_type: 'channel',
    text: 'Can it be installed unattended?',
    client_msg_id: freshTs(),
    ...written(),
    ...over,
  };
  return eventCallback(event, envelope);
}

/** A message to the app itself; with `thread_ts` one in the assistant container. */
export function directMessage(over: Over<types.GenericMessageEvent> = {}, envelope?: EnvelopeOver) {
  return message({ channel: IM.id, channel_type: 'im', ...over }, envelope);
}

export function botMessage(over: Over<types.BotMessageEvent> = {}, envelope?: EnvelopeOver) {
  const { channel, ts, event_ts } = written();
  const text = 'The nightly build failed.';
  const event: types.BotMessageEvent = {
    type: 'message',
    subtype: 'bot_message',
    channel,
    channel_type: 'channel',
    ts,
    event_ts,
    text,
    bot_id: 'B0OTHERBOT',
    ...over,
  };
  return eventCallback(event, envelope);
}

/** Somebody changed the text of a message. */
export function messageChanged(over: Over<types.MessageChangedEvent> = {}, envelope?: EnvelopeOver) {
  const { event: before } = message();
  const edited = { user: USER.id, ts: freshTs() };
  const event: types.MessageChangedEvent = {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: before.channel,
    channel_type: before.channel_type,
    ts: edited.ts,
    event_ts: edited.ts,
    message: { ...before, text: 'Can it be installed silently?', edited },
    previous_message: before,
    ...over,
  };
  return eventCallback(event, envelope);
}

export function appHomeOpened(over: Over<types.AppHomeOpenedEvent> = {}, envelope?: EnvelopeOver) {
  const event: types.AppHomeOpenedEvent = {
    type: 'app_home_opened',
    user: USER.id,
    channel: IM.id,
    tab: 'home',
    event_ts: freshTs(),
    ...over,
  };
  return eventCallback(event, envelope);
}

type AssistantThread = types.AssistantThreadStartedEvent['assistant_thread'];

function assistantThread(over: Partial<AssistantThread>): AssistantThread {
  const context = { channel_id: CHANNEL.id, team_id: TEAM.id, enterprise_id: null };
  return { user_id: USER.id, context, channel_id: IM.id, thread_ts: freshTs(), ...over };
}

/** `over`: fields of the event's `assistant_thread`. */
export function assistantThreadStarted(over: Partial<AssistantThread> = {}, envelope?: EnvelopeOver) {
  const event: types.AssistantThreadStartedEvent = {
    type: 'assistant_thread_started',
    assistant_thread: assistantThread(over),
    event_ts: freshTs(),
  };
  return eventCallback(event, envelope);
}

export function assistantThreadContextChanged(over: Partial<AssistantThread> = {}, envelope?: EnvelopeOver) {
  const event: types.AssistantThreadContextChangedEvent = {
    type: 'assistant_thread_context_changed',
    assistant_thread: assistantThread(over),
    event_ts: freshTs(),
  };
  return eventCallback(event, envelope);
}

export function memberJoinedChannel(over: Over<types.MemberJoinedChannelEvent> = {}, envelope?: EnvelopeOver) {
  const event: types.MemberJoinedChannelEvent = {
    type: 'member_joined_channel',
    user: TEAM.botUser,
    channel: CHANNEL.id,
    channel_type: 'C',
    team: TEAM.id,
    inviter: USER.id,
    event_ts: freshTs(),
    ...over,
  };
  return eventCallback(event, envelope);
}

export function appUninstalled(envelope?: EnvelopeOver) {
  const event: types.AppUninstalledEvent = { type: 'app_uninstalled' };
  return eventCallback(event, envelope);
}

/** `tokens`: ids of the users whose tokens are void, not the tokens themselves. */
export function tokensRevoked(tokens: types.TokensRevokedEvent['tokens'] = {}, envelope?: EnvelopeOver) {
  const event: types.TokensRevokedEvent = {
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [TEAM.botUser], ...tokens },
  };
  return eventCallback(event, envelope);
}

/** What Slack sends when the request URL is entered; the answer holds the challenge. */
export function urlVerification(challenge = 'fake-challenge') {
  return { token: COMMON.token, challenge, type: 'url_verification' } as const;
}
