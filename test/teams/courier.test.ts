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

test('a digest comes as text, once, with what people typed as they typed it', async () => {
  const { courier } = teams.mount;
  const text = '**1 open ticket**\n\n- nobody has **DESK-7** (say \\<at\\>all\\</at\\> \\*now\\*)';
  const item = news('7', '', {
    kind: 'digest',
    ticket: 'DESK-0' as TicketId,
    body: JSON.stringify({ text, until: 1 }),
  });
  await courier?.deliver(item);
  await courier?.deliver({ ...item, attempts: 1 });
  const [digest, ...more] = said().filter((each) => each.includes('open ticket'));
  expect(more).toEqual([]);
  expect(digest).toContain('DESK-7');
  expect(digest).not.toContain('<at>');
});

test('where nobody has ever written to the bot, it is given up at once', async () => {
  const { courier } = teams.mount;
  const item = news('2', 'Never heard.', { target: `teams:${TENANT}/a:nowhere` });
  await expect(courier?.deliver(item)).rejects.toMatchObject({ permanent: true });
});

test('a digest stands at the top of the channel of the agents, once', async () => {
  const channel = '19:triage@thread.tacv2';
  teams.fake.conversations.add(channel);
  const body = JSON.stringify({ text: '**Open tickets**\n\n- DESK-1 is late', until: 0 });
  const digest = news('3', '', { kind: 'digest', target: `teams:${TENANT}/${channel}`, body });
  await teams.mount.courier?.deliver(digest);
  await teams.mount.courier?.deliver({ ...digest, attempts: 1 });
  const posted = teams.fake.postedIn(channel);
  expect(posted.map(({ activity }) => activity.text)).toEqual([expect.stringContaining('DESK-1 is late')]);
});
