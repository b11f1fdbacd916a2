import { CALLBACKS, INPUTS } from '../../adapters/slack/actions.ts';
import { questionModal } from '../../adapters/slack/modals.ts';
import { NAMES } from '../../adapters/slack/names.ts';
import { clientOf } from '../support/slack/ask.ts';
import { CHANNEL, IM, TEAM, USER } from '../support/slack/defaults.ts';
import { appMention, directMessage } from '../support/slack/events.ts';
import {
  blockAction,
  button,
  messageShortcut,
  onMessage,
  slashCommand,
  viewSubmission,
} from '../support/slack/interactions.ts';
import type { SlackHarness } from './harness.ts';

type Cloud = Pick<SlackHarness, 'fake'>;

/** One delivery of Slack's, and how many answers to it a person sees. */
export interface Sent {
  body: object;
  answers(): number;
}

const QUESTION = 'can I rename the server?';
/** Its answer depends on a fact: it comes with options. */
const ASKING = 'I got an email that auto-upgrade is off. What do I do?';

/** What a message of ours carries to be found again. */
export function deliveryOf(metadata: unknown): string {
  return (metadata as { event_payload?: { delivery?: string } } | undefined)?.event_payload?.delivery ?? '';
}

function answersIn(slack: Cloud, channel: string, delivery: string): number {
  return slack.fake.messages(channel).filter(({ metadata }) => deliveryOf(metadata) === `${delivery} reply`).length;
}

export function mention(slack: Cloud, text = QUESTION, channel: string = CHANNEL.id): Sent {
  const asked = slack.fake.say(channel, { text: `<@${TEAM.botUser}> ${text}` });
  return {
    body: appMention({ text: asked.text, ts: asked.ts, channel }),
    answers: () => slack.fake.thread(channel, asked.ts).length,
  };
}

export function direct(slack: Cloud, text = QUESTION): Sent {
  const asked = slack.fake.say(IM.id, { text });
  const body = directMessage({ text, ts: asked.ts });
  return { body, answers: () => answersIn(slack, IM.id, body.event_id) };
}

export function command(slack: Cloud, text = QUESTION): Sent {
  const { url, answers } = responses(slack);
  return { body: slashCommand(text, { response_url: url }), answers };
}

export function shortcut(slack: Cloud, text = QUESTION): Sent {
  const { url, answers } = responses(slack);
  const { ts } = slack.fake.say(CHANNEL.id, { text });
  return { body: messageShortcut(NAMES.find, { ts, text }, { response_url: url }), answers };
}

function responses(slack: Cloud) {
  const url = slack.fake.responseUrl({ channel: CHANNEL.id, user: USER.id });
  const id = url.slice(url.lastIndexOf('/') + 1);
  const answers = () => slack.fake.responses.filter((used) => used.id === id && used.error === null).length;
  return { url, answers };
}

/** A tap on the first option of an answer that was given before. */
export async function tap(slack: Pick<SlackHarness, 'fake' | 'send' | 'until'>): Promise<Sent> {
  const asked = mention(slack, ASKING);
  await slack.send(asked.body);
  await slack.until(() => asked.answers() === 1);
  const message = slack.fake.messages(CHANNEL.id).findLast(({ bot }) => bot !== null);
  const options = (message?.blocks ?? []).flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const option = options.find((element) => element.action_id?.startsWith('desk.option.'));
  if (!message || option?.type !== 'button') throw new Error('the answer has no options');
  const action = { action_id: option.action_id ?? '', value: option.value ?? '', text: option.text.text };
  return {
    body: blockAction(button(action), onMessage(message)),
    answers: () => slack.fake.thread(CHANNEL.id, message.thread ?? '').length - 1,
  };
}

/** The form of the global shortcut, filled in and sent. */
export async function form(slack: Cloud, text = QUESTION): Promise<Sent> {
  const view = questionModal({ text: '', note: null });
  await clientOf(slack.fake).views.open({ trigger_id: slack.fake.trigger(), view });
  const opened = slack.fake.modal(USER.id).at(-1);
  if (opened?.callback_id !== CALLBACKS.question) throw new Error('the form is not open');
  const { block, action } = INPUTS.question;
  const body = viewSubmission(opened, { [block]: { [action]: { type: 'plain_text_input', value: text } } });
  return { body, answers: () => answersIn(slack, IM.id, body.trigger_id) };
}
