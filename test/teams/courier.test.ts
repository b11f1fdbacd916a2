import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutboxItem } from '../../src/triage/port.ts';
import type { TicketId } from '../../src/triage/ticket.ts';
import { openSite, type Site } from '../conversations/desk.ts';
import { plainReply } from '../replies/replies.ts';
import { PERSONAL, TENANT } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { direct } from './kinds.ts';

let teams: TeamsHarness;
let site: Site;
beforeAll(async () => {
  site = await openSite();
  teams = await openTeams({ site, mount: { triage: site.triage() } });
  const asked = direct(teams);
  await teams.send(asked.activity);
  await teams.until(() => asked.answers() > 0);
}, 60_000);
afterAll(async () => {
  await teams.close();
  await site.store.close();
});

const PERSON = { platform: 'teams', tenant: TENANT, user: 'ada', name: 'Ada Admin' };

function news(id: string, text: string, over: Partial<OutboxItem> = {}): OutboxItem {
  const body = JSON.stringify({ reply: plainReply('help', text), person: PERSON });
  const ticket = 'DESK-1' as TicketId;
  return { id, ticket, kind: 'news', target: `teams:${TENANT}/${PERSONAL}`, body, attempts: 0, ...over };
}

const said = () => teams.fake.postedIn(PERSONAL).map(({ activity }) => JSON.stringify(activity));

test('news of a ticket comes to the chat where it began, once however often it is tried', async () => {
  const { courier } = teams.mount;
  await courier?.deliver(news('1', 'DESK-1 is solved.'));
  await courier?.deliver(news('1', 'DESK-1 is solved.', { attempts: 1 }));
  expect(said().filter((each) => each.includes('DESK-1 is solved.'))).toHaveLength(1);
});

test('where nobody has ever written to the bot, it is given up at once', async () => {
  const { courier } = teams.mount;
  const item = news('2', 'Never heard.', { target: `teams:${TENANT}/a:nowhere` });
  await expect(courier?.deliver(item)).rejects.toMatchObject({ permanent: true });
});
