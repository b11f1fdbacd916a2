import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, lineOf, type People } from './person.ts';
import { one, wordsOf } from './seen.ts';

/** How long the next answer takes. */
let takesMs = 0;
let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams({
    mount: { invokeMs: 300 },
    assistant: (real) => ({
      ...real,
      handle: async (message) => {
        await sleep(takesMs);
        return real.handle(message);
      },
    }),
  });
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const typings = () => teams.fake.calls.filter(({ body }) => Object(body).type === 'typing').length;

test('who waits for more than a second sees that we are typing', async () => {
  takesMs = 1_300;
  await people.say('can I rename the server?', people.chat());
  expect(typings()).toBe(1);
});

test('who does not, sees nothing of it', async () => {
  const before = typings();
  takesMs = 700;
  await people.say('can I rename the server?', people.chat());
  await sleep(600);
  expect(typings()).toBe(before);
});

test('a tap that takes too long is answered in time, and what it brings follows as a message', async () => {
  takesMs = 0;
  const answer = one((await people.say('can I rename the server?', people.chat())).posted);
  takesMs = 600;
  const late = await people.tap(answer, 'Why this answer?');
  expect(lineOf(late)).toContain('longer than usual');
  const posted = await teams.until(() => teams.fake.postedIn(answer.conversation).slice(1));
  expect(wordsOf(one(posted))).toContain('Why this answer?');
  takesMs = 0;
});
