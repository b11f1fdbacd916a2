import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCardStage } from './cardStage.ts';
import { labelsOf } from './seen.ts';
import { openTriageDesk, type TriageDesk } from './triageDesk.ts';

let desk: TriageDesk;
beforeAll(async () => {
  desk = await openTriageDesk();
}, 60_000);
afterAll(() => desk.close());

test('a name that could not be asked for just now stands on the next card', async () => {
  const stage = createCardStage(desk);
  desk.teams.fake.failNext('member', { status: 502 });
  await stage.begin();
  expect(labelsOf(stage.card())).toContain('Give to whoever is on call');
  await stage.tap('Claim');
  expect(labelsOf(stage.card())).toContain('Give to Bo Second, on call');
});
