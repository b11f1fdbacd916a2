import { z } from 'zod';
import {
  channelMessage,
  groupMessage,
  type Incoming,
  personalMessage,
  type Written,
} from '../support/teams/activities.ts';
import { PERSONAL, type Person } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import type { TeamsHarness } from './harness.ts';
import { buttonsIn, cardOf, fieldsIn, labelsOf, type ShownButton } from './seen.ts';

/** What came of something that a person did, once every delivery is done. */
export interface Outcome {
  /** New messages of the app. */
  posted: Posted[];
  /** Messages whose content was replaced, as they stand now. */
  changed: Posted[];
  status: number;
  /** What Teams was answered; null for no body. */
  answer: unknown;
}

/** Where and by whom: the default person in their own chat where nothing is said. */
export interface At {
  from?: Person;
  /** A personal chat, a group chat or a channel, by its id. */
  conversation?: string;
  /** Of a channel: the message that the thread begins with. */
  thread?: string;
  id?: string;
  /** Changes to the activity that is sent. */
  over?: object;
}

/** Everything that people do in Teams, as signed requests. */
export function createPeople(teams: TeamsHarness) {
  const { fake } = teams;
  let chats = 0;

  async function outcome(activity: object): Promise<Outcome> {
    const before = new Map(fake.posted.map((each) => [each, each.edits]));
    const response = await teams.send(activity);
    const text = await response.text();
    await teams.idle();
    const after = [...fake.posted];
    return {
      posted: after.filter((each) => !before.has(each)).map(copy),
      changed: after.filter((each) => before.has(each) && before.get(each) !== each.edits).map(copy),
      status: response.status,
      answer: text === '' ? null : JSON.parse(text),
    };
  }

  function make(text: string, { over, ...at }: At): Incoming {
    const { conversation = PERSONAL } = at;
    const written: Omit<Written, 'serviceUrl'> = { ...at, text, conversation };
    const form = isChannel(conversation)
      ? channelMessage
      : conversation.startsWith('19:')
        ? groupMessage
        : personalMessage;
    return { ...teams.make(form, written), ...over };
  }

  /** What surrounds a tap on a message of ours. */
  function on({ id: replyToId, conversation }: Posted, at: At): Incoming {
    // What stands at the top of a channel begins a thread.
    const [place = '', thread = isChannel(conversation) ? replyToId : undefined] = conversation.split(';messageid=');
    const {
      text: _text,
      textFormat: _format,
      entities: _entities,
      ...rest
    } = make('', {
      ...at,
      conversation: place,
      ...(thread === undefined ? {} : { thread }),
    });
    return { ...rest, replyToId };
  }

  const find = (shown: Posted, which: string | ShownButton): ShownButton => {
    if (typeof which !== 'string') return which;
    const found = buttonsIn(cardOf(shown)).find(({ label }) => label === which);
    if (!found) throw new Error(`no button "${which}" among ${labelsOf(shown).join(', ')}`);
    return found;
  };

  return {
    outcome,
    /** A personal chat that nobody has spoken in. */
    chat(): { conversation: string } {
      chats += 1;
      const conversation = `a:chat-${chats}`;
      fake.conversations.add(conversation);
      return { conversation };
    },
    make,
    say: (text: string, at: At = {}): Promise<Outcome> => outcome(make(text, at)),
    invoke: (name: string, value: object, at: At = {}): Promise<Outcome> => {
      const { text: _text, textFormat: _format, ...rest } = make('', at);
      return outcome({ ...rest, type: 'invoke', name, value, ...at.over });
    },
    /** On a message of ours: feedback, and whatever else names it. */
    invokeOn: (shown: Posted, name: string, value: object, at: At = {}): Promise<Outcome> =>
      outcome({ ...on(shown, at), type: 'invoke', name, value, ...at.over }),
    /** Taps the button with this label, or any that is given; `filled`: the fields of a form. */
    tap: (shown: Posted, which: string | ShownButton, at: At & { filled?: object } = {}): Promise<Outcome> => {
      const { verb, data } = find(shown, which);
      const { filled, ...rest } = at;
      const action = { type: 'Action.Execute', verb, data: { ...object.parse(data), ...filled } };
      const value = { action, trigger: 'manual' };
      return outcome({ ...on(shown, rest), type: 'invoke', name: 'adaptiveCard/action', value, ...at.over });
    },
    /** Taps a button that opens a window. */
    open: (shown: Posted, which: string | ShownButton, at: At = {}): Promise<Outcome> => {
      const { data } = find(shown, which);
      const value = { data, context: { theme: 'default' } };
      return outcome({ ...on(shown, at), type: 'invoke', name: 'task/fetch', value, ...at.over });
    },
    /** Sends a window that was opened from a message of ours, by the button with this label. */
    fill: (shown: Posted, window: Pick<Posted, 'activity'>, label: string, filled: object, at: At = {}) => {
      const button = buttonsIn(cardOf(window)).find((each) => each.label === label);
      if (!button) throw new Error(`no button "${label}" among ${labelsOf(window).join(', ')}`);
      const typed = Object.fromEntries(fieldsIn(cardOf(window)).map(({ id, value }) => [id, value]));
      const value = { data: { ...object.parse(button.data), ...typed, ...filled }, context: { theme: 'default' } };
      return outcome({ ...on(shown, at), type: 'invoke', name: 'task/submit', value, ...at.over });
    },
    /** The same from a client that knows no Action.Execute. */
    submit: (shown: Posted, which: string | ShownButton, at: At = {}): Promise<Outcome> =>
      outcome({ ...on(shown, at), type: 'message', value: find(shown, which).data, ...at.over }),
  };
}

export type People = ReturnType<typeof createPeople>;

const object = z.record(z.string(), z.unknown());

/** As it stands now: what is still on somebody's screen when it has changed since. */
function copy(posted: Posted): Posted {
  return structuredClone(posted);
}

const isChannel = (conversation: string) => conversation.endsWith('@thread.tacv2');

const cardAnswer = z.looseObject({
  statusCode: z.literal(200),
  type: z.literal('application/vnd.microsoft.card.adaptive'),
});

/** The card that a tap was answered with, as a message of it. */
export function refreshed({ answer }: Outcome): Pick<Posted, 'activity'> {
  const { value, type } = cardAnswer.parse(answer);
  return { activity: { type: 'message', attachments: [{ contentType: type, content: value }] } };
}

/** The line that a tap was answered with. */
export function lineOf({ answer }: Outcome): string {
  const line = z.object({
    statusCode: z.literal(200),
    type: z.literal('application/vnd.microsoft.activity.message'),
    value: z.string(),
  });
  return line.parse(answer).value;
}

/** What a tap was answered with, as a message of it; undefined where it was not. */
export function answerOf({ answer }: Outcome): Pick<Posted, 'activity'> | undefined {
  const { type, value } = z
    .looseObject({ type: z.string(), value: z.unknown() })
    .catch({ type: '', value: null })
    .parse(answer);
  if (typeof value === 'string') return { activity: { type: 'message', text: value } };
  return value === null
    ? undefined
    : { activity: { type: 'message', attachments: [{ contentType: type, content: value }] } };
}

const task = z.object({
  task: z.object({
    type: z.literal('continue'),
    value: z.looseObject({ title: z.string(), card: z.object({ contentType: z.string(), content: z.unknown() }) }),
  }),
});

/** The card of a window that is opened. */
export function windowOf({ answer }: Outcome): Pick<Posted, 'activity'> {
  return { activity: { type: 'message', attachments: [task.parse(answer).task.value.card] } };
}

/** The line that a window shows, or would have. */
export function windowLine({ answer }: Outcome): string {
  return z.object({ task: z.object({ type: z.literal('message'), value: z.string() }) }).parse(answer).task.value;
}
