import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAssistant } from '../../src/assistant.ts';
import { buildCorpus, readCorpusFiles } from '../../src/knowledge/load.ts';
import { HELPDESK, openSite, ROOT } from '../conversations/desk.ts';
import { CHANNEL, OTHER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, lineOf, type People } from './person.ts';
import { one, wordsOf } from './seen.ts';

/** The product's corpus with one question that only the person who asked may answer. */
let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  const files = new Map(readCorpusFiles(`${ROOT}knowledge`));
  const text = files.get('corpus.yaml') ?? '';
  files.set('corpus.yaml', text.replace('  installedVersion:\n', '  installedVersion:\n    requesterOnly: true\n'));
  const site = await openSite();
  const rest = { clock: Date.now, helpdesk: HELPDESK, openQuestionHours: 24, store: site.store };
  const corpus = buildCorpus(files);
  const assistant = createAssistant({ corpus, ...rest, questionLog: { enabled: false, texts: false } });
  teams = await openTeams({ site, assistant: () => assistant });
  people = createPeople(teams);
}, 60_000);
afterAll(async () => {
  await teams.close();
  await teams.site.store.close();
});

const MAIL = 'got a mail from Microsoft that my auto upgrade is broken';
const OLDER = 'Older than 1.1.750.0';
const asked = async () => one((await people.say(MAIL, { conversation: CHANNEL })).posted);
const threadOf = ({ conversation }: { conversation: string }) => conversation.split(';messageid=')[1] ?? '';

test('a bystander who taps is told, alone, and the buttons stay for the one who asked', async () => {
  const question = await asked();
  const refused = await people.tap(question, OLDER, { from: OTHER });
  expect([refused.posted, refused.changed]).toEqual([[], []]);
  expect(lineOf(refused)).toContain('Only the person who began this conversation');
  expect((await people.tap(question, OLDER)).posted).toHaveLength(1);
});

test('from a client that knows no Action.Execute, in the conversation', async () => {
  const question = await asked();
  const { posted, changed } = await people.submit(question, OLDER, { from: OTHER });
  expect(changed).toEqual([]);
  expect(wordsOf(one(posted))).toContain('Only the person who began this conversation');
});

test('a bystander who answers in words, or asks something else meanwhile, is told', async () => {
  const question = await asked();
  const at = { conversation: CHANNEL, thread: threadOf(question), from: OTHER };
  for (const text of ['1.1.654.0', 'can I rename the server?']) {
    const { posted } = await people.say(text, at);
    expect(wordsOf(one(posted))).toContain('Ask your own question in a new thread');
  }
});
