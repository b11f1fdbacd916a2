import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { webApi } from '@slack/bolt';
import { createSlackAgents } from '../../adapters/slack/agents.ts';
import type { Person } from '../../src/triage/ticket.ts';
import { TEAM, USER } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { OTHER, PRIVATE, WORLD } from './harness.ts';

let fake: FakeSlack;
beforeAll(async () => {
  fake = await startFakeSlack({ ...WORLD, groups: [{ id: 'S0EXPERTS1', users: [OTHER.id] }] });
}, 60_000);
afterAll(() => fake.close());

let now = 0;
const warned: unknown[] = [];
function agents(listed: Record<string, string[]>) {
  const client = new webApi.WebClient(TEAM.botToken, { slackApiUrl: fake.url, retryConfig: { retries: 0 } });
  const log = { warn: (...given: unknown[]) => void warned.push(given) };
  return createSlackAgents({ listed, clientOf: async () => client, clock: () => now, log });
}
const person = (user: string, more: Partial<Person> = {}): Person => ({
  platform: 'slack',
  tenant: TEAM.id,
  user,
  name: null,
  ...more,
});

test('members of a user group are agents, of its category alone', async () => {
  const { mayAct } = agents({ 'auto-upgrade': [`slack:${TEAM.id}/S0EXPERTS1`] });
  expect(await mayAct(person(OTHER.id), 'auto-upgrade')).toBe(true);
  expect(await mayAct(person(OTHER.id), 'identity-data')).toBe(false);
  expect(await mayAct(person(USER.id), 'auto-upgrade')).toBe(false);
});

test('members of a channel are agents, whichever way it is named; nobody of another workspace or platform', async () => {
  const { mayAct } = agents({ all: [`slack:${PRIVATE.id}`, 'slack:T0ELSE0001/C0HELP0001', 'cli:alice'] });
  expect(await mayAct(person(USER.id), 'other')).toBe(true);
  expect(await mayAct(person('U0NOBODY01'), 'other')).toBe(false);
  expect(await mayAct(person(USER.id, { platform: 'teams' }), 'other')).toBe(false);
});

test('Slack is asked once a minute, and a group that does not show makes nobody an agent', async () => {
  const { mayAct } = agents({ all: ['slack:S0NONE0001', 'slack:S0EXPERTS1'] });
  const before = fake.callsOf('usergroups.users.list').length;
  for (let i = 0; i < 3; i++) expect(await mayAct(person(OTHER.id), 'other')).toBe(true);
  expect(fake.callsOf('usergroups.users.list')).toHaveLength(before + 2);
  expect(warned).toHaveLength(1);
  now += 60_000;
  await mayAct(person(OTHER.id), 'other');
  expect(fake.callsOf('usergroups.users.list')).toHaveLength(before + 4);
});

test('an outage is no answer', async () => {
  fake.failNext('usergroups.users.list', { status: 503 });
  await expect(agents({ all: ['slack:S0EXPERTS1'] }).mayAct(person(OTHER.id), 'other')).rejects.toThrow();
});
