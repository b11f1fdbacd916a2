import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TicketId, ticketId } from '../../src/triage/ticket.ts';
import { IM, TEAM, USER } from '../support/slack/defaults.ts';
import { OTHER } from './harness.ts';
import { BOT } from './person.ts';
import { one, wordsOf } from './seen.ts';
import { AGENT, openTriageDesk, type TriageDesk } from './triageDesk.ts';

/** What an agent asks comes back as an answer, wherever the ticket was opened. */
let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

let asked = 0;
async function ask(id: TicketId, text: string): Promise<void> {
  const actor = { platform: 'slack', tenant: TEAM.id, user: AGENT.id, name: AGENT.realName };
  const acted = await desk.slack.site
    .triage()
    .act({ ticket: id, action: { is: 'ask', text }, actor, id: `${asked++}` });
  expect(acted.ok).toBe(true);
  await desk.carried();
}

const answers = async (id: TicketId) =>
  (await desk.slack.site.store.ticketEvents(id)).flatMap(({ what, details }) =>
    what === 'comment' ? details.text : [],
  );

test('in a thread that somebody else began, without a mention', async () => {
  const first = one((await desk.people.mention(`${BOT} can I rename the server?`, { user: OTHER.id })).posted);
  const at = { thread: first.thread ?? '' };
  const draft = one((await desk.people.mention(`${BOT} ticket the wizard hangs`, at)).posted);
  await desk.people.tap(draft, 'Send it');
  await ask(ticketId(1), 'How many servers?');
  await desk.people.write('no idea', { ...at, user: OTHER.id });
  expect(await answers(ticketId(1))).toEqual([]);
  const { posted } = await desk.people.write('3', at);
  expect(wordsOf(one(posted))).toContain('Passed on to the people for DESK-1.');
  expect(await answers(ticketId(1))).toEqual(['3']);
});

test('in a direct message, where the slash command opened it', async () => {
  const draft = one((await desk.people.command('ticket the sync stopped', { user: USER.id })).told);
  await desk.people.tap(draft, 'Send it');
  await ask(ticketId(2), 'Since when?');
  const { posted } = await desk.people.write('since Monday', { channel: IM.id });
  expect(wordsOf(one(posted))).toContain('Passed on to the people for DESK-2.');
  expect(await answers(ticketId(2))).toEqual(['since Monday']);
});
