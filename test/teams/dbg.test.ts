import { test } from '@jest/globals';
import { openTeams } from './harness.ts';
import { createPeople } from './person.ts';
test('x', async () => {
  const teams = await openTeams();
  const people = createPeople(teams);
  const o = await people.say('can I rename the server?');
  const b = teams.fake.calls[0].body; const { refusalOf } = await import("../support/teams/rules.ts"); console.log(JSON.stringify(refusalOf(b)), JSON.stringify(b.entities), JSON.stringify(b.attachments).length);
  await teams.close();
}, 60000);
