import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Assistant } from '../../src/assistant.ts';
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

/** Everything that the store holds of a thread. */
async function kept({ thread = 'C1:100', delivery = null }: Said = {}) {
  const { platform, tenant, conversation, delivery: id } = said('', { thread, delivery });
  const { session, reply } = await site.store.load({ platform, tenant, conversation }, id);
  return { session, reply, questions: await site.store.questions(9) };
}

describe('what nobody put to the bot', () => {
  test.each([
    [RENAME, { kind: 'answer', entry: 'rename-server' }],
    ['Hi all, can I rename the server where AADC runs? Thanks', { kind: 'answer', entry: 'rename-server' }],
    [SOFT_MATCH, { kind: 'ask', entry: 'soft-match-groups-contacts' }],
    ['Is 2.5.79.0 still supported?', { kind: 'version', check: { version: '2.5.79.0' } }],
    ['version 1.1.654', { kind: 'version', check: { version: '1.1.654.0' } }],
  ])('is answered where the words settle it: %s', async (text, expected) => {
    const reply = await assistant.overhear(said(text, { delivery: 'd1' }));
    expect(reply).toMatchObject(expected);
    const { session, reply: stored, questions } = await kept({ delivery: 'd1' });
    expect([session?.startedBy, session?.revision]).toEqual(['ann', 1]);
    expect(JSON.parse(stored ?? '')).toEqual(reply);
    expect(questions).toMatchObject([{ platform: 'slack', text, outcome: expected.kind }]);
  });

  test.each([
    ['a choice', 'email'],
    ['a question that the corpus does not answer', 'how do I bake bread?'],
    ['help', 'help'],
    ['small talk', 'good morning'],
    ['thanks', 'thanks, that solved it'],
    ['browsing', 'topics'],
    ['the helpdesk', 'open a ticket'],
    ['an explanation', 'why this answer'],
    ['a fact that is told', 'we run 2.4.18.0 here'],
    ['a check without a version', 'version'],
    ['the newest version, which names none', 'what is the latest version?'],
    ['what is no version', 'version banana'],
    ['an address that looks like a version', '10.11.12.13'],
    ['no words', ' \u200b '],
    ['a bare number', '2'],
    ['a value of a button, typed', 'entry:rename-server'],
    ['too many words', `${RENAME} `.padEnd(4001, 'x')],
  ])('is left alone, and nothing is kept: %s', async (_name, text) => {
    expect(await assistant.overhear(said(text, { delivery: 'd1' }))).toBeNull();
    expect(await kept({ delivery: 'd1' })).toEqual({ session: null, reply: null, questions: [] });
  });

  test('those messages are what they are called: put to the bot, each gets another kind of reply', async () => {
    const kinds = [];
    const texts = ['email', 'how do I bake bread?', 'good morning', 'what is the latest version?', '10.11.12.13'];
    for (const [n, text] of texts.entries()) {
      kinds.push((await assistant.handle(said(text, { thread: `C1:${n}` }))).kind);
    }
    expect(kinds).toEqual(['clarify', 'unknown', 'smalltalk', 'version', 'error']);
  });

  test('a case that the document leaves out is left alone, too', async () => {
    const message = { ...said(SOFT_MATCH), facts: { matchObject: 'other' } };
    expect(await assistant.overhear(message)).toBeNull();
    expect(await assistant.handle(message)).toMatchObject({ kind: 'answer', notCovered: true });
  });

  test('a tap and a command are put to the bot: they are none of these', async () => {
    expect(await assistant.overhear(tapped('entry:rename-server'))).toBeNull();
    expect(await assistant.overhear({ ...said(RENAME), source: 'command' })).toBeNull();
  });

  test('a repeated delivery gets the same reply, also at the same moment and after a restart', async () => {
    const message = said(SOFT_MATCH, { delivery: 'd1' });
    const [one, other] = await Promise.all([assistant.overhear(message), site.assistant().overhear(message)]);
    expect(other).toEqual(one);
    site.wait(60_000);
    expect(await site.assistant().overhear(message)).toEqual(one);
    const { session, questions } = await kept();
    expect([session?.revision, questions.length]).toEqual([1, 1]);
  });

  test.each([
    ['chatter', 'the coffee machine is broken again'],
    ['a choice', 'auto upgrade email'],
    ['thanks', 'thanks a lot'],
    ['a number that nothing offers', '7'],
    ['what is no answer to the question', 'the blue one'],
  ])('in a conversation that has begun, too, changes nothing where it is no answer: %s', async (_name, text) => {
    await assistant.handle(said(SOFT_MATCH, { delivery: 'd1' }));
    const before = await kept();
    expect(await assistant.overhear(said(text, { user: 'bob', delivery: 'd2' }))).toBeNull();
    expect(await kept()).toEqual(before);
  });

  test('in a conversation that has begun a question that the words settle is answered', async () => {
    await assistant.handle(said('hello', { delivery: 'd1' }));
    expect(await assistant.overhear(said(RENAME, { user: 'bob' }))).toMatchObject({ entry: 'rename-server' });
    expect((await kept()).session?.startedBy).toBe('ann');
  });

  test('what was answered already under the same delivery gets that reply', async () => {
    const message = said(RENAME, { delivery: 'd1' });
    const reply = await assistant.handle(message);
    expect(await assistant.overhear(message)).toEqual(reply);
    expect((await kept()).session?.revision).toBe(1);
  });

  test('a store that does not answer is said, not taken for silence', async () => {
    await site.store.close();
    await expect(assistant.overhear(said(RENAME))).rejects.toMatchObject({ code: 'store-unavailable' });
    site = await openSite();
  });
});

describe('a conversation that began so', () => {
  test('goes on like any other: the question is answered by a colleague, corrected, and explained', async () => {
    expect(await assistant.overhear(said('how do I make bread?', { thread: 'C1:1' }))).toBeNull();
    expect(await assistant.overhear(said(SOFT_MATCH))).toMatchObject({
      kind: 'ask',
      open: { question: 'What do you want to match?' },
    });
    expect(await assistant.overhear(said('a contact', { user: 'bob' }))).toMatchObject({
      kind: 'answer',
      entry: 'soft-match-groups-contacts',
    });
    expect(await assistant.handle(said('no, a group'))).toMatchObject({
      kind: 'ask',
      entry: 'soft-match-groups-contacts',
    });
    expect(await assistant.handle(tapped('groupMailEnabled=yes'))).toMatchObject({ kind: 'answer', verdict: 'yes' });
    expect(await assistant.handle(said('why this answer'))).toMatchObject({ kind: 'explain' });
  });

  test('an unanswered message can be asked again by mention, and begins the conversation then', async () => {
    const text = 'email';
    expect(await assistant.overhear(said(text, { delivery: 'd1' }))).toBeNull();
    expect(await assistant.handle(said(text, { delivery: 'd2', user: 'bob' }))).toMatchObject({ kind: 'clarify' });
    expect((await kept()).session?.startedBy).toBe('bob');
  });
});
