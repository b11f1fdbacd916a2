import type {
  BlockAction,
  BlockElementAction,
  BlockSuggestion,
  ButtonAction,
  ExternalSelectAction,
  FeedbackButtonsAction,
  GlobalShortcut,
  MessageShortcut,
  PlainTextInputAction,
  RadioButtonsAction,
  SlashCommand,
  types,
  ViewClosedAction,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt';
import { CHANNEL, TEAM, USER } from './defaults.ts';
import { COMMON, freshTs } from './events.ts';
import type { Ephemeral, Message } from './state.ts';

/** `trigger_id` and `response_url` come from the fake where the app is to use them. */
const NO_RESPONSE = 'http://127.0.0.1:9/response/none';
const noTrigger = () => `${freshTs()}.none`;
const OF_TEAM = { ...COMMON, team: { id: TEAM.id, domain: TEAM.domain } };
const PERSON = { id: USER.id, username: USER.name, name: USER.name, team_id: TEAM.id };
const PLACE = { id: CHANNEL.id, name: CHANNEL.name };

function plain(text: string) {
  return { type: 'plain_text', text, emoji: true } as const;
}

export function slashCommand(text: string, over: Partial<SlashCommand> = {}): SlashCommand {
  return {
    ...COMMON,
    command: '/aadc',
    text,
    response_url: NO_RESPONSE,
    trigger_id: noTrigger(),
    user_id: USER.id,
    user_name: USER.name,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: CHANNEL.id,
    channel_name: CHANNEL.name,
    is_enterprise_install: 'false',
    ...over,
  };
}

/** What Slack sends unsigned now and then. */
export function sslCheck() {
  return { ssl_check: '1', token: COMMON.token } as const;
}

/** The part of an action that says which element of which block it was. */
interface Element {
  action_id: string;
  block_id?: string;
}

function element({ action_id, block_id = 'block' }: Element) {
  return { action_id, block_id, action_ts: freshTs() };
}

export function button({ value, text = 'Tap', ...where }: Element & { value?: string; text?: string }): ButtonAction {
  return { type: 'button', ...element(where), text: plain(text), ...(value !== undefined && { value }) };
}

export function feedbackButton({ value, ...where }: Element & { value: string }): FeedbackButtonsAction {
  return { type: 'feedback_buttons', ...element(where), text: plain('Helpful'), value };
}

type Choice = Element & { value: string; text?: string };

export function externalSelect({ value, text = value, ...where }: Choice): ExternalSelectAction {
  return { type: 'external_select', ...element(where), selected_option: { text: plain(text), value } };
}

export function radioButton({ value, text = value, ...where }: Choice): RadioButtonsAction {
  return { type: 'radio_buttons', ...element(where), selected_option: { text: plain(text), value } };
}

/** What was typed in a box that is sent with Enter; null where it is empty. */
export function textInput({ value, ...where }: Element & { value: string | null }): PlainTextInputAction {
  // Slack sends null for an empty one, which the type does not know.
  return { type: 'plain_text_input', ...element(where), value: value as string };
}

/** Where the element was: what a `block_actions` payload says of its surface. */
type Surface = Pick<BlockAction, 'container'> &
  Partial<Pick<BlockAction, 'channel' | 'message' | 'view' | 'response_url'>>;

export function onMessage(message: Message, responseUrl = NO_RESPONSE): Surface {
  const { channel, ts, thread, text, blocks, user, bot } = message;
  const threaded = thread === null ? {} : { thread_ts: thread };
  return {
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...threaded },
    channel: { id: channel, name: CHANNEL.name },
    message: { type: 'message', user, ts, text, blocks, ...(bot !== null && { bot_id: bot }), ...threaded },
    response_url: responseUrl,
  };
}

/** Slack sends no `message` with it: only a response_url reaches an ephemeral message. */
export function onEphemeral({ channel, ts, thread }: Ephemeral, responseUrl = NO_RESPONSE): Surface {
  const threaded = thread === null ? {} : { thread_ts: thread };
  return {
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: true, ...threaded },
    channel: { id: channel, name: CHANNEL.name },
    response_url: responseUrl,
  };
}

/** A modal or the home tab, which know no channel and no response_url. */
export function onView(view: ViewOutput): Surface {
  return { container: { type: 'view', view_id: view.id }, view };
}

/** One tap. `over` changes anything, for instance `{ user, team, trigger_id }`. */
export function blockAction(
  action: BlockElementAction,
  surface: Surface,
  over: Partial<BlockAction> = {},
): Partial<BlockAction> {
  return {
    type: 'block_actions',
    ...OF_TEAM,
    user: PERSON,
    trigger_id: noTrigger(),
    is_enterprise_install: false,
    state: surface.view?.state ?? { values: {} },
    ...surface,
    actions: [action],
    ...over,
  };
}

/** A person types in an external select: `value` is what is there so far. */
export function blockSuggestion(
  { value, ...where }: Element & { value: string },
  surface: Surface,
  over: Partial<BlockSuggestion> = {},
): BlockSuggestion {
  const { action_id, block_id } = element(where);
  const { response_url: _none, ...shown } = surface;
  return { type: 'block_suggestion', ...OF_TEAM, user: PERSON, action_id, block_id, value, ...shown, ...over };
}

/** `values`: what was entered, by block and action. */
export function viewSubmission(
  view: ViewOutput,
  values: ViewOutput['state']['values'] = {},
  over: Partial<ViewSubmitAction> = {},
): ViewSubmitAction {
  const submitted = { ...view, state: { values } };
  const base = { ...OF_TEAM, user: PERSON, trigger_id: noTrigger(), is_enterprise_install: false };
  return { type: 'view_submission', ...base, view: submitted, response_urls: [], ...over };
}

export function viewClosed(view: ViewOutput, over: Partial<ViewClosedAction> = {}): ViewClosedAction {
  return { type: 'view_closed', ...OF_TEAM, user: PERSON, view, is_cleared: false, ...over };
}

/** A message shortcut on any message. */
export function messageShortcut(
  callbackId: string,
  message: { ts: string; text: string; user?: string; thread_ts?: string; blocks?: types.KnownBlock[] },
  over: Partial<MessageShortcut> = {},
): MessageShortcut {
  return {
    type: 'message_action',
    ...OF_TEAM,
    callback_id: callbackId,
    trigger_id: noTrigger(),
    message_ts: message.ts,
    response_url: NO_RESPONSE,
    message: { type: 'message', user: USER.id, ...message },
    user: PERSON,
    channel: PLACE,
    action_ts: freshTs(),
    is_enterprise_install: false,
    ...over,
  };
}

export function globalShortcut(callbackId: string, over: Partial<GlobalShortcut> = {}): GlobalShortcut {
  const base = { ...OF_TEAM, user: PERSON, trigger_id: noTrigger(), is_enterprise_install: false };
  return { type: 'shortcut', ...base, callback_id: callbackId, action_ts: freshTs(), ...over };
}
