import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { IM, USER } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import { OTHER, openSlack, type SlackHarness, WORLD } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { asShown, labelsOf, one, type Shown, thumbOf, wordsOf } from './seen.ts';

let fake: FakeSlack;
let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  fake = await startFakeSlack(WORLD);
}, 60_000);
afterAll(() => fake.close());
beforeEach(async () => {
  slack = await openSlack({ fake });
  people = createPeople(slack);
}, 60_000);
afterEach(async () => {
  for (const user of [USER.id, OTHER.id]) fake.closeModal(user);
  await slack.close();
});

const NOTHING = { posted: [], told: [], changed: [] };
const RENAME = 'can I rename the server?';
const asked = async () => one((await people.mention(`${BOT} ${RENAME}`)).posted);
const thumb = (on: Shown, vote: 'good' | 'bad', user: string = USER.id) => people.act(thumbOf(on, vote), on, { user });

/** Newest first: who voted what, and why. */
async function votes() {
  const all = await slack.site.store.feedback(9);
  return all.map(({ voter, vote, reason, entry }) => [voter, vote, reason, entry]);
}

describe('a thumb', () => {
  test('up is stored, and nothing else happens', async () => {
    const answer = await asked();
    expect(await thumb(answer, 'good')).toEqual(NOTHING);
    expect(await votes()).toEqual([[USER.id, 'good', null, 'rename-server']]);
    expect(fake.modal(USER.id)).toEqual([]);
  });

  test('down is stored at once, and asks what was wrong', async () => {
    const answer = await asked();
    expect(await thumb(answer, 'bad')).toEqual(NOTHING);
    expect(await votes()).toEqual([[USER.id, 'bad', null, 'rename-server']]);
    expect(wordsOf(one(fake.modal(USER.id)))).toContain('What was wrong with the answer?');
  });

  test('of a later moment replaces the earlier one, that of somebody else does not', async () => {
    const answer = await asked();
    await thumb(answer, 'bad');
    await thumb(answer, 'good', OTHER.id);
    await thumb(answer, 'good');
    expect((await votes()).map(([voter, vote]) => [voter, vote]).sort()).toEqual([
      [USER.id, 'good'],
      [OTHER.id, 'good'],
    ]);
  });

  test('for an answer that one person alone sees', async () => {
    const answer = one((await people.command(RENAME)).told);
    await thumb(answer, 'good');
    expect(await votes()).toEqual([[USER.id, 'good', null, 'rename-server']]);
  });
});

describe('what was wrong', () => {
  const sent = (reason: string, text = '') => people.submit(one(fake.modal(USER.id)), { reason, reasonText: text });

  test('is stored with the vote, thanked for, and leads to a ticket', async () => {
    const answer = await asked();
    await thumb(answer, 'bad');
    const { posted, told } = await sent('outdated', ' since <b>2024</b> ');
    expect(posted).toEqual([]);
    expect(one(told)).toMatchObject({ user: USER.id, thread: answer.thread });
    expect(wordsOf(one(told))).toContain('Thank you, that is noted.');
    expect(wordsOf(one(told))).toContain('Your ticket, not sent yet');
    expect(await votes()).toEqual([[USER.id, 'bad', 'It is outdated\nsince <b>2024</b>', 'rename-server']]);
  });

  test('goes when the vote is changed', async () => {
    const answer = await asked();
    await thumb(answer, 'bad');
    await sent('wrong');
    await thumb(answer, 'good');
    expect(await votes()).toEqual([[USER.id, 'good', null, 'rename-server']]);
  });

  test('of an answer to the slash command, in a channel that the app is not in, comes to them directly', async () => {
    const channel = 'C0ELSEWHER';
    const answer = one((await people.command(RENAME, { channel })).told);
    await thumb(answer, 'bad');
    const { told } = await sent('unclear');
    expect(one(told)).toMatchObject({ user: USER.id, channel: IM.id });
    expect(await votes()).toEqual([[USER.id, 'bad', 'It is too long or unclear', 'rename-server']]);
  });

  test('of an answer in a direct message is thanked for there', async () => {
    const answer = one((await people.write(RENAME, { channel: IM.id })).posted);
    await thumb(answer, 'bad');
    expect(one((await sent('wrong')).told)).toMatchObject({ channel: IM.id, thread: null });
  });
});

describe("'Was this solved?'", () => {
  test('is asked once in a conversation', async () => {
    const answer = await asked();
    expect(wordsOf(answer)).toContain('Was this solved?');
    const next = await people.write('is it supported to use two sync servers in one forest?', {
      thread: answer.thread ?? '',
    });
    expect(next.posted.map(wordsOf).join()).not.toContain('Was this solved?');
    const again = await people.write(RENAME, { thread: answer.thread ?? '' });
    expect(labelsOf(one(again.posted))).not.toContain('Yes, solved');
  });

  test('is asked by an answer that Slack took at the second attempt alone, and once', async () => {
    slack.fake.failNext('chat.postMessage', { status: 503 });
    const answer = await asked();
    expect(labelsOf(answer)).toContain('Yes, solved');
    const again = await people.write(RENAME, { thread: answer.thread ?? '' });
    expect(labelsOf(one(again.posted))).not.toContain('Yes, solved');
  });

  test('not where a question is open, on the way through steps, or where one person alone sees it', async () => {
    const walk = one((await people.mention(`${BOT} Can I move the sync database to a remote SQL Server?`)).posted);
    const question = one((await people.mention(`${BOT} got an email that auto upgrade no longer works`)).posted);
    const own = one((await people.command(RENAME)).told);
    for (const shown of [walk, question, own]) expect(wordsOf(shown)).not.toContain('Was this solved?');
  });

  test('yes: stored, and the row says so', async () => {
    const answer = await asked();
    expect(await people.tap(answer, 'Yes, solved')).toEqual({ ...NOTHING, changed: [answer] });
    expect(wordsOf(answer)).toContain(`Solved · chosen by <@${USER.id}>`);
    expect(labelsOf(answer)).not.toContain('Not yet');
    expect(await votes()).toEqual([[USER.id, 'solved', null, 'rename-server']]);
  });

  test('not yet: stored, and a ticket is offered once, however fast it is tapped', async () => {
    const answer = await asked();
    await thumb(answer, 'good');
    const seen = asShown(answer);
    const both = await people.outcome(() => Promise.all([people.tap(seen, 'Not yet'), people.tap(seen, 'Not yet')]));
    expect(wordsOf(one(both.posted))).toContain('Your ticket, not sent yet');
    expect(one(both.posted).thread).toBe(answer.thread);
    expect((await votes()).map(([, vote]) => vote).sort()).toEqual(['good', 'unsolved']);
  });
});
