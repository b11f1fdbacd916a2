import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { NAMES } from '../../adapters/teams/names.ts';
import type { Assistant } from '../../src/assistant.ts';
import { OTHER, type Person, TENANT } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { type At, windowLine, windowOf } from './person.ts';
import { buttonsIn, cardOf, fieldsIn, one, wordsOf } from './seen.ts';
import { openTriageDesk, type TriageDesk } from './triageDesk.ts';

/** What was typed into a ticket's form, where something comes in between. */
let around: ((handle: Assistant['handle']) => Assistant['handle']) | null = null;
let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk({
    mount: { invokeMs: 2_000 },
    assistant: (real) => ({ ...real, handle: (message) => (around?.(real.handle) ?? real.handle)(message) }),
  });
}, 60_000);
afterEach(() => {
  around = null;
});
afterAll(() => desk.close());

const FORM = {
  summary: 'The sync has stopped',
  details: 'since Monday, five minutes of typing',
  category: 'other',
  impact: 'team',
  urgency: 'high',
};
let people = 0;
/** Somebody with a chat of their own, in a group chat of their own. */
function somebody(): { person: Person; chat: string; at: At } {
  people += 1;
  const person = { id: `29:p${people}`, aadObjectId: `p${people}`, name: `Person ${people}` };
  const chat = `a:p${people}`;
  const conversation = `19:p${people}@thread.v2`;
  for (const each of [chat, conversation]) desk.teams.fake.conversations.add(each);
  desk.teams.fake.direct.set(person.id, chat);
  return { person, chat, at: { conversation, from: person } };
}

const begin = (content: string, at: At) =>
  desk.people.invoke(
    'composeExtension/fetchTask',
    { commandId: NAMES.openTicket, messagePayload: { id: '1', body: { contentType: 'html', content } } },
    at,
  );
function send(window: Pick<Posted, 'activity'>, filled: object, at: At) {
  const [button] = buttonsIn(cardOf(window));
  const data = { ...Object(button?.data), ...filled };
  return desk.people.invoke('composeExtension/submitAction', { commandId: NAMES.openTicket, data }, at);
}
const typed = (window: Pick<Posted, 'activity'>) =>
  Object.fromEntries(fieldsIn(cardOf(window)).map(({ id, value }) => [id, value]));
const ticketsOf = (person: Person) =>
  desk.teams.site.store.ticketsOf({ platform: 'teams', tenant: TENANT, user: person.aadObjectId, name: null }, 9);

describe("'Open a ticket' is sent", () => {
  test('while Teams cannot be reached: the form stays, and is sent once it can', async () => {
    const { person, at } = somebody();
    const window = windowOf(await begin('the vault is broken', at));
    desk.teams.fake.failNext('create', { status: 502 });
    const failed = windowOf(await send(window, FORM, at));
    expect(wordsOf(failed)).toContain('did not work just now');
    expect(typed(failed)).toMatchObject(FORM);
    expect(windowLine(await send(failed, typed(failed), at))).toContain('is sent');
    expect(await ticketsOf(person)).toHaveLength(1);
  });

  test('by somebody who has taken the app away: the form stays', async () => {
    const { person, at } = somebody();
    const window = windowOf(await begin('the vault is empty', at));
    desk.teams.fake.direct.delete(person.id);
    const refused = windowOf(await send(window, FORM, at));
    expect(wordsOf(refused)).toContain('Add me to your own chats first');
    expect(typed(refused)).toMatchObject(FORM);
  });

  test('and Teams fails when nobody waits for the window any more: it is sent later', async () => {
    const { person, chat, at } = somebody();
    const window = windowOf(await begin('the vault is far', at));
    desk.teams.fake.failNext('create', { status: 502, delayMs: 3_000 });
    const late = await send(window, FORM, at);
    expect(windowLine(late)).toContain('look at your tickets before you send it once more');
    await desk.teams.until(() => desk.teams.fake.postedIn(chat));
    expect(await ticketsOf(person)).toHaveLength(1);
  });

  test('and takes long: nobody is asked to try again, and it is one ticket', async () => {
    const { person, chat, at } = somebody();
    const window = windowOf(await begin('the proxy is gone', at));
    around = (handle) => async (message) => {
      await sleep(3_000);
      return handle(message);
    };
    const line = windowLine(await send(window, FORM, at));
    expect(line).toContain('look at your tickets');
    expect(line).not.toContain('try again');
    await desk.teams.until(() => desk.teams.fake.postedIn(chat));
    expect(await ticketsOf(person)).toHaveLength(1);
  });

  test('twice as the same activity, also at once: it is shown once', async () => {
    const { person, chat, at } = somebody();
    const again = { ...at, id: '1900000000001' };
    const window = windowOf(await begin('the proxy is late', at));
    await Promise.all([send(window, FORM, again), send(window, FORM, again)]);
    await send(window, FORM, again);
    expect(await ticketsOf(person)).toHaveLength(1);
    expect(desk.teams.fake.postedIn(chat)).toHaveLength(1);
  });
});

describe('the draft is gone while its form is filled in', () => {
  test('dropped: what was typed is a ticket all the same, once', async () => {
    const { person, chat, at } = somebody();
    const window = windowOf(await begin('the vault is slow', at));
    await desk.people.say('never mind', { conversation: chat, from: person });
    expect(windowLine(await send(window, FORM, at))).toContain('is sent');
    expect(windowLine(await send(window, FORM, at))).toContain('sent already');
    expect(one(await ticketsOf(person))).toMatchObject({ summary: FORM.summary, packet: { question: FORM.details } });
  });

  test('replaced in a group chat: the same', async () => {
    const { person, at } = somebody();
    const shown = one((await desk.people.say('ticket the portal is slow', at)).posted);
    const window = windowOf(await desk.people.open(shown, 'Change it in a form', at));
    desk.teams.site.wait(1000);
    await desk.people.say('ticket the portal is down', at);
    desk.teams.site.wait(1000);
    await desk.people.say('ticket my printer', { ...at, from: OTHER });
    const { posted } = await desk.people.fill(shown, window, 'Send', FORM, at);
    expect(wordsOf(one(posted))).toContain(FORM.summary);
    expect(await ticketsOf(person)).toHaveLength(1);
  });

  test('sent by its card: there is no second one', async () => {
    const { person, at } = somebody();
    const shown = one((await desk.people.say('ticket the portal is odd', at)).posted);
    const window = windowOf(await desk.people.open(shown, 'Change it in a form', at));
    await desk.people.tap(shown, 'Send it', at);
    expect(windowLine(await desk.people.fill(shown, window, 'Send', FORM, at))).toContain('sent already');
    expect(await ticketsOf(person)).toHaveLength(1);
  });
});
