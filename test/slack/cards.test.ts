import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BlockElementAction } from '@slack/bolt';
import { ACTIONS, INPUTS } from '../../adapters/slack/actions.ts';
import { ticketId } from '../../src/triage/ticket.ts';
import { CHANNEL, TEAM, USER } from '../support/slack/defaults.ts';
import { blockAction, blockSuggestion, button, externalSelect, onMessage } from '../support/slack/interactions.ts';
import type { Message } from '../support/slack/state.ts';
import { OTHER } from './harness.ts';
import { BOT } from './person.ts';
import { asShown, buttonsOf, one, type Shown, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SECOND, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

let card: Message;
/** Each test has a ticket of its own, opened by somebody in a thread. */
beforeEach(async () => {
  const user = turn++ % 2 === 0 ? USER.id : OTHER.id;
  const draft = one((await desk.people.mention(`${BOT} ticket the sync stopped ${turn}`, { user })).posted);
  await desk.people.tap(draft, 'Send it', { user });
  await desk.carried();
  const newest = desk.cards().at(-1);
  if (!newest) throw new Error('there is no card');
  card = newest;
}, 20_000);
let turn = 0;
const number = () => wordsOf(card).match(/DESK-\d+/)?.[0] ?? '';

async function doing(act: () => Promise<unknown>) {
  return desk.people.outcome(async () => {
    await act();
    await desk.carried();
  });
}
const tap = (label: string, user = AGENT.id, on: Shown = card) => doing(() => desk.people.tap(on, label, { user }));

/** The block in which an element of the card stands. */
function where(action_id: string) {
  for (const block of card.blocks) {
    if (block.type === 'actions' && block.elements.some((each) => each.action_id === action_id))
      return { action_id, block_id: block.block_id ?? '' };
  }
  throw new Error(`the card has no ${action_id}`);
}

function selected(action: string, value: string): BlockElementAction {
  const option = { text: { type: 'plain_text' as const, text: value }, value };
  return { type: 'static_select', ...where(action), action_ts: '1', selected_option: option, placeholder: option.text };
}

const pick = (action: BlockElementAction, user = AGENT.id) => doing(() => desk.people.act(action, card, { user }));

async function say(label: string, text: string) {
  desk.slack.fake.closeModal(AGENT.id);
  await tap(label);
  const view = one(desk.slack.fake.modal(AGENT.id));
  return doing(() => desk.people.submit(view, { act: text }, AGENT.id));
}

describe('an agent', () => {
  test('claims; a second one is told who has it, and the card shows how it stands', async () => {
    const stale = asShown(card);
    await tap('Claim');
    expect(wordsOf(card)).toContain('· assigned');
    expect(wordsOf(card)).toContain(AGENT.id);
    const { told } = await tap('Claim', SECOND.id, stale);
    expect(one(told).user).toBe(SECOND.id);
    expect(wordsOf(one(told))).toContain('has');
    expect(wordsOf(one(told))).toContain('already');
  });

  test('asks, and the requester is told under the name that Slack gives', async () => {
    const { posted } = await say('Ask the requester', 'Which build?');
    expect(wordsOf(one(posted))).toContain('Which build?');
    expect(wordsOf(one(posted))).toContain('asks about your ticket');
    expect(wordsOf(card)).toContain('waiting-on-requester');
  });

  test('writes to the requester, and the ticket stays as it is', async () => {
    await tap('Claim');
    const { posted } = await say('Write to the requester', 'We restart it tonight.');
    expect(wordsOf(one(posted))).toContain('writes about your ticket');
    expect(wordsOf(one(posted))).toContain('We restart it tonight.');
    expect(wordsOf(card)).toContain('· assigned');
  });

  test('resolves with words, and opens it again', async () => {
    await say('Resolve', 'Started the service.');
    expect(wordsOf(card)).toContain('· resolved');
    expect(wordsOf(card)).toContain('Resolution: Started the service.');
    await tap('Open again');
    expect(wordsOf(card)).toContain('· assigned');
  });

  test('proposes what solved it for the FAQ, and is told what came of it; once more renews it', async () => {
    await say('Resolve', `Restarted it, says <@${AGENT.id}>.`);
    const { told } = await tap('Propose as FAQ entry');
    expect(one(told).user).toBe(AGENT.id);
    expect(wordsOf(one(told))).toContain('is now a draft for the FAQ');
    expect(wordsOf(card)).toContain('proposed it as an entry of the FAQ');
    expect(wordsOf(one((await tap('Propose as FAQ entry')).told))).toContain('made anew');
    const refused = await tap('Propose as FAQ entry', OTHER.id);
    expect(wordsOf(one(refused.told))).toContain('You are no agent for');
  });

  test('adds a note that nobody else is told', async () => {
    const { posted } = await say('Add a note', 'looks like last week');
    expect(posted).toEqual([]);
    expect(wordsOf(card)).toContain('noted: looks like last week');
  });

  test('marks a duplicate by its number; words that are none are refused in the window', async () => {
    const first = number();
    await desk.people.mention(`${BOT} ticket another one`, { user: OTHER.id });
    desk.slack.fake.closeModal(AGENT.id);
    await tap('Duplicate of …');
    const view = one(desk.slack.fake.modal(AGENT.id));
    const { answer } = await desk.people.submit(view, { act: 'the other one' }, AGENT.id);
    expect(JSON.parse(answer)).toMatchObject({ errors: { [INPUTS.act.block]: expect.stringContaining('DESK-142') } });
    const { told } = await doing(() => desk.people.submit(view, { act: first }, AGENT.id));
    expect(wordsOf(one(told))).toContain('no duplicate of itself');
    await say('Duplicate of …', 'DESK-1');
    expect(wordsOf(card)).toContain('closed (duplicate of DESK-1)');
  });

  test('assigns, sets the priority and hands over', async () => {
    await pick({ type: 'users_select', ...where(ACTIONS.cardAssign), action_ts: '1', selected_user: SECOND.id });
    expect(wordsOf(card)).toContain(SECOND.id);
    await pick(selected(ACTIONS.cardPriority, 'P1'));
    expect(wordsOf(card)).toContain('· P1 ·');
    await pick(selected(ACTIONS.cardHandOver, 'auto-upgrade'));
    expect(wordsOf(card)).toContain('Auto upgrade');
    expect(wordsOf(card)).toContain('nobody');
  });

  test('gives it to who is on call', async () => {
    await tap(`Give to ${SECOND.id}, on call`);
    expect(wordsOf(card)).toContain(SECOND.id);
    expect(wordsOf(card)).toContain('· assigned');
  });

  test('gives it to nobody who is no agent', async () => {
    const { told } = await pick({
      type: 'users_select',
      ...where(ACTIONS.cardAssign),
      action_ts: '1',
      selected_user: OTHER.id,
    });
    expect(wordsOf(one(told))).toContain('is no agent for');
    expect(wordsOf(card)).toContain('· new');
  });

  test('hands over to people with a channel of their own: the card goes there, and says so here', async () => {
    const { posted } = await pick(selected(ACTIONS.cardHandOver, 'identity-data'));
    expect(posted.map(({ channel }) => channel)).toContain(CHANNEL.id);
    expect(buttonsOf(card)).toEqual([]);
    expect(wordsOf(card)).toContain('It has gone to the people for');
  });

  test('gets back, whole, what could not be sent', async () => {
    const text = `Which <build> & why? ${'🙂&'.repeat(700)}`;
    await tap('Ask the requester');
    const view = one(desk.slack.fake.modal(AGENT.id));
    await desk.slack.site.triage({ mayAct: async () => true }).act({
      ticket: ticketId(Number(number().slice('DESK-'.length))),
      action: { is: 'resolve', text: 'done' },
      actor: { platform: 'slack', tenant: TEAM.id, user: SECOND.id, name: null },
      id: `meanwhile ${turn}`,
    });
    const { told } = await doing(() => desk.people.submit(view, { act: text }, AGENT.id));
    const words = wordsOf(one(told));
    expect(words).toContain('is resolved');
    expect(
      words.replaceAll('\n', '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    ).toContain(text);
  });

  test('answers from the FAQ, which is searched inside the card', async () => {
    const ask = blockSuggestion({ ...where(ACTIONS.cardAnswer), value: 'rename' }, onMessage(card));
    const { options } = (await (await desk.slack.send(ask)).json()) as { options: { value: string }[] };
    expect(options.map(({ value }) => value)).toContain('entry:rename-server');
    const { posted } = await pick(externalSelect({ ...where(ACTIONS.cardAnswer), value: 'entry:rename-server' }));
    expect(wordsOf(one(posted))).toContain('Does it solve it?');
    expect(wordsOf(card)).toContain('sent an answer: rename-server');
  });
});

describe('anybody else', () => {
  test.each(['Claim', 'Resolve', 'Ask the requester'])('may not: %s', async (label) => {
    desk.slack.fake.closeModal(OTHER.id);
    const { told, posted } = await tap(label, OTHER.id);
    expect(posted).toEqual([]);
    expect(one(told).user).toBe(OTHER.id);
    expect(wordsOf(one(told))).toContain('You are no agent for');
    expect(desk.slack.fake.modal(OTHER.id)).toEqual([]);
    expect(wordsOf(card)).toContain('· new');
  });
});

test('a tap that Slack repeats is one', async () => {
  const { label: text, ...claim } = buttonsOf(card).find(({ label }) => label === 'Claim') ?? { label: '' };
  const over = {
    user: { id: AGENT.id, username: 'agent', name: 'agent', team_id: TEAM.id },
    trigger_id: desk.slack.fake.trigger({ user: AGENT.id }),
  };
  const body = blockAction(button({ action_id: '', ...claim, text }), onMessage(card), over);
  const { posted, told } = await doing(() => Promise.all([1, 2, 3].map(() => desk.slack.send(body))));
  expect([posted.length, told.length]).toEqual([1, 0]);
});

test('nobody was called, and Slack took everything', () => {
  expect(desk.slack.fake.pings).toEqual([]);
  expect(desk.slack.fake.calls.filter(({ error }) => error !== null)).toEqual([]);
});
