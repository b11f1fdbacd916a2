import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTeamsAgents } from '../../adapters/teams/agents.ts';
import type { Member, Roster } from '../../adapters/teams/members.ts';
import type { Person } from '../../src/triage/ticket.ts';
import { OTHER, OTHER_TENANT, TENANT, USER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { direct } from './kinds.ts';
import { AGENT, EXPERTS, SECOND } from './triageDesk.ts';

/** By the real client over HTTP; Teams gives two members at a time here. */
let teams: TeamsHarness;
let now = 0;
beforeAll(async () => {
  teams = await openTeams({
    clock: () => now,
    agentIds: { 'auto-upgrade': [`teams:${TENANT}/${EXPERTS}`], other: ['teams:19:gone@thread.tacv2'] },
  });
  teams.fake.rosters.set(
    EXPERTS,
    [AGENT, SECOND, OTHER].map(({ id, aadObjectId: objectId, name }) => ({ id, objectId, name })),
  );
}, 60_000);
afterAll(() => teams.close());

const person = (user: string, more: Partial<Person> = {}): Person => ({
  platform: 'teams',
  tenant: TENANT,
  user,
  name: null,
  ...more,
});
const mayAct = (user: string, category = 'auto-upgrade', more: Partial<Person> = {}) =>
  teams.mount.agents.mayAct(person(user, more), category);
const asked = () => teams.fake.calls.filter(({ method }) => method === 'members').length;

test('where nobody of the tenant has ever written to the bot, nobody is an agent, and the log says so', async () => {
  expect(await mayAct(AGENT.aadObjectId)).toBe(false);
  expect(asked()).toBe(0);
  expect(teams.log.join('')).toContain('does not show in Teams: nobody is an agent by it');
  now += 60_000;
});

test('members of a team are agents, of its category alone, page by page', async () => {
  const said = direct(teams);
  await teams.send(said.activity);
  await teams.until(() => said.answers() > 0);
  for (const { aadObjectId, id } of [AGENT, OTHER])
    expect([await mayAct(aadObjectId), await mayAct(id)]).toEqual([true, true]);
  expect(await mayAct(USER.aadObjectId)).toBe(false);
  expect(await mayAct(AGENT.aadObjectId, 'identity-data')).toBe(false);
  expect(await mayAct(AGENT.aadObjectId, 'auto-upgrade', { tenant: OTHER_TENANT })).toBe(false);
  expect(await mayAct(AGENT.aadObjectId, 'auto-upgrade', { platform: 'slack' })).toBe(false);
});

test('Teams is asked once a minute; who has left is an agent no more', async () => {
  const before = asked();
  await mayAct(AGENT.aadObjectId);
  expect(asked()).toBe(before);
  teams.fake.rosters.get(EXPERTS)?.shift();
  now += 59_999;
  expect(await mayAct(AGENT.aadObjectId)).toBe(true);
  now += 1;
  expect(await mayAct(AGENT.aadObjectId)).toBe(false);
});

test('a team that the app is not in makes nobody an agent', async () => {
  expect(await mayAct(AGENT.aadObjectId, 'other')).toBe(false);
  expect(teams.log.join('')).toContain('19:gone@thread.tacv2');
});

test('an outage is no answer, and what was known before does not count', async () => {
  now += 60_000;
  teams.fake.failNext('members', { status: 502 });
  await expect(mayAct(OTHER.aadObjectId)).rejects.toMatchObject({
    code: 'busy',
    message: 'Teams does not say at the moment who is in the team of agents.',
  });
  expect(await mayAct(OTHER.aadObjectId)).toBe(true);
});

test('who may be given a ticket: those that are listed and members, each once', async () => {
  const members: Member[] = [{ ids: [SECOND.aadObjectId, SECOND.id], name: SECOND.name }];
  const rosters: Record<string, Roster> = {
    known: async () => members,
    away: async () => Promise.reject(new Error('away')),
  };
  const people = (roster: Roster | undefined) =>
    createTeamsAgents({
      listed: {
        all: [`teams:${TENANT}/${AGENT.aadObjectId}`, 'cli:alice', `teams:${OTHER_TENANT}/x`],
        other: [`teams:${EXPERTS}`, `teams:${SECOND.aadObjectId}`],
      },
      roster: roster ?? (async () => null),
      clock: () => 0,
      log: { warn: () => undefined },
    }).peopleFor(TENANT, 'other');
  expect(await people(rosters.known)).toEqual([
    person(AGENT.aadObjectId),
    person(SECOND.aadObjectId, { name: SECOND.name }),
  ]);
  expect(await people(rosters.away)).toEqual([person(AGENT.aadObjectId), person(SECOND.aadObjectId)]);
  expect(await people(undefined)).toHaveLength(2);
});
