import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { createIntent, type Intent } from '../../src/intent/intent.ts';
import { buildCorpus, readCorpusFiles } from '../../src/knowledge/load.ts';
import type { Corpus } from '../../src/knowledge/types.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/port.ts';
import { HELPDESK, ROOT } from '../conversations/desk.ts';
import { said, tapped } from './people.ts';

/** The product's corpus with one fact for the requester alone; the others are for anybody, as they are there. */
let corpus: Corpus;
let intent: Intent;
beforeAll(() => {
  const files = new Map(readCorpusFiles(`${ROOT}knowledge`));
  const text = files.get('corpus.yaml') ?? '';
  files.set('corpus.yaml', text.replace('  installedVersion:\n', '  installedVersion:\n    requesterOnly: true\n'));
  corpus = buildCorpus(files);
  intent = createIntent(corpus);
}, 60_000);

let store: Store;
let assistant: Assistant;
let now: number;
beforeEach(async () => {
  now = 1_000_000;
  store = await openStore('sqlite::memory:');
  const questionLog = { enabled: true, texts: true };
  const rest = { store, helpdesk: HELPDESK, clock: () => now, openQuestionHours: 24, questionLog };
  assistant = createAssistant({ corpus, intent, ...rest });
});
afterEach(() => store.close());

const EMAIL = 'I got an email that auto upgrade no longer works';
const SOFT_MATCH = 'does soft match work for groups and contacts?';
const bob = { user: 'bob' };
const REFUSED = {
  code: 'requester-only',
  status: 403,
  message: expect.stringContaining('person who began this conversation'),
  todo: 'Ask your own question in a new thread.',
};

async function kept() {
  const { platform, tenant, conversation } = said('');
  const { session } = await store.load({ platform, tenant, conversation }, null);
  return { session, questions: await store.questions(9) };
}

describe('a question for the requester alone', () => {
  beforeEach(async () => {
    expect(await assistant.handle(said(EMAIL))).toMatchObject({ kind: 'ask', entry: 'auto-upgrade-disabled-email' });
  });

  test.each([
    ['an answer in words', said('1.1.654.0', bob)],
    ['an answer by number', said('1', bob)],
    ['the button of an answer', tapped('installedVersion=<1.1.750.0', bob)],
    ['not knowing', said("I don't know", bob)],
    ['a question of their own', said('can I rename the server?', bob)],
    ['dropping it', said('never mind', bob)],
    ['thanks', said('thanks', bob)],
    ['a button of another question', tapped('entry:rename-server', bob)],
    ['a fact beside the words', { ...said('hi', bob), facts: { installedVersion: '1.1.654.0' } }],
  ])('is closed to others, and nothing changes: %s', async (_name, message) => {
    const before = await kept();
    await expect(assistant.handle(message)).rejects.toMatchObject(REFUSED);
    expect(await kept()).toEqual(before);
    expect(await assistant.handle(said('1.1.654.0'))).toMatchObject({ kind: 'answer', verdict: 'yes' });
  });

  test('is answered by the requester with a button, too', async () => {
    expect(await assistant.handle(tapped('installedVersion=<1.1.750.0'))).toMatchObject({ kind: 'answer' });
  });

  test('what others say to each other is left alone, what would answer it is refused', async () => {
    const before = await kept();
    expect(await assistant.overhear(said('thanks', bob))).toBeNull();
    await expect(assistant.overhear(said('1.1.654.0', bob))).rejects.toMatchObject(REFUSED);
    expect(await kept()).toEqual(before);
  });

  test('once it is answered or dropped, others may speak', async () => {
    await assistant.handle(said('never mind'));
    expect(await assistant.handle(said('can I rename the server?', bob))).toMatchObject({ kind: 'answer' });
  });

  test('once it has lapsed, others may speak', async () => {
    now += 24 * 3_600_000;
    await expect(assistant.handle(said('hello', bob))).rejects.toMatchObject(REFUSED);
    now += 1;
    expect(await assistant.handle(said('hello', bob))).toMatchObject({ kind: 'smalltalk' });
  });

  test('in another thread anybody asks and answers', async () => {
    const there = { user: 'bob', thread: 'C1:200' };
    expect(await assistant.handle(said(EMAIL, there))).toMatchObject({ kind: 'ask' });
    expect(await assistant.handle(said('1.1.654.0', there))).toMatchObject({ kind: 'answer' });
  });

  test('a refused delivery is not stored: sent again when others may speak, it is answered', async () => {
    const message = said('hello', { ...bob, delivery: 'd1' });
    await expect(assistant.handle(message)).rejects.toMatchObject(REFUSED);
    await assistant.handle(said('never mind'));
    expect(await assistant.handle(message)).toMatchObject({ kind: 'smalltalk' });
  });
});

describe('a question for the requester alone that waits behind another', () => {
  beforeEach(async () => {
    await assistant.handle(said(EMAIL));
    expect(await assistant.handle(said(SOFT_MATCH))).toMatchObject({ kind: 'ask' });
  });

  test('others answer the open one, not the one that waits', async () => {
    await expect(assistant.handle(tapped('installedVersion=<1.1.750.0', bob))).rejects.toMatchObject(REFUSED);
    expect(await assistant.handle(said('a contact', bob))).toMatchObject({ entry: 'soft-match-groups-contacts' });
  });

  test('and when it is offered again, it is closed to them', async () => {
    expect(await assistant.handle(said('a contact', bob))).toMatchObject({
      kind: 'answer',
      reoffered: { question: 'Which version of Azure AD Connect is installed?' },
    });
    await expect(assistant.handle(said('1.1.654.0', bob))).rejects.toMatchObject(REFUSED);
    expect(await assistant.handle(said('1.1.654.0'))).toMatchObject({ kind: 'answer' });
  });
});

describe('a question for anybody', () => {
  test('is answered by a colleague, in words and by button', async () => {
    await assistant.handle(said(SOFT_MATCH));
    expect(await assistant.handle(tapped('matchObject=group', bob))).toMatchObject({ kind: 'ask' });
    expect(await assistant.handle(said('yes', { user: 'eve' }))).toMatchObject({ kind: 'answer', verdict: 'yes' });
  });

  test('such are all facts of the corpus as it is shipped', () => {
    const shipped = buildCorpus(readCorpusFiles(`${ROOT}knowledge`));
    expect([...shipped.facts.values()].filter((fact) => fact.requesterOnly)).toEqual([]);
    expect(corpus.facts.size).toBeGreaterThan(1);
  });
});
