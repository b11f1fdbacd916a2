import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Assistant } from '../../src/assistant.ts';
import type { DeliveryId } from '../../src/brand.ts';
import { VALUES } from '../../src/dialog/values.ts';
import { LIMITS } from '../../src/triage/limits.ts';
import { buildOnce, openSite, type Site } from '../conversations/desk.ts';
import { type Said, said, tapped } from './people.ts';

let site: Site;
let assistant: Assistant;
beforeAll(() => void buildOnce(), 60_000);
beforeEach(async () => {
  site = await openSite();
  assistant = site.assistant();
});
afterEach(() => site.store.close());

const RENAME = 'can I rename the server?';
const SOFT_MATCH = 'does soft match work for groups and contacts?';
const EMAIL = 'I got an email that auto upgrade no longer works';
const HOUR = 3_600_000;

const say = (text: string, delivery: string, by: Said = {}) => assistant.handle(said(text, { ...by, delivery }));
const edit = (text: string, original: string, delivery = `${original}#2`, by: Said = {}) =>
  assistant.revise(said(text, { ...by, delivery }), original as DeliveryId);

/** Everything that the store holds of the thread. */
async function kept(delivery: string | null = null) {
  const { platform, tenant, conversation, delivery: id } = said('', { delivery });
  const { session, reply } = await site.store.load({ platform, tenant, conversation }, id);
  return { session, reply: reply === null ? null : JSON.parse(reply), questions: await site.store.questions(99) };
}

describe('a message that its author changed', () => {
  test('the first of a conversation: answered as if it had been written so', async () => {
    await say(SOFT_MATCH, 'd1');
    const reply = await edit(RENAME, 'd1');
    expect(reply).toMatchObject({ kind: 'answer', entry: 'rename-server', open: null, reoffered: null });
    expect(reply).toEqual(await say(RENAME, 'd1', { thread: 'C1:200' }));
  });

  test('the answer to a question: the question waits again, and takes the new answer', async () => {
    await say(SOFT_MATCH, 'd1');
    expect(await say('a contact', 'd2')).toMatchObject({ kind: 'answer', facts: { matchObject: 'contact' } });
    expect(await edit('a group', 'd2')).toMatchObject({ kind: 'ask', facts: { matchObject: 'group' } });
    expect(await say('yes', 'd3')).toMatchObject({ kind: 'answer', verdict: 'yes' });
  });

  test('what could not be read: the question was never asked a second time', async () => {
    await say(EMAIL, 'd1');
    expect(await say('1.1.x', 'd2')).toMatchObject({ kind: 'ask' });
    expect(await edit('1.1.654.0', 'd2')).toMatchObject({
      kind: 'answer',
      facts: { installedVersion: '1.1.654.0' },
    });
  });

  test("after a tap on 'why', which says nothing", async () => {
    await say(EMAIL, 'd1');
    const why = await assistant.handle(tapped(VALUES.why, { delivery: 'd2' }));
    expect(why.kind).toBe('explain');
    expect(await edit(RENAME, 'd1')).toMatchObject({ kind: 'answer', entry: 'rename-server', open: null });
    expect(await edit(EMAIL, 'd1', 'd1#3')).toMatchObject({ kind: 'ask' });
  });

  test("a typed 'why' is a message like any other", async () => {
    await say(EMAIL, 'd1');
    expect(await say('why?', 'd2')).toMatchObject({ kind: 'explain' });
    expect(await edit(RENAME, 'd2')).toMatchObject({ kind: 'answer', entry: 'rename-server' });
  });

  test('a fact in it is forgotten with it', async () => {
    await say('I got an email that auto upgrade no longer works, we run 1.1.654.0', 'd1');
    expect(await edit(EMAIL, 'd1')).toMatchObject({ kind: 'ask', facts: {} });
  });

  test('a question in between: the one that it had pushed aside waits as before', async () => {
    await say(SOFT_MATCH, 'd1');
    expect(await say(RENAME, 'd2')).toMatchObject({ reoffered: { question: 'What do you want to match?' } });
    expect(await edit('thanks', 'd2')).toMatchObject({ kind: 'smalltalk', open: expect.anything() });
    // Small talk does not use up the one time that a question is offered again; the first wording would have.
    expect(await say(RENAME, 'd3')).toMatchObject({ reoffered: { question: 'What do you want to match?' } });
  });

  test('may be changed again and again, under the same id', async () => {
    await say(SOFT_MATCH, 'd1');
    await say('a contact', 'd2');
    expect(await edit('a group', 'd2', 'd2#2')).toMatchObject({ kind: 'ask' });
    expect(await edit('a contact', 'd2', 'd2#3')).toMatchObject({ kind: 'answer', facts: { matchObject: 'contact' } });
  });

  test('goes on after a restart, and by a colleague in a conversation that another one began', async () => {
    await say(SOFT_MATCH, 'd1');
    await say('a contact', 'd2', { user: 'bob' });
    assistant = site.assistant();
    expect(await edit('a group', 'd2', 'd2#2', { user: 'bob' })).toMatchObject({ kind: 'ask' });
    expect((await kept()).session?.startedBy).toBe('ann');
  });

  test('that was overheard is answered, too', async () => {
    await assistant.overhear(said(SOFT_MATCH, { delivery: 'd1' }));
    expect(await edit(RENAME, 'd1')).toMatchObject({ kind: 'answer', entry: 'rename-server', reoffered: null });
  });

  test('in a begun conversation, overheard there', async () => {
    await say(SOFT_MATCH, 'd1');
    await assistant.overhear(said('a contact', { user: 'bob', delivery: 'd2' }));
    expect(await edit('a group', 'd2', 'd2#2', { user: 'bob' })).toMatchObject({ kind: 'ask' });
  });
});

describe('what is kept', () => {
  test('the reply under the new delivery, and under the old one what it got; one row of the log, as first asked', async () => {
    const first = await say(SOFT_MATCH, 'd1');
    const { session, questions } = await kept();
    const second = await edit(RENAME, 'd1');
    expect((await kept('d1')).reply).toEqual(first);
    expect((await kept('d1#2')).reply).toEqual(second);
    const after = await kept();
    expect(after.questions).toEqual(questions);
    expect(questions).toMatchObject([{ text: SOFT_MATCH }]);
    expect(after.session?.revision).toBe((session?.revision ?? 0) + 1);
  });

  test('a repeated delivery of the change gets the same reply and changes nothing, at the same moment and later', async () => {
    await say(SOFT_MATCH, 'd1');
    const [one, other] = await Promise.all([
      edit(RENAME, 'd1'),
      site.assistant().revise(said(RENAME, { delivery: 'd1#2' }), 'd1' as DeliveryId),
    ]);
    expect(other).toEqual(one);
    await say('thanks', 'd2');
    const before = await kept();
    expect(await edit(RENAME, 'd1')).toEqual(one);
    expect(await kept()).toEqual(before);
  });

  test('one step: the state does not grow with the length of a conversation', async () => {
    const sizes: number[] = [];
    for (let turn = 0; turn < LIMITS.messages + 4; turn += 1) {
      await say(RENAME, `d${turn}`);
      await edit(RENAME, `d${turn}`);
      sizes.push((await kept()).session?.state.length ?? 0);
    }
    expect(Math.max(...sizes)).toBeLessThan(10_000);
    // From then on the messages kept for a ticket are full, too.
    expect(sizes.at(-1)).toBeLessThan((sizes[LIMITS.messages] ?? 0) + 100);
  });
});

describe('what is not taken back, and changes nothing', () => {
  async function unchanged(change: () => Promise<unknown>): Promise<void> {
    const before = await kept();
    expect(await change()).toBeNull();
    expect(await kept()).toEqual(before);
  }

  test('a message that made no turn', async () => {
    await unchanged(() => edit(RENAME, 'd1'));
    await say(SOFT_MATCH, 'd1');
    await unchanged(() => edit(RENAME, 'd0'));
  });

  test('a message that was left alone', async () => {
    await say(SOFT_MATCH, 'd1');
    expect(await assistant.overhear(said('the coffee machine is broken', { delivery: 'd2' }))).toBeNull();
    await unchanged(() => edit(RENAME, 'd2'));
    expect(await edit(RENAME, 'd1')).toMatchObject({ kind: 'answer' });
  });

  test('an older message, also after a tap', async () => {
    await say(SOFT_MATCH, 'd1');
    await say('a contact', 'd2');
    await unchanged(() => edit(RENAME, 'd1'));
    await assistant.handle(tapped('help', { delivery: 'd3' }));
    await unchanged(() => edit('a group', 'd2'));
  });

  test('a message of somebody else', async () => {
    await say(SOFT_MATCH, 'd1');
    await unchanged(() => edit(RENAME, 'd1', 'd1#2', { user: 'bob' }));
  });

  test('a message of another conversation, and one without a delivery', async () => {
    await say(SOFT_MATCH, 'd1', { thread: 'C1:200' });
    await unchanged(() => edit(RENAME, 'd1'));
    await assistant.handle(said(SOFT_MATCH));
    await unchanged(() => edit(RENAME, 'd1'));
  });

  test.each([
    ['as long as a question stays open, it counts', 24 * HOUR, 'answer'],
    ['a moment later it does not', 24 * HOUR + 1, null],
  ])('%s', async (_name, ms, kind) => {
    await say(SOFT_MATCH, 'd1');
    site.wait(ms);
    expect((await edit(RENAME, 'd1'))?.kind ?? null).toBe(kind);
  });

  test('a question that has lapsed meanwhile does not wait again', async () => {
    await say(SOFT_MATCH, 'd1');
    site.wait(20 * HOUR);
    await say('a contact', 'd2');
    site.wait(5 * HOUR);
    expect(await edit('a group', 'd2')).toMatchObject({ open: null });
  });

  test('a session of an older release', async () => {
    await say(SOFT_MATCH, 'd1');
    const { platform, tenant, conversation } = said('');
    const { session } = await kept();
    const { newest: _newest, ...old } = JSON.parse(session?.state ?? '');
    await site.store.saveTurn({
      key: { platform, tenant, conversation },
      session: { state: JSON.stringify(old), startedBy: said('').user, revision: 2 },
      delivery: null,
      question: null,
      at: 0,
    });
    await unchanged(() => edit(RENAME, 'd1'));
    expect(await say('a contact', 'd2')).toMatchObject({ kind: 'answer', entry: 'soft-match-groups-contacts' });
    expect(await edit('a group', 'd2')).toMatchObject({ kind: 'ask' });
  });

  test('a private conversation stays closed to others', async () => {
    await assistant.handle({ ...said(SOFT_MATCH, { delivery: 'd1' }), private: true });
    const others = { ...said(RENAME, { user: 'bob', delivery: 'd1#2' }), private: true };
    await expect(assistant.revise(others, 'd1' as DeliveryId)).rejects.toMatchObject({
      code: 'conversation-not-yours',
    });
  });

  test('a store that does not answer is said', async () => {
    await site.store.close();
    await expect(edit(RENAME, 'd1')).rejects.toMatchObject({ code: 'store-unavailable' });
    site = await openSite();
  });
});
