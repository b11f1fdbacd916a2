import { VERBS } from '../../adapters/teams/actions.ts';
import { wordsOf as plainWords } from '../../adapters/teams/markdown.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { Reply } from '../../src/reply.ts';
import { toWire } from '../../src/wire.ts';
import { nextId } from '../support/teams/activities.ts';
import { CHANNEL, type Person } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { openTeams, type TeamsHarness } from '../teams/harness.ts';
import { answerOf, createPeople, type Outcome } from '../teams/person.ts';
import { actionOf, buttonsIn, cardOf, labelsOf, type ShownButton, wordsOf } from '../teams/seen.ts';
import { openSite, type Site } from './desk.ts';
import { type Driver, type DriverKind, jsonTurns, NotOffered, type Seen } from './driver.ts';

interface Stage {
  teams: TeamsHarness;
  site: Site;
  /** What the assistant gave last. */
  given: Reply[];
}

/** A reply as it stood when it was new: buttons that are gone since can still be on somebody's screen. */
interface Moment {
  shown: Posted;
  reply: Reply;
}

/** Real CloudAdapter, signed requests and Teams' cloud faked; one server for all conversations. */
export function teamsApp(): DriverKind {
  let stage: Stage | null = null;
  let opened = 0;
  return {
    async start() {
      stage = await setStage();
    },
    async open(says) {
      if (!stage) throw new Error('the driver was not started');
      opened += 1;
      // Every second one is spoken in a channel, where a mention without words is a call, and no empty message.
      const isPublic = opened % 2 === 1 && says.every((text) => text.trim() !== '');
      return converse(stage, opened, isPublic);
    },
    async stop() {
      await stage?.teams.close();
      await stage?.site.store.close();
    },
  };
}

async function setStage(): Promise<Stage> {
  const site = await openSite();
  const given: Reply[] = [];
  function kept<Given extends Reply | null>(reply: Given): Given {
    if (reply) given.push(reply);
    return reply;
  }
  const recording = (real: Assistant): Assistant => ({
    ...real,
    handle: async (message) => kept(await real.handle(message)),
    revise: async (...edit) => kept(await real.revise(...edit)),
  });
  return { teams: await openTeams({ site, assistant: recording }), site, given };
}

function converse({ teams, site, given }: Stage, n: number, isPublic: boolean): Driver {
  const people = createPeople(teams);
  const from: Person = { id: `29:person-${n}`, aadObjectId: `person-${n}`, name: `Person ${n}` };
  const moments: Moment[] = [];
  let conversation = `a:converse-${n}`;
  teams.fake.conversations.add(conversation);
  let thread: string | undefined;
  let lastId = '';
  let waited = 0;

  const at = () => ({ from, conversation, ...(thread === undefined ? {} : { thread }) });

  /** The reply that an act brought, once a person sees it. */
  async function turn(act: () => Promise<Outcome>): Promise<Seen> {
    given.length = 0;
    const calls = teams.fake.calls.length;
    const outcome = await act();
    const [reply] = given;
    if (!reply) throw new Error('the assistant was not asked');
    const refused = teams.fake.calls.slice(calls).filter(({ status }) => status >= 400);
    if (refused.length > 0)
      throw new Error(`Teams refused ${refused.map(({ method, status }) => `${method}: ${status}`)}`);
    const shown = outcome.posted.at(-1) ?? inPlace(outcome) ?? outcome.changed.at(-1);
    if (!shown) throw new Error(`nothing was shown of: ${plainWords(toWire(conversation, reply).text)}`);
    moments.push({ shown, reply });
    if (conversation === CHANNEL) thread = shown.conversation.split(';messageid=')[1];
    checkShown(shown, reply);
    return JSON.parse(JSON.stringify(toWire(conversation, reply)));
  }

  /** What the one who tapped got in the place of the card. */
  function inPlace(outcome: Outcome): Posted | undefined {
    const answer = answerOf(outcome);
    const on = moments.at(-1)?.shown ?? nowhere();
    return answer && { ...on, ...answer };
  }

  const nowhere = (): Posted => ({ id: 'none', conversation, replyTo: null, activity: { type: 'message' }, edits: 0 });

  function say(text: string): Promise<Outcome> {
    if (moments.length === 0 && isPublic) conversation = CHANNEL;
    lastId = nextId();
    return people.say(escaped(text), { ...at(), id: lastId });
  }

  function edit(text: string): Promise<Outcome> {
    const { channelData, ...rest } = people.make(escaped(text), { ...at(), id: lastId });
    const timestamp = new Date(Date.parse('2026-11-22T09:00:00Z') + moments.length * 1000).toISOString();
    const data = { ...Object(channelData), eventType: 'editMessage' };
    return people.outcome({ ...rest, type: 'messageUpdate', timestamp, channelData: data });
  }

  /** On the card as it stood then; a number is typed where no button could carry the value. */
  function tap(moment: Moment | undefined, value: string): Promise<Outcome> {
    const index = moment?.reply.options.findIndex((option) => option.value === value) ?? -1;
    if (!moment || index < 0) throw new NotOffered(`no message shows ${value}`);
    const found = buttonsIn(cardOf(moment.shown)).find((each) => isOption(each, value));
    return found ? people.tap(moment.shown, found, { from }) : say(String(index + 1));
  }

  /** A button on a message of ours, whatever it carries. */
  function forge(value: string): Promise<Outcome> {
    const on = moments.at(-1)?.shown ?? nowhere();
    const data = { v: 1, verb: VERBS.option, delivery: 'forged', value };
    return people.tap(on, { label: 'Tap', verb: VERBS.option, data }, { from });
  }

  let tapping: Moment | undefined;
  const turns = jsonTurns((body) =>
    turn(() => {
      if ('text' in body) return say(body.text);
      return tapping ? tap(tapping, body.action) : forge(body.action);
    }),
  );
  const edits = jsonTurns((body) => turn(() => edit('text' in body ? body.text : '')));
  return {
    ...turns,
    tap: (label, from) => {
      tapping = from === null ? moments.at(-1) : moments[from - 1];
      return turns.tap(label, from).finally(() => {
        tapping = undefined;
      });
    },
    edit: edits.say,
    wait: (ms) => {
      waited += ms;
      site.wait(ms);
    },
    restart: async () => {
      await teams.stop();
      await teams.start();
    },
    // The next conversation begins on the same day.
    close: async () => site.wait(-waited),
  };
}

function isOption(button: ShownButton, value: string): boolean {
  const action = actionOf(button);
  return action.verb === VERBS.option && action.value === value;
}

/** A person's words as Teams passes them on. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The message says what the reply says: its first sentence, what it asks and the label of each option. */
function checkShown(shown: Posted, reply: Reply): void {
  const words = [wordsOf(shown), ...labelsOf(shown)].join('\n');
  const seen = letters(words);
  const [first = ''] = plainWords(toWire('', reply).text).split(/(?<=[.?!:])\s|\n/);
  const asked = 'question' in reply ? reply.question : '';
  const labels = reply.options.map(({ label }) => label);
  const parts = [first, asked, reply.reoffered?.question ?? '', ...labels];
  const missing = parts.filter((part) => !seen.includes(letters(part)));
  if (missing.length > 0) throw new Error(`the message does not show ${missing.join(' | ')}: ${words}`);
}

/** Where words break, and how they are set, is the platform's. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
