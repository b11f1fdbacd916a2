import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHANNEL, IM, USER } from '../support/slack/defaults.ts';
import { type FakeSlack, startFakeSlack } from '../support/slack/fakeSlack.ts';
import type { Ephemeral, Message } from '../support/slack/state.ts';
import { OTHER, openSlack, type SlackHarness, WORLD } from './harness.ts';
import { BOT, createPeople, type Outcome, type People } from './person.ts';
import { asShown, buttonsOf, labelsOf, one, wordsOf } from './seen.ts';

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
  expect(fake.calls.filter(({ error }) => error !== null)).toEqual([]);
  await slack.close();
});

const NOTHING = { posted: [], told: [], changed: [] };
const EMAIL = 'got a mail from Microsoft that my auto upgrade is broken';
const WALK = 'Can I move the sync database to a remote SQL Server?';
const CHOICE = 'auto upgrade email';
const LAPSED = 25 * 3_600_000;

async function asked(text: string): Promise<Message> {
  return one((await people.mention(`${BOT} ${text}`)).posted);
}

async function told(text: string): Promise<Ephemeral> {
  return one((await people.command(text)).told);
}

describe('a follow-up button', () => {
  test('is answered in the thread; the row is replaced by what was chosen and by whom', async () => {
    const question = await asked(EMAIL);
    const { posted, changed } = await people.tap(question, 'Older than 1.1.750.0', { user: OTHER.id });
    expect(wordsOf(one(posted))).toContain('Yes');
    expect(one(posted).thread).toBe(question.thread);
    expect(one(changed)).toBe(question);
    expect(labelsOf(question)).toEqual(['Why this answer?']);
    expect(wordsOf(question)).toContain('Which version of Azure AD Connect is installed?');
    expect(wordsOf(question)).toContain(`Older than 1.1.750.0 · chosen by <@${OTHER.id}>`);
  });

  test.each([
    ['of a question', EMAIL, 'Older than 1.1.750.0'],
    ['of a choice', CHOICE, 'Will I be told whether auto upgrade failed or worked?'],
    ['of related questions', 'can I rename the server?', 'Move the database to a remote SQL Server'],
  ])('%s that is tapped twice is answered once', async (_, text, label) => {
    const message = await asked(text);
    const seen = asShown(message);
    const both = await people.outcome(() => Promise.all([people.tap(seen, label), people.tap(seen, label)]));
    expect([both.posted.length, both.told]).toEqual([1, []]);
    expect(await people.tap(seen, label)).toEqual(NOTHING);
  });

  test('that is tapped twice in an answer for one person alone leaves the answer there', async () => {
    const question = await told(EMAIL);
    const seen = asShown(question);
    await people.tap(seen, 'Older than 1.1.750.0');
    await people.tap(seen, 'Older than 1.1.750.0');
    expect(wordsOf(question)).toContain('Yes');
    expect(labelsOf(question)).toContain('Share in channel');
  });

  test('another one on the same row explains itself, to the one who tapped alone', async () => {
    const question = await asked(EMAIL);
    const seen = asShown(question);
    await people.tap(seen, 'Older than 1.1.750.0');
    const late = await people.tap(seen, '1.1.750.0 or later', { user: OTHER.id });
    expect(late.posted).toEqual([]);
    expect(one(late.told).user).toBe(OTHER.id);
    expect(wordsOf(one(late.told))).toContain('no longer open');
  });
});

describe('an old button', () => {
  test('works after a restart', async () => {
    const question = await asked(EMAIL);
    await slack.stop();
    await slack.start();
    expect(one((await people.tap(question, 'Older than 1.1.750.0')).posted).thread).toBe(question.thread);
  });

  test.each([
    ['in a thread', () => asked(EMAIL)],
    ['in a direct message', async () => one((await people.write(EMAIL, { channel: IM.id })).posted)],
  ])('of a question that has lapsed explains itself and offers to ask again: %s', async (_, ask) => {
    const question = await ask();
    slack.site.wait(LAPSED);
    const late = await people.tap(question, 'Older than 1.1.750.0');
    expect([late.posted, late.changed]).toEqual([[], []]);
    const hint = one(late.told);
    expect(wordsOf(hint)).toContain('no longer open');
    const anew = await people.tap(hint, labelsOf(hint).find((label) => label.startsWith('Ask again')) ?? '');
    expect(one(anew.posted).thread).toBe(question.thread);
    expect(labelsOf(one(anew.posted))).toContain('Older than 1.1.750.0');
    expect(fake.ephemerals(USER.id)).not.toContain(hint);
    expect((await people.tap(one(anew.posted), 'Older than 1.1.750.0')).posted).toHaveLength(1);
  });

  test('in what one person alone sees is replaced by the explanation', async () => {
    const question = await told(EMAIL);
    slack.site.wait(LAPSED);
    expect(one((await people.tap(question, 'Older than 1.1.750.0')).changed)).toBe(question);
    expect(wordsOf(question)).toContain('no longer open');
    await people.tap(question, labelsOf(question)[0] ?? '');
    expect(labelsOf(question)).toContain('Older than 1.1.750.0');
  });

  test('of an answer that is kept no longer says so', async () => {
    const answer = await asked('can I rename the server?');
    await slack.site.store.purge(Number.MAX_SAFE_INTEGER, 0);
    const { posted, told: hints } = await people.tap(answer, 'Why this answer?', { user: OTHER.id });
    expect(posted).toEqual([]);
    expect(one(hints)).toMatchObject({ user: OTHER.id, thread: answer.thread });
    expect(wordsOf(one(hints))).toContain('Please ask again');
  });

  test('to share an answer that is kept no longer offers to ask again', async () => {
    const answer = await told('can I rename the server?');
    await slack.site.store.purge(Number.MAX_SAFE_INTEGER, 0);
    const hint = one((await people.tap(answer, 'Share in channel')).told);
    expect(wordsOf(hint)).toContain('can I rename the server?');
    await people.tap(hint, 'Ask again');
    expect(wordsOf(hint)).toContain('Once the server has another name');
  });
});

describe('a walk', () => {
  test('turns its pages in place, for everybody in the thread', async () => {
    const page = await asked(WALK);
    const seen: string[] = [];
    for (const label of ['Next', 'Next', 'Back', 'Back']) {
      const { posted, told: hints, changed } = await people.tap(page, label, { user: OTHER.id });
      expect([posted, hints, changed]).toEqual([[], [], [page]]);
      seen.push(/Step \d of \d/.exec(wordsOf(page))?.[0] ?? '');
    }
    expect(seen).toEqual(['Step 2 of 3', 'Step 3 of 3', 'Step 2 of 3', 'Step 1 of 3']);
  });

  test('Next tapped twice turns one page', async () => {
    const page = await asked(WALK);
    const seen = asShown(page);
    await people.outcome(() => Promise.all([people.tap(seen, 'Next'), people.tap(seen, 'Next')]));
    expect(wordsOf(page)).toContain('Step 2 of 3');
  });

  test('for one person alone turns its pages, too', async () => {
    const page = await told(WALK);
    await people.tap(page, 'Next');
    expect(wordsOf(page)).toContain('Step 2 of 3');
    await people.tap(page, 'Back');
    expect(wordsOf(page)).toContain('Step 1 of 3');
  });
});

describe("'Why this answer?'", () => {
  const modal = (user: string) => fake.modal(user).map(wordsOf);

  test('opens a window for the one who tapped', async () => {
    const answer = await asked('can I rename the server?');
    expect(await people.tap(answer, 'Why this answer?', { user: OTHER.id })).toEqual(NOTHING);
    expect(modal(OTHER.id)).toEqual([expect.stringContaining('Rename the Azure AD Connect server was chosen')]);
    expect(modal(USER.id)).toEqual([]);
    fake.closeModal(OTHER.id);
  });

  test('of an older answer says that there is a newer one', async () => {
    const older = await asked('can I rename the server?');
    await people.write(WALK, { thread: older.thread ?? '' });
    await people.tap(older, 'Why this answer?');
    expect(modal(USER.id)).toEqual([expect.stringContaining('There is a newer answer in this conversation')]);
    fake.closeModal(USER.id);
  });

  test.each([
    ['the same entry with another version', `${EMAIL}, we run 1.1.654.0`, 'no, it is 2.6.92.0'],
    ['beside a choice', CHOICE, 'can I rename the server?'],
  ])('says that there is a newer one that is %s', async (_, first, next) => {
    const older = await asked(first);
    await people.write(next, { thread: older.thread ?? '' });
    await people.tap(older, 'Why this answer?');
    expect(modal(USER.id)).toEqual([expect.stringContaining('There is a newer answer in this conversation')]);
    fake.closeModal(USER.id);
  });

  test('of a step that was drawn in place names no newer one, however often', async () => {
    const walk = await asked(WALK);
    await people.tap(walk, 'Next');
    for (const _ of [1, 2]) {
      await people.tap(walk, 'Why this answer?');
      expect(modal(USER.id)).toEqual([expect.not.stringContaining('newer answer')]);
      fake.closeModal(USER.id);
    }
  });
});

describe("'Show all'", () => {
  test('shows the whole answer in place, and still asks whether it was solved', async () => {
    const answer = await asked('What are best practices from the field?');
    expect(labelsOf(answer)).toEqual(expect.arrayContaining(['Show all', 'Yes, solved']));
    const short = wordsOf(answer).length;
    expect(one((await people.tap(answer, 'Show all')).changed)).toBe(answer);
    expect(wordsOf(answer).length).toBeGreaterThan(short);
    expect(labelsOf(answer)).not.toContain('Show all');
    expect(labelsOf(answer)).toContain('Yes, solved');
  });
});

describe("'Share in channel'", () => {
  const shared = ({ posted }: Outcome) => posted.map(wordsOf);

  test('shows the answer to all under the name of the one who asked, once', async () => {
    const answer = await told('can I rename the server after installing Azure AD Connect? &lt;!channel&gt;');
    const seen = asShown(answer);
    const first = await people.tap(seen, 'Share in channel');
    expect(shared(first)).toEqual([expect.stringContaining(`Shared by <@${USER.id}>`)]);
    expect(shared(first)).toEqual([expect.stringContaining('Once the server has another name')]);
    expect(one(first.posted)).toMatchObject({ channel: CHANNEL.id, unfurls: { links: false, media: false } });
    expect(buttonsOf(one(first.posted))).toEqual([]);
    expect(wordsOf(answer)).toBe('Shared in the channel.');
    expect(fake.pings).toEqual([]);
    const again = await people.tap(seen, 'Share in channel');
    expect(again.posted).toEqual([]);
    expect(wordsOf(one([...again.told, ...again.changed]))).toContain('shared this answer already');
  });
});
