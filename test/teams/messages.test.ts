import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APP, CHANNEL, GROUP, OTHER, PERSONAL, PERSONAL_OTHER, USER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, type People } from './person.ts';
import { labelsOf, one, wordsOf } from './seen.ts';

let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  teams = await openTeams();
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const RENAME = 'can I rename the server?';
const NOT_RENAMED = 'Rename the Azure AD Connect server';
const answered = async (text: string, at = {}) => wordsOf(one((await people.say(text, at)).posted));

describe('where people write', () => {
  test('in their own chat: a card beside plain words for notifications', async () => {
    const { posted, status } = await people.say(RENAME);
    expect(status).toBe(200);
    const { activity, conversation } = one(posted);
    expect(conversation).toBe(PERSONAL);
    expect(activity).toMatchObject({ summary: expect.stringMatching(/^No/), text: expect.stringContaining('[1]') });
    expect(wordsOf(one(posted))).toContain('No');
  });

  test('in a group chat: all share one conversation', async () => {
    await people.say('got a mail from Microsoft that my auto upgrade is broken', { conversation: GROUP });
    const { posted } = await people.say('1.1.654.0', { conversation: GROUP, from: OTHER });
    expect(one(posted).conversation).toBe(GROUP);
    expect(wordsOf(one(posted))).toContain('Yes');
  });

  test('in a channel: each thread is a conversation of its own', async () => {
    const first = await people.say('got a mail from Microsoft that my auto upgrade is broken', {
      conversation: CHANNEL,
    });
    const [, thread = ''] = one(first.posted).conversation.split(';messageid=');
    expect(thread).not.toBe('');
    const elsewhere = await people.say('1.1.654.0', { conversation: CHANNEL });
    expect(wordsOf(one(elsewhere.posted))).not.toContain('auto-upgrade fault');
    expect(one(elsewhere.posted).conversation).not.toBe(one(first.posted).conversation);
    const follow = await people.say('1.1.654.0', { conversation: CHANNEL, thread });
    expect(one(follow.posted).conversation).toBe(one(first.posted).conversation);
    expect(wordsOf(one(follow.posted))).toContain('Yes');
  });

  test('a stranger in a personal chat is refused in words', async () => {
    const conversation = PERSONAL_OTHER;
    await people.say('hello', { conversation, from: OTHER });
    const { posted } = await people.say(RENAME, { conversation, from: USER });
    expect(wordsOf(one(posted))).toContain('belongs to somebody else');
  });
});

describe('mentions', () => {
  const tag = `<at>${APP.name}</at>`;
  const ours = { type: 'mention', mentioned: { id: APP.account, name: APP.name }, text: tag };
  const ann = { type: 'mention', mentioned: { id: '29:ann', name: 'Ann' }, text: '<at>Ann</at>' };
  const inGroup = (text: string, entities: readonly object[], over = {}) =>
    people.say('', { conversation: GROUP, over: { text, entities, ...over } });

  test.each([
    ['in front', `${tag} ${RENAME}`, [ours]],
    ['with a comma', `${tag}, ${RENAME}`, [ours]],
    ['with a blank that does not break', `${tag}&nbsp;${RENAME}`, [ours]],
    ['behind', `${RENAME} ${tag}`, [ours]],
    ['inside', `can I ${tag} rename the server?`, [ours]],
    ['twice', `${tag} can I rename ${tag} the server?`, [ours, ours]],
    ['twice, told once', `${tag} ${tag} ${RENAME}`, [ours]],
    ['without tags', `${APP.name} ${RENAME}`, [{ ...ours, text: APP.name }]],
    ['beside a broken entity', `${tag} ${RENAME}`, [{ type: 'mention' }, ours]],
    ['where something is quoted', `<quoted messageId="17"/> ${tag} ${RENAME}`, [ours]],
    ['of somebody else in front of ours', `<at>Ann</at> ${tag} ${RENAME}`, [ann, ours]],
    ['of somebody else behind ours', `${tag} <at>Ann</at>, ${RENAME}`, [ours, ann]],
    ['of somebody who is to know', `${tag} ${RENAME} cc <at>Ann</at>`, [ours, ann]],
    ['in HTML', `<p>${tag} can I rename&nbsp;the <b>server</b>?</p>`, [ours]],
  ])('are no part of the question: %s', async (_, text, entities) => {
    const over = text.startsWith('<p>') ? { textFormat: 'xml' } : {};
    const { posted } = await inGroup(text, entities, over);
    expect(one(posted).activity.text).toContain(NOT_RENAMED);
  });

  test.each([
    ['version 2.6.92.0', 'Version check'],
    ['tickets', 'Your tickets'],
  ])('of others spoil no command: %s', async (command, headline) => {
    const { posted } = await inGroup(`<at>Ann</at> ${tag} ${command}`, [ours, ann]);
    expect(one(posted).activity.text).toContain(headline);
  });

  test('only our name: what it can do', async () => {
    expect(one((await inGroup(tag, [ours])).posted).activity.text).toContain('What I can do');
  });

  test('of others are left alone, and so is what mentions nobody', async () => {
    expect((await inGroup(`<at>Ann</at> ${RENAME}`, [ann])).posted).toEqual([]);
    expect((await people.say('', { conversation: CHANNEL, over: { text: RENAME, entities: [] } })).posted).toEqual([]);
  });

  test('a thread that it has answered in goes on without one, for whoever began it', async () => {
    const begun = await people.say('got a mail from Microsoft that my auto upgrade is broken', {
      conversation: CHANNEL,
    });
    const [, thread = ''] = one(begun.posted).conversation.split(';messageid=');
    const said = (text: string, from = USER) =>
      people.say('', { conversation: CHANNEL, thread, from, over: { text, entities: [] } });
    expect((await said('good luck with that', OTHER)).posted).toEqual([]);
    expect(wordsOf(one((await said('1.1.654.0')).posted))).toContain('Yes');
  });

  test('what a person typed as tags stays what it is', async () => {
    const words = await answered('what does &lt;at&gt;Ann&lt;/at&gt; &amp;amp; mean?');
    expect(words).not.toContain('<at>');
  });
});

describe('what is not answered', () => {
  test.each([
    ['the bot itself', { id: APP.account, name: APP.name }],
    ['another bot', { id: '28:22222222-0000-4000-8000-000000000000', name: 'Other Bot' }],
    ['a program that says so', { id: '29:flow', name: 'Flow', role: 'bot' }],
  ])('%s', async (_, from) => {
    const { posted, status } = await people.say(RENAME, { over: { from } });
    expect([posted, status]).toEqual([[], 200]);
  });

  test.each([
    '<attachment id="1"></attachment>',
    '<span class="inline-compose-card" itemid="0"><span content="0" itemprop="cardId"></span></span>',
  ])('a card alone, as the message extension puts it in: %s', async (text) => {
    expect((await people.say('', { over: { text } })).posted).toEqual([]);
  });

  test('attachments: the HTML of the same words, a quote, a file', async () => {
    const attachments = [
      { contentType: 'text/html', content: '<blockquote>is 2.5.79.0 supported?</blockquote><p>can I rename</p>' },
      { contentType: 'application/vnd.microsoft.teams.file.download.info', content: {}, name: 'log.txt' },
    ];
    const { posted } = await people.say(RENAME, { over: { attachments } });
    expect(one(posted).activity.text).toContain(NOT_RENAMED);
  });
});

describe('the command list', () => {
  test.each([
    ['ask can I rename the server?', NOT_RENAMED],
    ['Ask: can I rename the server?', NOT_RENAMED],
    ['ask', 'What I can do'],
    ['help', 'What I can do'],
    ['version 2.6.92.0', 'Version check'],
    ['version', 'Version check'],
    ['browse', 'Topics of the FAQ'],
  ])('%s', async (text, headline) => {
    expect(one((await people.say(text)).posted).activity.text).toContain(headline);
  });

  test('a section to browse by its name, and all where there is none of that name', async () => {
    const section = one((await people.say('browse auto upgrade')).posted);
    const all = one((await people.say('browse gardening')).posted);
    expect(labelsOf(section)).not.toEqual(labelsOf(all));
    expect(labelsOf(all)).toEqual(labelsOf(one((await people.say('browse')).posted)));
  });

  test.each([
    ['ticket', 'Your ticket, not sent yet'],
    ['ticket the server does not start', 'Your ticket, not sent yet'],
    ['tickets', 'You have no tickets'],
  ])('%s: %s', async (text, shown) => {
    expect(await answered(text)).toContain(shown);
  });

  test('the version form checks what is filled in', async () => {
    const form = one((await people.say('version')).posted);
    expect(labelsOf(form)).toContain('Check');
    const { posted } = await people.tap(form, 'Check', { filled: { version: ' 2.6.92.0 ' } });
    expect(wordsOf(one(posted))).toContain('2.6.92.0 is supported');
  });
});
