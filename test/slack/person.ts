import type { BlockElementAction, ViewOutput } from '@slack/bolt';
import { INPUTS } from '../../adapters/slack/actions.ts';
import { CHANNEL, IM, TEAM, USER } from '../support/slack/defaults.ts';
import { appMention, directMessage, message } from '../support/slack/events.ts';
import {
  blockAction,
  button,
  onEphemeral,
  onMessage,
  onView,
  slashCommand,
  viewSubmission,
} from '../support/slack/interactions.ts';
import type { Ephemeral, Message } from '../support/slack/state.ts';
import { OTHER, type SlackHarness } from './harness.ts';
import { buttonsOf, labelsOf, type Shown, type ShownButton } from './seen.ts';

/** What came of something that a person did, once every delivery is done. */
export interface Outcome {
  /** New messages of the app. */
  posted: Message[];
  /** New messages that one person alone sees. */
  told: Ephemeral[];
  /** Messages whose content was replaced. */
  changed: Shown[];
}

/** Where and by whom; the default person in the default channel where nothing is said. */
export interface At {
  user?: string;
  channel?: string;
  thread?: string;
}

/** Everything that people do in Slack, as signed requests. */
export function createPeople(slack: SlackHarness, places: readonly string[] = [CHANNEL.id, IM.id]) {
  const { fake } = slack;
  const shown = (): Shown[] => [
    ...places.flatMap((channel) => fake.messages(channel).filter(({ bot }) => bot !== null)),
    ...users.flatMap((user) => fake.ephemerals(user)),
  ];
  const users: string[] = [USER.id, OTHER.id];

  async function outcome(act: () => Promise<unknown>): Promise<Outcome> {
    const before = new Map(shown().map((each) => [each, each.edits]));
    await act();
    await slack.idle();
    const after = shown();
    const fresh = after.filter((each) => !before.has(each));
    return {
      posted: fresh.filter((each): each is Message => 'bot' in each),
      told: fresh.filter((each): each is Ephemeral => !('bot' in each)),
      changed: after.filter((each) => before.has(each) && before.get(each) !== each.edits),
    };
  }

  function know(user: string): string {
    if (!users.includes(user)) users.push(user);
    return user;
  }

  /** A person's words as Slack passes them on. */
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

  async function act(action: BlockElementAction, on: Shown, { user = USER.id }: At = {}): Promise<Outcome> {
    know(user);
    const { channel, ts: original, thread } = on;
    const place = { channel, user, original, ...(thread === null ? {} : { thread }) };
    const url = fake.responseUrl(place);
    const surface = 'bot' in on ? onMessage(on, url) : onEphemeral(on, url);
    const over = { user: person(user), trigger_id: fake.trigger({ user }) };
    return outcome(() => slack.send(blockAction(action, surface, over)));
  }

  return {
    outcome,
    act,
    /** The text is sent as it stands: `<@U…>` is a mention. */
    async mention(text: string, { user = USER.id, channel = CHANNEL.id, thread }: At = {}): Promise<Outcome> {
      const said = fake.say(channel, { user: know(user), text, ...(thread === undefined ? {} : { thread }) });
      const event = { user, channel, text, ts: said.ts, event_ts: said.ts };
      return outcome(async () => {
        // Slack sends both.
        await slack.send(message({ ...event, ...(thread === undefined ? {} : { thread_ts: thread }) }));
        await slack.send(appMention({ ...event, ...(thread === undefined ? {} : { thread_ts: thread }) }));
      });
    },
    async write(text: string, { user = USER.id, channel = CHANNEL.id, thread }: At = {}): Promise<Outcome> {
      const said = fake.say(channel, { user: know(user), text, ...(thread === undefined ? {} : { thread }) });
      const event = { user, channel, text: said.text, ts: said.ts, event_ts: said.ts };
      const make = channel.startsWith('D') ? directMessage : message;
      return outcome(() => slack.send(make({ ...event, ...(thread === undefined ? {} : { thread_ts: thread }) })));
    },
    escaped,
    async command(text: string, { user = USER.id, channel = CHANNEL.id }: At = {}): Promise<Outcome> {
      know(user);
      const over = { user_id: user, channel_id: channel, trigger_id: fake.trigger({ user }) };
      const response_url = fake.responseUrl({ channel, user });
      return outcome(() => slack.send(slashCommand(text, { ...over, response_url })));
    },
    /** Taps the button with this label, or any that is given. */
    async tap(on: Shown, which: string | ShownButton, at: At = {}): Promise<Outcome> {
      const found = typeof which === 'string' ? buttonsOf(on).find(({ label }) => label === which) : which;
      if (!found) throw new Error(`no button "${which}" among ${labelsOf(on).join(', ')}`);
      const { label, ...rest } = found;
      return act(button({ ...rest, text: label }), on, at);
    },
    /** Fills in inputs of a window, by their names in `INPUTS`, and sends it; `answer` of what Slack is told comes along. */
    async submit(view: ViewOutput, filled: Partial<Record<keyof typeof INPUTS, string>>, user: string = USER.id) {
      know(user);
      const body = viewSubmission(view, stateOf(filled), { user: person(user), trigger_id: fake.trigger({ user }) });
      let answer = '';
      const came = await outcome(async () => {
        answer = await slack.send(body).then((response) => response.text());
      });
      return { ...came, answer };
    },
    /** Something is tapped or sent in the App Home. */
    async atHome(action: BlockElementAction, user: string = USER.id): Promise<Outcome> {
      know(user);
      const home = fake.home(user);
      if (!home) throw new Error('this person has no home');
      const over = { user: person(user), trigger_id: fake.trigger({ user }) };
      return outcome(() => slack.send(blockAction(action, onView(home), over)));
    },
  };
}

/** What was typed or picked, as a view's state holds it. */
function stateOf(filled: Partial<Record<keyof typeof INPUTS, string>>): ViewOutput['state']['values'] {
  const state: ViewOutput['state']['values'] = {};
  for (const [name, value] of Object.entries(filled)) {
    const { block, action } = INPUTS[name as keyof typeof INPUTS];
    const option = { text: { type: 'plain_text' as const, text: value }, value };
    state[block] = { [action]: { type: 'any', value, selected_option: PICKED.has(name) ? option : null } };
  }
  return state;
}

const PICKED: ReadonlySet<string> = new Set([
  'reason',
  'suggestion',
  'ticketCategory',
  'ticketImpact',
  'ticketUrgency',
]);

export type People = ReturnType<typeof createPeople>;

export const BOT = `<@${TEAM.botUser}>`;

/** One person more, for what a payload says of who acts. */
function person(user: string) {
  return { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: TEAM.id };
}
