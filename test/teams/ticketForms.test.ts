import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { NAMES } from '../../adapters/teams/names.ts';
import type { Assistant } from '../../src/assistant.ts';
import { DeskError } from '../../src/errors.ts';
import { GROUP, PERSONAL, type Person, TENANT, USER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { type At, windowLine, windowOf } from './person.ts';
import { buttonsIn, cardOf, fieldsIn, labelsOf, one, wordsOf } from './seen.ts';
import { openTriageDesk, type TriageDesk } from './triageDesk.ts';

/** In the place of the assistant, for what is sent next. */
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

const AT: At = { conversation: GROUP, from: USER };
const FORM = {
  summary: 'The sync has stopped',
  details: 'since Monday',
  category: 'other',
  impact: 'team',
  urgency: 'high',
};

const begin = (content: string, at: At = AT) =>
  desk.people.invoke(
    'composeExtension/fetchTask',
    { commandId: NAMES.openTicket, messagePayload: { id: '1', body: { contentType: 'html', content } } },
    at,
  );

/** Sends the window by its one button, as Teams does. */
function send(window: Pick<Posted, 'activity'>, filled: object, at: At = AT) {
  const [button] = buttonsIn(cardOf(window));
  const data = { ...Object(button?.data), ...filled };
  return desk.doing(() =>
    desk.people.invoke('composeExtension/submitAction', { commandId: NAMES.openTicket, data }, at),
  );
}

const values = (window: Pick<Posted, 'activity'>) => fieldsIn(cardOf(window)).map(({ value }) => value);
const ticketsOf = (person: Person) =>
  desk.teams.site.store.ticketsOf({ platform: 'teams', tenant: TENANT, user: person.aadObjectId, name: null }, 9);

describe("'Open a ticket' on a message", () => {
  test('becomes a form, and the form a ticket that the requester is told of in their own chat', async () => {
    const begun = await begin('<p>Hi, sync is down &amp; nobody knows why?</p>');
    expect(begun.posted).toEqual([]);
    const text = 'Hi, sync is down & nobody knows why?';
    expect(values(windowOf(begun)).slice(0, 2)).toEqual([text, text]);
    const outcome = await send(windowOf(begun), FORM);
    expect(windowLine(outcome)).toContain('DESK-1 is sent');
    const shown = one(outcome.posted.filter(({ conversation }) => conversation === PERSONAL));
    expect(wordsOf(shown)).toContain('DESK-1: The sync has stopped');
    expect(one(await ticketsOf(USER))).toMatchObject({
      impact: 'team',
      urgency: 'high',
      packet: { question: 'since Monday' },
      place: { conversation: PERSONAL },
      requester: { name: USER.name },
    });
    expect(wordsOf(desk.card('DESK-1'))).toContain(`Requester: ${USER.name}`);
  });

  test('what is shown in their own chat can be tapped there', async () => {
    const shown = desk.teams.fake.postedIn(PERSONAL).find((each) => wordsOf(each).includes('DESK-1'));
    if (!shown) throw new Error('nothing was shown');
    const { posted } = await desk.doing(() => desk.people.tap(shown, 'Withdraw it'));
    expect(wordsOf(one(posted.filter(({ conversation }) => conversation === PERSONAL)))).toContain('Withdrawn.');
  });

  test('without a summary the form stays open with what was typed; sent twice it says so', async () => {
    const window = windowOf(await begin('the wizard crashes'));
    const empty = await send(window, { ...FORM, summary: '  ', details: 'kept <at>x</at>' });
    expect(empty.posted).toEqual([]);
    expect(wordsOf(windowOf(empty))).toContain('Say in a sentence what the ticket is about.');
    expect(values(windowOf(empty))).toContain('kept <at>x</at>');
    expect(windowLine(await send(windowOf(empty), FORM))).toContain('is sent');
    expect(windowLine(await send(windowOf(empty), FORM))).toContain('was sent already');
  });

  test('a field that cannot be so keeps it open', async () => {
    const window = windowOf(await begin('the wizard is slow'));
    const wrong = await send(window, { ...FORM, category: 'no-such' });
    expect(wordsOf(windowOf(wrong))).toContain('category');
    expect(values(windowOf(wrong))[0]).toBe(FORM.summary);
  });

  test('a message without words opens nothing', async () => {
    expect(windowLine(await begin('<p>&nbsp;</p>'))).toContain('no text that I could read');
  });

  test('whoever has not added the app for themselves is told so', async () => {
    const stranger = { id: '29:nobody', aadObjectId: 'nobody', name: 'No Body' };
    const outcome = await begin('the portal is down', { conversation: GROUP, from: stranger });
    expect(windowLine(outcome)).toContain('Add me to your own chats first');
    expect(await ticketsOf(stranger)).toEqual([]);
  });

  test('Teams out of reach: it can be tried again', async () => {
    desk.teams.fake.failNext('create', { status: 502 });
    expect(windowLine(await begin('the portal is down'))).toContain('Please try again');
  });

  test('is sent while their own chat is at work: neither waits for the other', async () => {
    const window = windowOf(await begin('the proxy asks twice'));
    around = (handle) => async (message) => {
      if (message.source === 'action') await sleep(300);
      return handle(message);
    };
    const sent = send(window, FORM);
    await sleep(100);
    const before = desk.teams.fake.postedIn(PERSONAL).length;
    await Promise.all([sent, desk.people.say('can I rename the server?')]);
    await desk.teams.until(() => desk.teams.fake.postedIn(PERSONAL).length >= before + 2);
    expect(desk.teams.log.filter((line) => line.includes('could not show a ticket'))).toEqual([]);
  });

  test('the ticket is sent also where the message about it is not taken', async () => {
    desk.teams.fake.failNext('send', { status: 403, code: 'BotNotInConversationRoster', conversation: PERSONAL });
    expect(windowLine(await send(windowOf(await begin('the proxy blocks it')), FORM))).toContain('is sent');
  });
});

describe("a draft's own form", () => {
  const CHAT = 'a:form-chat';
  const person = { id: '29:ines', aadObjectId: 'ines', name: 'Ines' };
  const at = { conversation: CHAT, from: person };
  beforeAll(() => void desk.teams.fake.conversations.add(CHAT));
  const draft = async (text: string) => one((await desk.people.say(text, at)).posted);
  const FORM_BUTTON = 'Change it in a form';

  test('changes all of it at once, and what it sends stands in the conversation', async () => {
    const shown = await draft('ticket the portal is slow');
    const window = windowOf(await desk.people.open(shown, FORM_BUTTON, at));
    expect(values(window)[0]).toBe('the portal is slow');
    const outcome = await desk.doing(() => desk.people.fill(shown, window, 'Send', FORM, at));
    expect([outcome.status, outcome.answer]).toEqual([200, null]);
    const said = one(outcome.posted.filter(({ conversation }) => conversation === CHAT));
    expect(wordsOf(said)).toContain('The sync has stopped');
    const gone = await desk.people.fill(shown, window, 'Send', FORM, at);
    expect(windowLine(gone)).toContain('was sent already');
  });

  test('the store fails: the window stays with what was typed, and is sent once', async () => {
    const shown = await draft('ticket the tape robot is slow');
    const window = windowOf(await desk.people.open(shown, FORM_BUTTON, at));
    around = () => () => Promise.reject(new DeskError('store-unavailable', 'The disk is gone.'));
    const failed = windowOf(await desk.people.fill(shown, window, 'Send', FORM, at));
    expect(wordsOf(failed)).toContain('did not work just now');
    expect(values(failed).slice(0, 2)).toEqual([FORM.summary, FORM.details]);
    around = null;
    const before = (await ticketsOf(person)).length;
    expect((await desk.doing(() => desk.people.fill(shown, failed, 'Send', {}, at))).answer).toBeNull();
    expect(await ticketsOf(person)).toHaveLength(before + 1);
  });

  test('refused when Teams waits no longer: what was typed comes as a message', async () => {
    const shown = await draft('ticket the tape robot is loud');
    const window = windowOf(await desk.people.open(shown, FORM_BUTTON, at));
    around = (handle) => async (message) => {
      await sleep(3_000);
      return handle(message);
    };
    const late = await desk.people.fill(shown, window, 'Send', { ...FORM, category: 'no-such' }, at);
    expect(windowLine(late)).toContain('longer than usual');
    const words = () => String(desk.teams.fake.postedIn(CHAT).at(-1)?.activity.text);
    await desk.teams.until(() => words().includes(FORM.details));
    expect(words()).toContain('category');
    expect(words()).toContain(FORM.summary);
  });

  test('refused when Teams waits no longer, while a message is at work: the chat goes on', async () => {
    const shown = await draft('ticket the tape robot is lost');
    const window = windowOf(await desk.people.open(shown, FORM_BUTTON, at));
    around = (handle) => async (message) => {
      if (message.source === 'action') await sleep(3_000);
      return handle(message);
    };
    const late = await desk.people.fill(shown, window, 'Send', { ...FORM, category: 'no-such' }, at);
    expect(windowLine(late)).toContain('longer than usual');
    const before = desk.teams.fake.postedIn(CHAT).length;
    await desk.people.say('can I rename the server?', at);
    const after = await desk.teams.until(() => {
      const posted = desk.teams.fake.postedIn(CHAT).slice(before);
      return posted.length === 2 && posted.map(wordsOf);
    });
    expect(after).toContainEqual(expect.stringContaining(FORM.details));
    expect(after).toContainEqual(expect.stringContaining('SQL database instance'));
  });

  test("somebody else's: they are told in the form, and nothing is sent", async () => {
    const group = { conversation: GROUP, from: person };
    const shown = one((await desk.people.say('ticket the vault is slow', group)).posted);
    const window = windowOf(await desk.people.open(shown, FORM_BUTTON, AT));
    const outcome = await desk.doing(() => desk.people.fill(shown, window, 'Send', FORM, AT));
    expect(wordsOf(windowOf(outcome))).toContain('Only the person who began');
    expect(outcome.posted).toEqual([]);
  });

  test('an old draft says that it is gone', async () => {
    const shown = await draft('ticket my printer');
    const data = { v: 1, verb: 'desk.draft.form', delivery: 'unknown' };
    const outcome = await desk.people.invokeOn(shown, 'task/fetch', { data }, at);
    expect(windowLine(outcome)).toContain('no longer there');
    expect(labelsOf(shown)).toContain('Send it');
  });
});
