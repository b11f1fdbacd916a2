import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Assistant } from '../../src/assistant.ts';
import { DeskError } from '../../src/errors.ts';
import type { Store } from '../../src/store/port.ts';
import { OTHER } from '../support/teams/defaults.ts';
import type { Posted } from '../support/teams/state.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, lineOf, type People } from './person.ts';
import { one, wordsOf } from './seen.ts';

/** The ticket that is offered to whoever was not helped. */
const down = (): Promise<never> => Promise.reject(new DeskError('store-unavailable', 'The disk is gone.'));
let around: ((handle: Assistant['handle']) => Assistant['handle']) | null = null;
let failing = 0;
/** The store is away as a whole. */
let keepsNothing = false;
let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams({
    assistant: (real) => ({ ...real, handle: (message) => (around?.(real.handle) ?? real.handle)(message) }),
    store: (real: Store) => ({
      ...real,
      saveFeedback: (given) => {
        failing -= 1;
        return failing >= 0 ? down() : real.saveFeedback(given);
      },
      receive: (delivery) => (keepsNothing ? down() : real.receive(delivery)),
    }),
  });
  people = createPeople(teams);
}, 60_000);
afterEach(() => {
  around = null;
  failing = 0;
  keepsNothing = false;
});
afterAll(() => teams.close());

let chats = 0;
/** A group chat that nobody has spoken in. */
function group(): { conversation: string } {
  chats += 1;
  const conversation = `19:offer-${chats}@thread.v2`;
  teams.fake.conversations.add(conversation);
  return { conversation };
}
const RENAME = 'can I rename the server?';
const MOVE = 'Can I move the sync database to a remote SQL Server?';
const answered = async (text: string, at: object) => one((await people.say(text, at)).posted);
const reason = (shown: Posted, feedbackText: string) =>
  people.invokeOn(shown, 'message/submitAction', {
    actionName: 'feedback',
    actionValue: { reaction: 'dislike', feedback: JSON.stringify({ feedbackText }) },
  });

test('the store is away while a reason is sent: it is kept, and the ticket offered, later', async () => {
  const at = group();
  const answer = await answered(RENAME, at);
  const before = teams.fake.postedIn(at.conversation).length;
  failing = 1;
  const { status } = await reason(answer, 'It is too old.');
  expect(status).toBe(200);
  const votes = (await teams.site.store.feedback(100)).filter((each) => each.conversation === at.conversation);
  expect(votes).toMatchObject([{ vote: 'bad', reason: 'It is too old.' }]);
  expect(teams.fake.postedIn(at.conversation)).toHaveLength(before + 1);
});

test('the store is away as a whole: who sent a reason, or tapped, is told that it came to nothing', async () => {
  const answer = await answered(RENAME, group());
  failing = 3;
  keepsNothing = true;
  expect(await reason(answer, 'It is too old.')).toMatchObject({ status: 503, answer: null });
  const thumb = { actionName: 'feedback', actionValue: { reaction: 'dislike' } };
  expect((await people.invokeOn(answer, 'message/fetchTask', thumb)).status).toBe(503);
  expect(lineOf(await people.tap(answer, 'Not yet'))).toContain('did not work just now');
});

describe('is made once', () => {
  test('also where the first attempt failed for good', async () => {
    const at = group();
    const answer = await answered(RENAME, at);
    around = () => () => Promise.reject(new Error('out of order'));
    expect((await reason(answer, 'No.')).posted).toEqual([]);
    around = null;
    expect(wordsOf(one((await reason(answer, 'No.')).posted))).toContain('not sent yet');
    expect((await reason(answer, 'Still no.')).posted).toEqual([]);
  });

  test("where 'Not yet' is tapped twice at once", async () => {
    const at = group();
    const answer = await answered(RENAME, at);
    const before = teams.fake.postedIn(at.conversation).length;
    await Promise.all([people.tap(answer, 'Not yet'), people.tap(answer, 'Not yet')]);
    expect(teams.fake.postedIn(at.conversation)).toHaveLength(before + 1);
  });
});

describe('is about the answer that was judged', () => {
  test.each<[string, (shown: Posted) => Promise<{ posted: Posted[] }>]>([
    ['a thumb down', (shown) => reason(shown, 'No.')],
    ["'Not yet'", (shown) => people.tap(shown, 'Not yet')],
  ])('%s on an older one', async (_, judge) => {
    const at = group();
    const first = await answered(RENAME, at);
    await answered(MOVE, { ...at, from: OTHER });
    const { posted } = await judge(first);
    expect(wordsOf(one(posted))).toContain('rename the server');
  });

  test('in the words of the question, where the answer was tapped for', async () => {
    const at = group();
    const asked = await answered('I got a mail from Microsoft that my auto upgrade is broken', at);
    const answer = one((await people.tap(asked, 'Older than 1.1.750.0')).posted);
    await answered(RENAME, { ...at, from: OTHER });
    expect(wordsOf(one((await reason(answer, 'No.')).posted))).toContain('a mail from Microsoft');
  });
});
