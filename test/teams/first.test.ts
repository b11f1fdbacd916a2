import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { personalMessage } from '../support/teams/activities.ts';
import { PERSONAL } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';

let teams: TeamsHarness;
beforeAll(async () => {
  teams = await openTeams();
}, 60_000);
afterAll(() => teams.close());

test('a personal message is answered in its conversation', async () => {
  const asked = teams.make(personalMessage, { text: 'help' });
  const { status } = await teams.send(asked);
  expect(status).toBe(200);
  const [posted] = await teams.until(() => teams.fake.postedIn(PERSONAL));
  expect(posted).toMatchObject({ replyTo: asked.id, activity: { type: 'message', text: expect.any(String) } });
});
