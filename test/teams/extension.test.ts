import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { NAMES } from '../../adapters/teams/names.ts';
import { GROUP, OTHER } from '../support/teams/defaults.ts';
import { openTeams, type TeamsHarness } from './harness.ts';
import { createPeople, type People, windowOf } from './person.ts';
import { buttonsIn, cardOf, labelsOf, one, wordsIn, wordsOf } from './seen.ts';

let teams: TeamsHarness;
let people: People;
beforeAll(async () => {
  // The day of the site's own clock, which the chat goes by.
  teams = await openTeams({ clock: () => Date.parse('2026-11-22T09:00:00Z') });
  people = createPeople(teams);
}, 60_000);
afterAll(() => teams.close());

const results = z.object({
  composeExtension: z.object({
    type: z.literal('result'),
    attachmentLayout: z.literal('list'),
    attachments: z.array(
      z.object({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z.looseObject({ body: z.array(z.unknown()) }),
        preview: z.object({
          contentType: z.literal('application/vnd.microsoft.card.thumbnail'),
          content: z.object({ title: z.string().min(1), text: z.string().min(1) }),
        }),
      }),
    ),
  }),
});

const search = (parameters: object[], queryOptions: object = { skip: 0, count: 25 }) =>
  people.invoke('composeExtension/query', { commandId: NAMES.searchFaq, parameters, queryOptions });
const found = async (...given: Parameters<typeof search>) =>
  results.parse((await search(...given)).answer).composeExtension.attachments;
const typed = (value: string) => [{ name: NAMES.query, value }];

describe('the search in the message box', () => {
  test('offers examples before anything is typed', async () => {
    const all = await found([{ name: 'initialRun', value: 'true' }]);
    expect(all.length).toBeGreaterThan(1);
  });

  test('finds the best entry first, and its card holds the answer', async () => {
    const [first] = await found(typed('can I rename the server'));
    expect(first?.preview.content.title).toContain('Rename');
    expect(wordsIn(first?.content)).toContain('SQL database instance');
  });

  test('goes on where the list ended', async () => {
    const all = await found(typed('upgrade'));
    const rest = await found(typed('upgrade'), { skip: 1, count: 2 });
    expect(rest.map(({ preview }) => preview)).toEqual(all.slice(1, 3).map(({ preview }) => preview));
  });

  test.each([
    ['past the end', typed('upgrade')],
    ['past the end of the examples', [{ name: 'initialRun', value: 'true' }]],
    ['past the end of a check', typed('2.6.92.0')],
  ])('%s there is nothing, and no word of it', async (_, parameters) => {
    expect(await found(parameters, { skip: 100, count: 25 })).toEqual([]);
  });

  test('no count is as many as Teams shows', async () => {
    const all = await found(typed('upgrade'), { skip: 0, count: 25 });
    for (const count of [0, -1, 'x', 1000]) {
      expect(await found(typed('upgrade'), { skip: 0, count })).toHaveLength(all.length);
    }
  });

  test.each(['2.6.92.0', 'is 2.6.92 still supported', 'version 2.6.92.0'])('checks a build: %s', async (words) => {
    const [first, ...more] = await found(typed(words));
    expect(first?.preview.content).toEqual({
      title: 'Version check: 2.6.92.0',
      text: expect.stringMatching(/^2\.6\.92\.0 is supported/),
    });
    const { posted } = await people.say('version 2.6.92.0', people.chat());
    expect(wordsIn(first?.content)).toContain(wordsOf(one(posted)));
    expect(wordsIn(first?.content)).toContain('Sources:');
    expect(more).toEqual(await found(typed(words), { skip: 1, count: 25 }));
  });

  test.each(['999.1.1.1', 'upgrade from 1.1.654.0 by hand', '2.6.92.0 or 2.5.79.0'])(
    'checks none: %s',
    async (words) => {
      expect(JSON.stringify((await search(typed(words))).answer)).not.toContain('Version check');
    },
  );

  test('says so where nothing fits', async () => {
    const { answer } = await search(typed('zzzz qqqq'));
    expect(answer).toMatchObject({ composeExtension: { type: 'message', text: expect.stringContaining('Nothing') } });
  });

  test.each([{ commandId: 'other' }, { commandId: NAMES.searchFaq, parameters: 'x' }, 'x'])(
    'refuses %j',
    async (value) => {
      expect((await people.invoke('composeExtension/query', Object(value))).status).toBe(400);
    },
  );
});

describe('an answer to any message', () => {
  const at = { conversation: GROUP, from: OTHER };
  const find = (content: string, contentType = 'html', over: object = {}) =>
    people.invoke(
      'composeExtension/fetchTask',
      { commandId: NAMES.findAnswer, messagePayload: { id: '1', body: { contentType, content } }, ...over },
      at,
    );

  test('opens in a window, and nobody else sees it', async () => {
    const outcome = await find('<p>Can I <b>rename</b>&nbsp;the server?</p>');
    expect(outcome.posted).toEqual([]);
    expect(wordsOf(windowOf(outcome))).toContain('SQL database instance');
  });

  test.each([
    ['plain text', 'Can I rename the server?', 'text'],
    ['what is quoted is left out', '<blockquote>upgrade?</blockquote><p>Can I rename the server?</p>', 'html'],
    ['a script is left out', '<script>upgrade()</script><div>Can I rename the server?</div>', 'html'],
    ['a mention', '<at id="0">Ann</at> Can I rename the server?', 'html'],
    ['a stray bracket', 'Can I rename the server? <3', 'html'],
  ])('%s', async (_, content, type) => {
    expect(wordsOf(windowOf(await find(content, type)))).toMatch(
      /SQL database instance|^Do you mean this\?\nRename the/,
    );
  });

  test.each(['', '<p>&nbsp;</p>', '<img src="x">'])('without text: %j', async (content) => {
    expect((await find(content)).answer).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('no text') },
    });
  });

  test('its buttons work in the window, by Action.Submit alone', async () => {
    const outcome = await find('I got a mail from Microsoft that my auto upgrade is broken');
    const window = windowOf(outcome);
    expect(JSON.stringify(cardOf(window))).not.toContain('Action.Execute');
    expect(labelsOf(window)).toContain('Older than 1.1.750.0');
    const data = buttonsIn(cardOf(window)).find(({ label }) => label === 'Older than 1.1.750.0')?.data;
    const tapped = await people.invoke('composeExtension/submitAction', { commandId: NAMES.findAnswer, data }, at);
    expect(tapped.posted).toEqual([]);
    expect(wordsOf(windowOf(tapped))).toContain('Yes');
    const why = buttonsIn(cardOf(windowOf(tapped))).find(({ label }) => label === 'Why this answer?')?.data;
    const explained = await people.invoke(
      'composeExtension/submitAction',
      { commandId: NAMES.findAnswer, data: why },
      at,
    );
    expect(wordsOf(windowOf(explained))).toContain('Why this answer?');
  });

  test('does not touch the conversation that it was asked in', async () => {
    await find('I got a mail from Microsoft that my auto upgrade is broken');
    const { posted } = await people.say('1.1.654.0', { conversation: GROUP });
    expect(wordsOf(posted[0] ?? windowOf(await find('x')))).not.toContain('auto-upgrade fault was');
  });

  test('another command is refused', async () => {
    expect((await find('x', 'text', { commandId: 'other' })).status).toBe(400);
  });
});
