import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../adapters/slack/actions.ts';
import { newTicket, save } from '../store/ticketSaves.ts';
import { TEAM, USER } from '../support/slack/defaults.ts';
import { appHomeOpened } from '../support/slack/events.ts';
import { blockAction, button, onView, viewSubmission } from '../support/slack/interactions.ts';
import { BOT } from './person.ts';
import { buttonsOf, one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, SECOND, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
beforeAll(async () => {
  const only = `slack:${TEAM.id}/${SECOND.id}`;
  const settings = {
    agents: { all: [`slack:${TEAM.id}/${AGENT.id}`], 'auto-upgrade': [only] },
    channels: { all: [] },
  };
  desk = await openTriageDesk({}, settings);
  for (const text of ['ticket zorkmid &lt;!channel&gt; is late', 'ticket my auto upgrade is suspended']) {
    const draft = one((await desk.people.mention(`${BOT} ${text}`)).posted);
    await desk.people.tap(draft, 'Send it');
  }
}, 60_000);
afterAll(() => desk.close());

async function home(user: string) {
  await desk.people.outcome(() => desk.slack.send(appHomeOpened({ user })));
  const view = desk.slack.fake.home(user);
  if (!view) throw new Error('nothing was published');
  return view;
}

/** The button behind a section that holds these words. */
function behind(view: Awaited<ReturnType<typeof home>>, words: string): ButtonAction {
  for (const block of view.blocks) {
    if (block.type !== 'section' || !('accessory' in block) || !block.text?.text.includes(words)) continue;
    const { accessory } = block;
    if (accessory?.type !== 'button') continue;
    const { action_id = '', value = '', text } = accessory;
    return button({ action_id, value, text: text.text, block_id: block.block_id ?? '' });
  }
  throw new Error(`nothing stands behind ${words}`);
}

async function filtered(user: string, value: string) {
  const option = { text: { type: 'plain_text' as const, text: value }, value };
  const action = { action_id: ACTIONS.homeFilter, block_id: 'b', action_ts: '1', placeholder: option.text };
  await desk.people.atHome({ type: 'static_select', ...action, selected_option: option }, user);
  return wordsOf(desk.slack.fake.home(user) ?? { blocks: [] });
}

const person = (user: string) => ({ id: user, username: user, name: user, team_id: TEAM.id });

test('a requester sees their own tickets and no queue, and one is shown among the messages', async () => {
  const view = await home(USER.id);
  expect(wordsOf(view)).toContain('My tickets');
  expect(wordsOf(view)).toContain('DESK-1 · new');
  expect(wordsOf(view)).not.toContain('Queue');
  const { posted } = await desk.people.atHome(behind(view, 'zorkmid'));
  expect(wordsOf(one(posted))).toContain('DESK-1: zorkmid');
});

test('an agent sees the queue, filters it, and opens a ticket', async () => {
  const view = await home(AGENT.id);
  expect(wordsOf(view)).toContain('You have none.');
  expect(wordsOf(view)).toContain('DESK-1 · P4 · new · nobody');
  expect(await filtered(AGENT.id, 'mine')).toContain('Nothing is to be done here.');
  expect(await filtered(AGENT.id, 'unassigned')).toContain('DESK-2');
  expect(await filtered(AGENT.id, 'category:auto-upgrade')).not.toContain('DESK-1 ·');
  await filtered(AGENT.id, 'all');
  await desk.people.atHome(behind(await home(AGENT.id), 'zorkmid'), AGENT.id);
  const window = one(desk.slack.fake.modal(AGENT.id));
  expect(wordsOf(window)).toContain('DESK-1 · P4 · new');
  await inWindow('Claim');
  expect(wordsOf(one(desk.slack.fake.modal(AGENT.id)))).toContain('DESK-1 · P4 · assigned');
});

/** A tap in the agent's window. */
async function inWindow(label: string) {
  const [window] = desk.slack.fake.modal(AGENT.id);
  const found = window && buttonsOf(window).find((each) => each.label === label);
  if (!found) throw new Error(`no ${label}`);
  const over = { user: person(AGENT.id), trigger_id: desk.slack.fake.trigger({ user: AGENT.id }) };
  await desk.people.outcome(() =>
    desk.slack.send(blockAction(button({ ...found, text: label }), onView(window), over)),
  );
}

test('a window on top of the ticket: what is said there stands in the one below', async () => {
  await inWindow('Resolve');
  const [, top] = desk.slack.fake.modal(AGENT.id);
  if (!top) throw new Error('no window was opened');
  const values = { 'desk-act': { 'desk.act.text': { type: 'plain_text_input', value: 'Restarted.' } } };
  const over = { user: person(AGENT.id), trigger_id: desk.slack.fake.trigger({ user: AGENT.id }) };
  await desk.people.outcome(() => desk.slack.send(viewSubmission(top, values, over)));
  expect(wordsOf(desk.slack.fake.modal(AGENT.id)[0] ?? { blocks: [] })).toContain('DESK-1 · P4 · resolved');
});

test('an agent of one category sees its tickets alone, and opens no other', async () => {
  const view = await home(SECOND.id);
  expect(wordsOf(view)).toContain('DESK-2');
  expect(wordsOf(view)).not.toContain('DESK-1 ·');
  const other = button({ action_id: ACTIONS.homeQueue(0), value: 'DESK-1', block_id: 'b' });
  await desk.people.atHome(other, SECOND.id);
  expect(desk.slack.fake.modal(SECOND.id)).toEqual([]);
  expect(wordsOf(desk.slack.fake.home(SECOND.id) ?? { blocks: [] })).toContain('not there for you');
});

test('a longer queue goes on with the next page', async () => {
  for (let number = 11; number <= 22; number++) {
    await desk.slack.site.store.saveTickets(save(`more ${number}`, [newTicket(number)]));
  }
  const numbers = (view: Awaited<ReturnType<typeof home>>) =>
    [...wordsOf(view).matchAll(/DESK-(1\d|2\d)\b/g)].map(([, digits]) => Number(digits));
  const first = await home(AGENT.id);
  const next = buttonsOf(first).find(({ label }) => label === 'Next page');
  if (!next) throw new Error('there is no next page');
  await desk.people.atHome(button({ ...next, text: next.label }), AGENT.id);
  const second = desk.slack.fake.home(AGENT.id);
  if (!second) throw new Error('nothing was published');
  const all = [...numbers(first), ...numbers(second)];
  expect([...new Set(all)]).toEqual(all);
  expect(all).toEqual(expect.arrayContaining([11, 12, 20, 21, 22]));
  expect(buttonsOf(second).map(({ label }) => label)).not.toContain('Next page');
});

test('nobody was called, and Slack took everything', () => {
  expect(desk.slack.fake.pings).toEqual([]);
  expect(desk.slack.fake.calls.filter(({ error }) => error !== null)).toEqual([]);
});
