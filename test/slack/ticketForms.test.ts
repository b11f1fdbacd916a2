import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { INPUTS } from '../../adapters/slack/actions.ts';
import { NAMES } from '../../adapters/slack/names.ts';
import { CHANNEL, IM, USER } from '../support/slack/defaults.ts';
import { messageShortcut } from '../support/slack/interactions.ts';
import { OTHER, openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { one, wordsOf } from './seen.ts';

let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  slack = await openSlack();
  people = createPeople(slack);
}, 60_000);
afterAll(() => slack.close());
beforeEach(() => slack.fake.closeModal(USER.id));

const NOTHING = { posted: [], told: [], changed: [] };
const window = () => one(slack.fake.modal(USER.id));

function shortcut(text: string) {
  const over = {
    trigger_id: slack.fake.trigger(),
    response_url: slack.fake.responseUrl({ channel: CHANNEL.id, user: USER.id }),
  };
  return people.outcome(() => slack.send(messageShortcut(NAMES.ticket, { ts: '1700000000.000100', text }, over)));
}

/** What the window's inputs hold when it opens. */
function filled() {
  const values = window().blocks.flatMap((block) => {
    if (!('element' in block) || !block.element) return [];
    if (block.element.type === 'plain_text_input') return [block.element.initial_value ?? ''];
    return block.element.type === 'static_select' ? [block.element.initial_option?.value ?? ''] : [];
  });
  return values;
}

const FORM = {
  ticketSummary: 'The sync has stopped',
  ticketDetails: 'since Monday',
  ticketCategory: 'other',
  ticketImpact: 'team',
  ticketUrgency: 'high',
};

test('a message becomes a form, and the form a ticket that the requester is told of directly', async () => {
  expect(await shortcut('Hi, sync is down &amp; nobody knows why?\nHelp #142?')).toEqual(NOTHING);
  const text = 'Hi, sync is down & nobody knows why? Help #142?';
  expect(filled().slice(0, 2)).toEqual([text, text]);
  const { posted, answer } = await people.submit(window(), FORM);
  expect(answer).toBe('');
  expect(one(posted)).toMatchObject({ channel: IM.id, thread: null });
  expect(wordsOf(one(posted))).toContain('DESK-1: The sync has stopped');
  expect(wordsOf(one(posted))).toContain('you are told here');
  const ticket = await slack.site.store.ticketsOf(
    { platform: 'slack', tenant: 'T0TEAM0001', user: USER.id, name: null },
    5,
  );
  expect(one(ticket)).toMatchObject({
    impact: 'team',
    urgency: 'high',
    packet: { question: 'since Monday' },
    place: { conversation: IM.id },
  });
});

test('without a summary the form stays open; sent twice it says so', async () => {
  await shortcut('the wizard crashes');
  const { posted, answer } = await people.submit(window(), { ...FORM, ticketSummary: '  ' });
  expect(posted).toEqual([]);
  expect(JSON.parse(answer)).toMatchObject({
    response_action: 'errors',
    errors: { [INPUTS.ticketSummary.block]: expect.stringContaining('what the ticket is about') },
  });
  await people.submit(window(), FORM);
  const again = await people.submit(window(), FORM);
  expect(wordsOf(one(again.posted))).toContain('was sent already');
});

test('a window that cannot open any more: the draft stands among the messages', async () => {
  slack.fake.failNext('views.open', { error: 'expired_trigger_id' });
  const { posted } = await shortcut('the wizard hangs');
  expect(wordsOf(one(posted))).toContain('Your ticket, not sent yet');
});

test('a message without words opens nothing', async () => {
  const { told } = await shortcut(' ');
  expect(wordsOf(one(told))).toContain('no text that I could read');
});

describe("a draft's own form", () => {
  test('in a thread: what it sends stands in the thread', async () => {
    const draft = one((await people.mention(`${BOT} ticket the portal is slow`)).posted);
    expect(await people.tap(draft, 'Change it in a form')).toEqual(NOTHING);
    expect(filled()[0]).toBe('the portal is slow');
    expect(wordsOf(window())).toContain('in the thread');
    const { posted } = await people.submit(window(), FORM);
    expect(one(posted)).toMatchObject({ channel: CHANNEL.id, thread: draft.thread });
    expect(wordsOf(one(posted))).toContain('The sync has stopped');
  });

  test('of the slash command: the requester alone sees what became of it', async () => {
    const draft = one((await people.command('ticket the portal is slow again')).told);
    await people.tap(draft, 'Change it in a form');
    const { posted, told } = await people.submit(window(), FORM);
    expect(posted).toEqual([]);
    expect(wordsOf(one(told))).toContain('you are told in a direct message');
  });

  test("somebody else's: they are told, and nothing is sent", async () => {
    const draft = one((await people.mention(`${BOT} ticket my own thing`)).posted);
    slack.fake.closeModal(OTHER.id);
    await people.tap(draft, 'Change it in a form', { user: OTHER.id });
    const { posted, told } = await people.submit(one(slack.fake.modal(OTHER.id)), FORM, OTHER.id);
    expect(posted).toEqual([]);
    expect(one(told).user).toBe(OTHER.id);
  });
});
