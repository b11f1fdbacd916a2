import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { REASONS } from '../../adapters/reasons.ts';
import { FIELDS } from '../../adapters/teams/feedbackForm.ts';
import type { Feedback } from '../../src/store/port.ts';
import { GROUP, OTHER, USER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, type People, refreshed } from './person.ts';
import { labelsOf, one, wordsOf } from './seen.ts';

let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams();
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const RENAME = 'can I rename the server?';
const answered = async (at: { conversation: string } = people.chat()) => one((await people.say(RENAME, at)).posted);
const votes = async (conversation: string): Promise<Feedback[]> =>
  (await teams.site.store.feedback(100)).filter((each) => each.conversation === conversation);
const submitted = (reaction: string, feedback: unknown) => ({
  actionName: 'feedback',
  actionValue: { reaction, feedback },
});

describe('thumbs', () => {
  test.each<[string, string, unknown, Pick<Feedback, 'vote' | 'reason'>]>([
    ["Teams' own form", 'like', '{"feedbackText":"It helped."}', { vote: 'good', reason: 'It helped.' }],
    ['its form left empty', 'dislike', '{"feedbackText":""}', { vote: 'bad', reason: null }],
    ['plain text, as the Playground sends it', 'dislike', 'It is wrong', { vote: 'bad', reason: 'It is wrong' }],
    ['no text at all', 'like', undefined, { vote: 'good', reason: null }],
    ['an object', 'like', { feedbackText: 'Good.' }, { vote: 'good', reason: 'Good.' }],
    [
      'our form',
      'dislike',
      JSON.stringify({ [FIELDS.reason]: 'outdated', [FIELDS.text]: ' Since 2.5 ' }),
      { vote: 'bad', reason: `${REASONS.outdated}\nSince 2.5` },
    ],
    ['a forged reason', 'dislike', `{"${FIELDS.reason}":"toString"}`, { vote: 'bad', reason: null }],
    ['other JSON', 'dislike', '[1, 2]', { vote: 'bad', reason: '[1, 2]' }],
  ])('%s', async (_, reaction, feedback, kept) => {
    const answer = await answered();
    const { status, answer: body } = await people.invokeOn(
      answer,
      'message/submitAction',
      submitted(reaction, feedback),
    );
    expect([status, body]).toEqual([200, null]);
    const voter = USER.aadObjectId;
    expect(await votes(answer.conversation)).toMatchObject([
      { ...kept, voter, entry: 'rename-server', platform: 'teams' },
    ]);
  });

  test('the thumb once more keeps the reason', async () => {
    const answer = await answered();
    await people.invokeOn(answer, 'message/submitAction', submitted('dislike', '{"feedbackText":"Too old."}'));
    const value = { data: { actionName: 'feedback', actionValue: { reaction: 'dislike' } } };
    await people.invokeOn(answer, 'message/fetchTask', value);
    expect(await votes(answer.conversation)).toMatchObject([{ vote: 'bad', reason: 'Too old.' }]);
  });

  test('the form asks with the reasons; the thumb counts before it is sent', async () => {
    const answer = await answered({ conversation: GROUP });
    const value = { data: { actionName: 'feedback', actionValue: { reaction: 'dislike' } } };
    const { answer: body } = await people.invokeOn(answer, 'message/fetchTask', value, { from: OTHER });
    const form = z
      .object({
        task: z.object({ type: z.literal('continue'), value: z.object({ title: z.string(), card: z.unknown() }) }),
      })
      .parse(body).task.value;
    expect(form.title).toBe('What was wrong?');
    for (const reason of Object.values(REASONS)) expect(JSON.stringify(form.card)).toContain(reason);
    expect(await votes(GROUP)).toMatchObject([{ vote: 'bad', reason: null, voter: OTHER.aadObjectId }]);
    await people.invokeOn(answer, 'message/submitAction', submitted('dislike', `{"${FIELDS.reason}":"wrong"}`), {
      from: OTHER,
    });
    expect(await votes(GROUP)).toMatchObject([{ vote: 'bad', reason: REASONS.wrong }]);
  });

  test('a thumb down that is sent offers a ticket, once for each person; a thumb up does not', async () => {
    const answer = await answered({ conversation: GROUP });
    const send = (reaction: string, from = USER) =>
      people.invokeOn(answer, 'message/submitAction', submitted(reaction, '{"feedbackText":"No."}'), { from });
    expect((await send('like')).posted).toEqual([]);
    const { status, answer: body, posted } = await send('dislike');
    expect([status, body]).toEqual([200, null]);
    expect(wordsOf(one(posted))).toContain('Your ticket, not sent yet');
    expect(wordsOf(one(posted))).toContain(RENAME);
    expect((await send('dislike')).posted).toEqual([]);
    expect((await send('dislike', OTHER)).posted).toHaveLength(1);
  });

  test('a thumb up asks what helped', async () => {
    const answer = await answered();
    const value = { actionName: 'feedback', actionValue: { reaction: 'like' } };
    const { answer: body } = await people.invokeOn(answer, 'message/fetchTask', value);
    expect(body).toMatchObject({ task: { value: { title: 'What helped?' } } });
    expect(await votes(answer.conversation)).toMatchObject([{ vote: 'good' }]);
  });

  test.each(['message/submitAction', 'message/fetchTask'])('%s that cannot be read is refused', async (name) => {
    const answer = await answered();
    const { status } = await people.invokeOn(answer, name, { actionName: 'other' });
    expect([status, await votes(answer.conversation)]).toEqual([400, []]);
  });

  test('on a message that is known no longer: nothing is kept', async () => {
    const answer = { ...(await answered()), id: '17' };
    const { status } = await people.invokeOn(answer, 'message/submitAction', submitted('like', ''));
    expect([status, await votes(answer.conversation)]).toEqual([200, []]);
  });

  test('is asked with our form in the cloud, with that of Teams in the Playground', async () => {
    expect((await answered()).activity).toMatchObject({ channelData: { feedbackLoop: { type: 'custom' } } });
    expect((await answered()).activity).not.toHaveProperty('channelData.deskEntities');
  });
});

describe("'Was this solved?'", () => {
  test('is asked once in a conversation, at its first end', async () => {
    const chat = people.chat();
    expect(labelsOf(await answered(chat))).toContain('Yes, solved');
    const later = one((await people.say('Can I move the sync database to a remote SQL Server?', chat)).posted);
    expect(labelsOf(later)).not.toContain('Yes, solved');
  });

  test('yes: it is noted, and the card asks no more', async () => {
    const answer = await answered();
    const { posted, changed, ...rest } = await people.tap(answer, 'Yes, solved');
    expect(posted).toEqual([]);
    expect(labelsOf(one(changed))).not.toContain('Yes, solved');
    expect(wordsOf(one(changed))).toContain('✔ Solved');
    expect(wordsOf(refreshed({ posted, changed, ...rest }))).toContain('✔ Solved');
    expect(await votes(answer.conversation)).toMatchObject([{ vote: 'solved' }]);
  });

  test('no: the draft of a ticket follows, once', async () => {
    const answer = await answered();
    const { posted } = await people.tap(answer, 'Not yet');
    expect(wordsOf(one(posted))).toContain('Your ticket, not sent yet');
    expect((await people.tap(answer, 'Not yet')).posted).toEqual([]);
    expect(await votes(answer.conversation)).toMatchObject([{ vote: 'unsolved' }]);
  });
});
