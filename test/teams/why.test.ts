import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GROUP } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { type At, createPeople, type People, refreshed } from './person.ts';
import { buttonsIn, cardOf, labelsOf, one, wordsOf } from './seen.ts';

let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams();
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const MAIL = 'got a mail from Microsoft that my auto upgrade is broken';
const OLDER = 'Older than 1.1.750.0';
const said = async (text: string, at: At = people.chat()) => one((await people.say(text, at)).posted);

describe("'Why this answer?'", () => {
  test('is answered in place of the card, for the one who asked alone, and back', async () => {
    const answer = await said('can I rename the server?', { conversation: GROUP });
    const why = await people.tap(answer, 'Why this answer?');
    expect([why.posted, why.changed]).toEqual([[], []]);
    const shown = refreshed(why);
    expect(wordsOf(shown)).toContain('Why this answer?');
    const [back] = buttonsIn(cardOf(shown));
    expect(back?.label).toBe('Back to the answer');
    if (!back) throw new Error('there is no way back');
    expect(wordsOf(refreshed(await people.tap(answer, back)))).toContain('SQL database instance');
  });

  test('from a client that knows no Action.Execute is answered below', async () => {
    const answer = await said('can I rename the server?');
    const { posted } = await people.submit(answer, 'Why this answer?');
    expect(wordsOf(one(posted))).toContain('Why this answer?');
    expect(labelsOf(one(posted))).toEqual([]);
  });

  test('an answer that is newer than the card is named', async () => {
    const chat = people.chat();
    const older = await said('can I rename the server?', chat);
    await people.say('Can I move the sync database to a remote SQL Server?', chat);
    expect(wordsOf(refreshed(await people.tap(older, 'Why this answer?')))).toContain('newer answer');
  });

  test.each([
    ['the answer to its question', OLDER],
    ['the same entry with another version', 'no, it is 2.6.92.0'],
  ])('a newer answer is named where it is %s', async (_, next) => {
    const chat = people.chat();
    const older = await said(`${MAIL}${next === OLDER ? '' : ', we run 1.1.654.0'}`, chat);
    if (next === OLDER) await people.tap(older, OLDER);
    else await people.say(next, chat);
    expect(wordsOf(refreshed(await people.tap(older, 'Why this answer?')))).toContain('newer answer');
  });

  test('a newer answer is named on a choice, too', async () => {
    const chat = people.chat();
    const choice = await said('auto upgrade email', chat);
    await people.say('can I rename the server?', chat);
    expect(wordsOf(refreshed(await people.tap(choice, 'Why this answer?')))).toContain('newer answer');
  });

  test('no newer answer is named on the newest, however often, and whatever else was said', async () => {
    const chat = people.chat();
    const answer = await said('can I rename the server?', chat);
    await people.tap(answer, 'Why this answer?');
    await people.say('thanks', chat);
    await people.say('explain', chat);
    await people.say('browse', chat);
    expect(wordsOf(refreshed(await people.tap(answer, 'Why this answer?')))).not.toContain('newer answer');
  });

  test('no newer answer is named where none was given: of a choice, none was right', async () => {
    const chat = people.chat();
    const choice = await said('auto upgrade email', chat);
    await people.tap(choice, 'None of these');
    expect(wordsOf(refreshed(await people.tap(choice, 'Why this answer?')))).not.toContain('newer answer');
  });

  test('no newer answer is named on a card that was drawn anew', async () => {
    const chat = people.chat();
    const walk = await said('Can I move the sync database to a remote SQL Server?', chat);
    const drawn = one((await people.tap(walk, 'Next')).changed);
    expect(drawn.id).toBe(walk.id);
    expect(wordsOf(refreshed(await people.tap(drawn, 'Why this answer?')))).not.toContain('newer answer');
  });
});
