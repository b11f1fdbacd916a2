import type { types } from '@slack/bolt';
import { ACTIONS } from '../../adapters/slack/actions.ts';
import { plainText } from '../../adapters/slack/mrkdwn.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { Reply } from '../../src/reply.ts';
import { toWire } from '../../src/wire.ts';
import { openSlack, type SlackHarness } from '../slack/harness.ts';
import { BOT, createPeople, type Outcome } from '../slack/person.ts';
import { buttonsOf, type Shown, wordsOf } from '../slack/seen.ts';
import { ask } from '../support/slack/ask.ts';
import { TEAM } from '../support/slack/defaults.ts';
import { startFakeSlack } from '../support/slack/fakeSlack.ts';
import { openSite, type Site } from './desk.ts';
import { type Driver, type DriverKind, jsonTurns, NotOffered, type Seen } from './driver.ts';
import { conversationFiles, readConversations } from './format.ts';

/** Everybody talks here, each in a thread of their own. */
const CHANNEL = 'C0CONVERSE';

interface Stage {
  slack: SlackHarness;
  site: Site;
  /** What the assistant gave last. */
  given: Reply[];
}

/** A reply as it stood when it was new: buttons that are gone since can still be on somebody's screen. */
interface Moment {
  shown: Shown;
  blocks: types.KnownBlock[];
  reply: Reply;
}

/** Real Bolt, signed requests and Slack's cloud faked; one server for all conversations. */
export function slackApp(): DriverKind {
  let stage: Stage | null = null;
  let opened = 0;

  return {
    cannot: { edit: 'in Slack a changed message is left alone' },
    async start() {
      stage = await setStage();
    },
    async open() {
      if (!stage) throw new Error('the driver was not started');
      opened += 1;
      return converse(stage, opened);
    },
    async stop() {
      await stage?.slack.close();
      await stage?.slack.fake.close();
      await stage?.site.store.close();
    },
  };
}

const userId = (n: number) => `U0CONV${n}`;
const directId = (n: number) => `D0CONV${n}`;

async function setStage(): Promise<Stage> {
  const count = conversationFiles().flatMap(readConversations).length;
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const users = numbers.map((n) => ({ id: userId(n), name: `person${n}` }));
  const directs = numbers.map((n) => ({ id: directId(n), name: 'directmessage', isIm: true, members: [userId(n)] }));
  const members = [TEAM.botUser, ...users.map(({ id }) => id)];
  const fake = await startFakeSlack({ users, channels: [{ id: CHANNEL, name: 'converse', members }, ...directs] });
  const site = await openSite();
  const given: Reply[] = [];
  const recording = (real: Assistant): Assistant => ({
    ...real,
    handle: async (message) => {
      const reply = await real.handle(message);
      given.push(reply);
      return reply;
    },
  });
  return { slack: await openSlack({ fake, site, assistant: recording }), site, given };
}

function converse({ slack, site, given }: Stage, n: number): Driver {
  const user = userId(n);
  const moments: Moment[] = [];
  let waited = 0;
  let thread: string | undefined;
  let channel = directId(n);
  const people = createPeople(slack, [CHANNEL, channel]);

  /** The reply that an act brought, once its message shows what it says. */
  async function turn(act: () => Promise<Outcome>): Promise<Seen> {
    given.length = 0;
    const refused = slack.fake.calls.length;
    const { posted, told, changed } = await act();
    const [reply] = given;
    if (!reply) throw new Error('the assistant was not asked');
    const shown = [...posted, ...told].at(-1) ?? changed.at(-1);
    if (!shown) throw new Error(`nothing was shown of: ${plainText(toWire(channel, reply).text)}`);
    moments.push({ shown, blocks: shown.blocks, reply });
    thread = channel === CHANNEL ? (thread ?? shown.thread ?? undefined) : undefined;
    const wrong = slack.fake.calls.slice(refused).filter(({ error }) => error !== null);
    if (wrong.length > 0) throw new Error(`Slack refused ${wrong.map(({ method, error }) => `${method}: ${error}`)}`);
    checkShown(shown, reply);
    return JSON.parse(JSON.stringify(toWire(channel, reply)));
  }

  const at = () => ({ user, channel, ...(thread === undefined ? {} : { thread }) });

  /** Every second one is spoken in a channel; there nobody can begin with a mention and no words. */
  function say(text: string): Promise<Outcome> {
    const words = people.escaped(text);
    if (moments.length > 0 || n % 2 === 0 || text.trim() === '') return people.write(words, at());
    channel = CHANNEL;
    return people.mention(`${BOT} ${words}`, at());
  }

  /** On the message as it stood then; a number is typed where no button could carry the value. */
  function tap(moment: Moment | undefined, value: string): Promise<Outcome> {
    const index = moment?.reply.options.findIndex((option) => option.value === value) ?? -1;
    const found = moment && buttonsOf(moment).find((each) => each.value === value);
    if (!moment || index < 0) throw new NotOffered(`no message shows ${value}`);
    return found ? people.tap({ ...moment.shown, blocks: moment.blocks }, found, at()) : say(String(index + 1));
  }

  /** A button on a message of ours, whatever it carries. */
  async function forge(value: string): Promise<Outcome> {
    if (moments.length === 0) await ask(slack.fake, 'chat.postMessage', { channel, text: 'Hello.' });
    const on = moments.at(-1)?.shown ?? slack.fake.messages(channel).at(-1);
    if (!on) throw new Error('there is no message to tap in');
    const [own] = buttonsOf(on);
    const block_id = own?.block_id ?? 'desk|0|forged';
    return people.tap(on, { action_id: ACTIONS.option(0), block_id, value, label: 'Tap' }, at());
  }

  let tapping: Moment | undefined;
  const turns = jsonTurns((body) =>
    turn(() => {
      if ('text' in body) return say(body.text);
      return tapping ? tap(tapping, body.action) : forge(body.action);
    }),
  );
  return {
    ...turns,
    tap: (label, from) => {
      tapping = from === null ? moments.at(-1) : moments[from - 1];
      return turns.tap(label, from).finally(() => {
        tapping = undefined;
      });
    },
    wait: (ms) => {
      waited += ms;
      site.wait(ms);
    },
    restart: async () => {
      await slack.stop();
      await slack.start();
    },
    // The next conversation begins on the same day.
    close: async () => site.wait(-waited),
  };
}

/** The message says what the reply says: its first sentence, what it asks and the label of each option. */
function checkShown(shown: Shown, reply: Reply): void {
  const seen = letters(wordsOf(shown));
  const [first = ''] = plainText(toWire('', reply).text).split(/(?<=[.?!:])\s|\n/);
  const asked = 'question' in reply ? reply.question : '';
  const labels = reply.options.map(({ label }) => label);
  const parts = [first, asked, reply.reoffered?.question ?? '', ...labels];
  const missing = parts.filter((part) => !seen.includes(letters(part)));
  if (missing.length > 0) throw new Error(`the message does not show ${missing.join(' | ')}: ${wordsOf(shown)}`);
}

/** Where words break, and how they are set, is the platform's. */
function letters(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
