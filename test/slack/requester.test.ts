import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAssistant } from '../../src/assistant.ts';
import { buildCorpus, readCorpusFiles } from '../../src/knowledge/load.ts';
import { HELPDESK, openSite, ROOT } from '../conversations/desk.ts';
import { USER } from '../support/slack/defaults.ts';
import { OTHER, openSlack, type SlackHarness } from './harness.ts';
import { BOT, createPeople, type People } from './person.ts';
import { one, wordsOf } from './seen.ts';

/** The product's corpus with one question that only the person who asked may answer. */
let slack: SlackHarness;
let people: People;
beforeAll(async () => {
  const files = new Map(readCorpusFiles(`${ROOT}knowledge`));
  const text = files.get('corpus.yaml') ?? '';
  files.set('corpus.yaml', text.replace('  installedVersion:\n', '  installedVersion:\n    requesterOnly: true\n'));
  const site = await openSite();
  const rest = { clock: Date.now, helpdesk: HELPDESK, openQuestionHours: 24, store: site.store };
  const corpus = buildCorpus(files);
  const assistant = createAssistant({ corpus, ...rest, questionLog: { enabled: false, texts: false } });
  slack = await openSlack({ site, assistant: () => assistant });
  people = createPeople(slack);
}, 60_000);
afterAll(async () => {
  await slack.close();
  await slack.site.store.close();
});

const NOTHING = { posted: [], told: [], changed: [] };
const asked = async () =>
  one((await people.mention(`${BOT} got a mail from Microsoft that my auto upgrade is broken`)).posted);

test('a bystander who taps is told, alone, and the buttons stay for the one who asked', async () => {
  const question = await asked();
  const { posted, told, changed } = await people.tap(question, 'Older than 1.1.750.0', { user: OTHER.id });
  expect([posted, changed]).toEqual([[], []]);
  expect(one(told)).toMatchObject({ user: OTHER.id, thread: question.thread });
  expect(wordsOf(one(told))).toContain('Only the person who began this conversation');
  expect((await people.tap(question, 'Older than 1.1.750.0')).posted).toHaveLength(1);
});

test('a bystander who answers in words is told; who chats is left alone', async () => {
  const thread = (await asked()).thread ?? '';
  expect(await people.write('good luck with that', { thread, user: OTHER.id })).toEqual(NOTHING);
  const { posted, told } = await people.write('it is 1.1.654.0', { thread, user: OTHER.id });
  expect(posted).toEqual([]);
  expect(one(told).user).toBe(OTHER.id);
  expect((await people.write('1.1.654.0', { thread, user: USER.id })).posted).toHaveLength(1);
});

test('a bystander who mentions the bot meanwhile is told, too', async () => {
  const thread = (await asked()).thread ?? '';
  const { posted, told } = await people.mention(`${BOT} can I rename the server?`, { thread, user: OTHER.id });
  expect(posted).toEqual([]);
  expect(wordsOf(one(told))).toContain('Ask your own question in a new thread');
});
